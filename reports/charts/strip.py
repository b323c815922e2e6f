"""The strip of statuses, last time's below: a bar as long as the plan has indicators."""

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

HEIGHT = 3.6
NARROW = 0.025  # of the axis: a part that holds a symbol, but no count beside it


@on_one_page(height=HEIGHT)
def draw(page: Figure, edition: Edition, frame: Frame) -> None:
    axes = page.subplots()
    left = [0.0] * len(frame.categories)
    for series in frame.series:
        _part(axes, frame, series, left)
    row_names(axes, frame.categories, width=30)
    lying_axis(axes, edition, frame.axis)
    axes.set_xlabel(edition.say("charts.status_axis"), fontsize=8.5)
    legend(page, entries=len(frame.series))


def _part(axes: Axes, frame: Frame, series: Series, left: list[float]) -> None:
    """One status of all rows, with its symbol and its count on it."""
    symbol = STATUS[series.key].symbol
    widths = [value or 0.0 for value in series.values]
    axes.barh(
        range(len(widths)), widths, left=left, height=0.66, gid=series.key,
        label=series.name, **fill_of(series.key),
    )  # fmt: skip
    for place, wide in enumerate(widths):
        if wide:
            narrow = wide < NARROW * frame.axis.high
            said = f"{symbol}\n{wide:.0f}" if narrow else f"{symbol} {wide:.0f}"
            axes.text(
                left[place] + wide / 2, place, said, ha="center", va="center", fontsize=9,
                fontweight="bold", linespacing=0.95, bbox=ON_WHITE,
            )  # fmt: skip
        left[place] += wide
