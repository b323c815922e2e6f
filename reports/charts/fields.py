"""Statuses by field: one stacked bar a field, told apart by hatching as well as by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.bars import ON_WHITE, fill_of, lying_axis, row_names
from reports.charts.canvas import legend, on_one_page
from reports.charts.frames.frame import Frame, Series
from reports.edition import Edition
from reports.looks import STATUS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@on_one_page()
def draw(page: Figure, edition: Edition, frame: Frame) -> None:
    axes = page.subplots()
    left = [0.0] * len(frame.categories)
    for series in frame.series:
        _part(axes, series, left)
    row_names(axes, frame.categories, width=34)
    lying_axis(axes, edition, frame.axis)
    axes.set_xlabel(edition.say("charts.status_axis"), fontsize=8.5)
    legend(page, entries=len(frame.series))


def _part(axes: Axes, series: Series, left: list[float]) -> None:
    symbol = STATUS[series.key].symbol
    widths = [value or 0.0 for value in series.values]
    total = sum(widths)
    axes.barh(
        range(len(widths)), widths, left=left, height=0.68, gid=series.key,
        label=f"{series.name} ({total:.0f})", **fill_of(series.key),
    )  # fmt: skip
    for place, wide in enumerate(widths):
        if wide:
            axes.text(
                left[place] + wide / 2, place, f"{symbol} {wide:.0f}", ha="center", va="center",
                fontsize=8.5, fontweight="bold", bbox=ON_WHITE,
            )  # fmt: skip
        left[place] += wide
