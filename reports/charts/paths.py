"""Actual against path to target over the report year: a panel for each key indicator."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kpi.plan.model import SHARES_OF_UNITS
from kpi.rounding import without_noise
from kpi.words import formats
from reports.charts.canvas import legend, nothing, paper, wrapped
from reports.edition import Edition
from reports.figures.shared.indicators import PATHS, PathPoint
from reports.looks import STATUS
from reports.report import Report

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS = 3


def draw(report: Report) -> Figure:
    edition = report.edition
    page = paper(edition, edition.say("charts.paths_title", year=edition.period.year))
    panels = [list(points) for _, points in groupby(report.rows(PATHS), key=lambda p: p.place)]
    if not panels:
        nothing(page.subplots(), edition)
        return page
    rows = -(-len(panels) // COLUMNS)
    grid = page.subplots(rows, COLUMNS, squeeze=False)
    for number, axes in enumerate(grid.flat):
        if number < len(panels):
            _panel(axes, edition, panels[number])
            _months(axes, edition, named=number + COLUMNS >= len(panels))
        else:
            axes.set_axis_off()
    handles, labels = grid[0][0].get_legend_handles_labels()
    legend(page, handles, labels, entries=3, columns=3)
    return page


def _months(axes: Axes, edition: Edition, *, named: bool) -> None:
    """The year's months; only the lowest panel of a column names them."""
    axes.set_xlim(0.6, 12.4)
    axes.set_xticks(range(1, 13), [str(n) for n in range(1, 13)] if named else [""] * 12)
    if named:
        axes.set_xlabel(edition.say("charts.paths_axis"), fontsize=7.5)


def _measured_in(edition: Edition, point: PathPoint) -> str:
    if point.measure in SHARES_OF_UNITS:
        return edition.say("charts.share_of_units")
    return point.unit_of_measure


def _panel(axes: Axes, edition: Edition, points: list[PathPoint]) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    one = points[0]
    actual = [(p.month, p.actual) for p in points if p.actual is not None]
    path = [(p.month, p.expected) for p in points if p.expected is not None]
    axes.plot(
        [m for m, _ in actual], [v for _, v in actual], color="#1F4E79", marker="o", markersize=4,
        linewidth=2, label=edition.say("charts.actual"), zorder=3,
    )  # fmt: skip
    axes.plot(
        [m for m, _ in path], [v for _, v in path], color="#C55A11", linestyle="--",
        marker="D", markerfacecolor="white", markersize=3.5, linewidth=1.3,
        label=edition.say("charts.expected"),
    )  # fmt: skip
    axes.axhline(
        one.target, color="black", linestyle=":", linewidth=1.2, label=edition.say("charts.target")
    )
    axes.tick_params(labelsize=7.5)
    axes.grid(axis="y", color="#BFBFBF", linewidth=0.4)
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_formatter(
        FuncFormatter(
            lambda value, _: formats.shortest(without_noise(float(value)), edition.locale)
        )
    )
    axes.margins(y=0.12)
    axes.set_ylabel(wrapped(_measured_in(edition, one), 24), fontsize=7.5)
    name = wrapped(f"{one.indicator}. {one.indicator_name}", 40)
    light = f"{STATUS[one.status].symbol} {edition.status(one.status)}"
    axes.set_title(f"{name}\n{light}", fontsize=8.5, fontweight="bold", loc="left")
