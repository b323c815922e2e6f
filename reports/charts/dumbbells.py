"""From the baseline to the result: a hollow and a full point, the way between, the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports.charts.bars import break_mark, lying_axis, row_labels, row_names
from reports.charts.canvas import legend, on_one_page
from reports.charts.frames.axis import WHOLE
from reports.charts.frames.frame import Frame
from reports.edition import Edition

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

POINTS: dict[str, dict[str, Any]] = {
    "baseline": {"marker": "o", "markersize": 8, "markerfacecolor": "white",
                 "markeredgecolor": "#1F3864", "markeredgewidth": 1.4},
    "result": {"marker": "o", "markersize": 8, "color": "#1F3864"},
}  # fmt: skip


@on_one_page()
def draw(page: Figure, edition: Edition, frame: Frame) -> None:
    axes = page.subplots()
    _points(axes, frame)
    row_names(axes, frame.categories)
    row_labels(axes, frame, width=40)
    lying_axis(axes, edition, frame.axis, suffix="%")
    axes.set_xlabel(frame.note, fontsize=8.5)
    legend(page, *axes.get_legend_handles_labels(), entries=3, columns=3)


def _points(axes: Axes, frame: Frame) -> None:
    names = {s.key: s.name for s in frame.series}
    ways = zip(frame.of("baseline"), frame.of("result"), strict=True)
    for place, (start, end) in enumerate(ways):
        ends = [frame.axis.held(start or 0.0), frame.axis.held(end or 0.0)]
        axes.plot(ends, [place, place], color="#7F8FA9", linewidth=3, gid="way", zorder=3)
        for value in (start, end):
            break_mark(axes, frame.axis, place, value or 0.0)
    for key, look in POINTS.items():
        held = [frame.axis.held(v or 0.0) for v in frame.of(key)]
        axes.plot(held, range(len(held)), linestyle="", gid=key, label=names[key], zorder=5,
                  clip_on=False, **look)  # fmt: skip
    axes.axvline(WHOLE, color="black", linewidth=1.3, linestyle="--", gid="plan",
                 label=names["plan"])  # fmt: skip
