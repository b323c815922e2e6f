"""Small multiples: a panel for each key indicator, over the year's months or the plan's years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports.charts.bars import upright_axis
from reports.charts.canvas import LEAST, Drawing, legend, nothing, paper, wrapped
from reports.charts.frames import paths, years
from reports.charts.frames.frame import Frame
from reports.edition import Edition
from reports.report import Report

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = 3
LINES: dict[str, dict[str, Any]] = {
    "actual": {"color": "#1F4E79", "marker": "o", "markersize": 4, "linewidth": 2, "zorder": 4},
    "expected": {"color": "#C55A11", "linestyle": "--", "marker": "D", "markerfacecolor": "white",
                 "markersize": 3.5, "linewidth": 1.3},
    "target": {"color": "black", "linestyle": ":", "linewidth": 1.3},
    "result": {"color": "#1F4E79", "marker": "o", "markersize": 5, "linewidth": 2, "zorder": 4},
    "plan": {"color": "black", "linestyle": ":", "marker": "_", "markersize": 12, "linewidth": 1.2,
             "markeredgewidth": 2},
    "revised": {"color": "#C55A11", "linestyle": "", "marker": "D", "markersize": 8,
                "markerfacecolor": "none", "markeredgewidth": 1.6, "zorder": 5},
    "reformed": {"color": "#7030A0", "linestyle": "", "marker": "s", "markersize": 12,
                 "markerfacecolor": "none", "markeredgewidth": 1.4, "zorder": 3},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Panels:
    """The frames of a picture, its title, and the word (its key) below the lowest ones."""

    frames: Sequence[Frame]
    title: str
    axis: str


def ask_paths(report: Report) -> Panels:
    """The year's months."""
    panels = paths.frames(report)
    return Panels(panels, paths.title(report, panels), "charts.paths_axis")


def ask_years(report: Report) -> Panels | None:
    """The plan's years; nothing in reports of less than a year."""
    panels = years.frames(report)
    return Panels(panels, years.title(report, panels), "charts.years_axis") if panels else None


def draw(edition: Edition, asked: Panels | None) -> tuple[Drawing, ...]:
    if asked is None:
        return ()
    panels, title, axis = asked.frames, asked.title, asked.axis
    page = paper(edition, title)
    if not panels:
        nothing(page.subplots(), edition)
        return (Drawing(page, title, title),)
    grid = page.subplots(-(-len(panels) // COLUMNS), COLUMNS, squeeze=False)
    for number, axes in enumerate(grid.flat):
        if number < len(panels):
            _panel(axes, edition, panels[number])
            _below(axes, edition, panels[number], axis if number + COLUMNS >= len(panels) else "")
        else:
            axes.set_axis_off()
    told = [pair for axes in grid.flat
            for pair in zip(*axes.get_legend_handles_labels(), strict=True)]  # fmt: skip
    handles = {label: handle for handle, label in told}
    legend(page, list(handles.values()), list(handles), entries=len(handles))
    return (Drawing(page, title, f"{title}. " + " ".join(p.alt for p in panels)),)


def _panel(axes: Axes, edition: Edition, frame: Frame) -> None:
    for series in frame.series:
        there = [(n, v) for n, v in enumerate(series.values) if v is not None]
        axes.plot(
            [n for n, _ in there], [v for _, v in there], gid=series.key, label=series.name,
            clip_on=False, **LINES[series.key],
        )  # fmt: skip
    upright_axis(axes, edition, frame.axis)
    axes.set_ylabel(wrapped(frame.measured_in, 24), fontsize=LEAST)
    name, status = frame.labels
    axes.set_title(f"{wrapped(name, 40)}\n{status}", fontsize=8.5, fontweight="bold", loc="left")


def _below(axes: Axes, edition: Edition, frame: Frame, named: str) -> None:
    """Months or years; only the lowest panel of a column says what they are."""
    count = len(frame.categories)
    axes.set_xlim(-0.4, count - 0.6)
    axes.set_xticks(range(count), list(frame.categories), fontsize=LEAST)
    if named:
        axes.set_xlabel(edition.say(named), fontsize=LEAST)
