"""Bullets: a bar for what is reached, a stroke for the plan to date, a line for the year's plan, a
thin range for what the year is likely to bring; the figures stand beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports.charts.bars import break_mark, fill_of, lying_axis, row_labels, row_names
from reports.charts.canvas import legend, on_one_page
from reports.charts.frames.axis import WHOLE
from reports.charts.frames.frame import Frame
from reports.edition import Edition
from reports.looks import STATUS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@on_one_page()
def draw(page: Figure, edition: Edition, frame: Frame) -> None:
    axes = page.subplots()
    _bars(axes, frame)
    _marks(axes, frame)
    row_names(axes, frame.categories)
    row_labels(axes, frame)
    lying_axis(axes, edition, frame.axis, suffix="%")
    axes.set_xlabel(frame.note, fontsize=8.5)
    _legend(page, edition, frame)


def _bars(axes: Axes, frame: Frame) -> None:
    for place, (value, status) in enumerate(zip(frame.of("actual"), frame.statuses, strict=True)):
        reached = value or 0.0
        axes.barh(place, frame.axis.held(reached), height=0.56, gid="actual", **fill_of(status))
        break_mark(axes, frame.axis, place, reached)


def _marks(axes: Axes, frame: Frame) -> None:
    axes.axvline(WHOLE, color="black", linewidth=1.3, linestyle="--", gid="plan", zorder=4)
    rows = range(len(frame.categories))
    for place, low, high in zip(rows, frame.of("low"), frame.of("high"), strict=False):
        if low is not None and high is not None:
            ends = [frame.axis.held(low), frame.axis.held(high)]
            axes.plot(ends, [place, place], color="#1F3864", linewidth=1.6, marker="|",
                      markersize=7, gid="range", zorder=5)  # fmt: skip
    for key, look in _LOOKS.items():
        there = [(v, n) for n, v in zip(rows, frame.of(key), strict=False) if v is not None]
        held = [frame.axis.held(v) for v, _ in there]
        axes.plot(held, [n for _, n in there], linestyle="", gid=key, clip_on=False, **look)


_LOOKS: dict[str, dict[str, Any]] = {
    "likely": {"marker": "D", "markersize": 5, "markerfacecolor": "white",
               "markeredgecolor": "#1F3864", "zorder": 6},
    "expected": {"marker": "|", "markersize": 15, "markeredgewidth": 3, "color": "#C00000",
                 "zorder": 5},
}  # fmt: skip


def _legend(page: Figure, edition: Edition, frame: Frame) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    shown = [s for s in STATUS if s in frame.statuses]
    handles: list[Patch | Line2D] = [
        Patch(label=f"{STATUS[s].symbol} {edition.status(s)}", **fill_of(s)) for s in shown
    ]
    names = {s.key: s.name for s in frame.series}
    for key in ("expected", "likely"):
        if key in names:
            look = {**_LOOKS[key], "markersize": 9 if key == "expected" else 5}
            handles.append(Line2D([], [], linestyle="", label=names[key], **look))
    if "low" in names:
        handles.append(Line2D([], [], color="#1F3864", linewidth=1.6, marker="|",
                              label=edition.say("charts.range")))  # fmt: skip
    handles.append(Line2D([], [], color="black", linestyle="--", label=names["plan"]))
    legend(page, handles, [str(h.get_label()) for h in handles], entries=len(handles))
