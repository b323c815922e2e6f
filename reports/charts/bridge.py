"""The bridge: columns that lead from last time's count of indicators on track to today's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reports.charts.bars import EDGE, ON_WHITE, upright_axis
from reports.charts.canvas import legend, on_one_page, wrapped
from reports.charts.frames.frame import Frame
from reports.edition import Edition

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HEIGHT = 4.2
LOW = 0.12  # of the axis: a column that is no higher than its number
LOOKS: dict[str, dict[str, Any]] = {
    "level": {"facecolor": "#8497B0", "hatch": ""},
    "up": {"facecolor": "#5DB494", "hatch": "//"},
    "down": {"facecolor": "#E9785C", "hatch": "xx"},
}


@on_one_page(height=HEIGHT)
def draw(page: Figure, edition: Edition, frame: Frame) -> None:
    axes = page.subplots()
    _columns(axes, frame)
    axes.set_xticks(
        range(len(frame.categories)), [wrapped(n, 22, 3) for n in frame.categories], fontsize=8.5
    )
    upright_axis(axes, edition, frame.axis)
    axes.set_ylabel(edition.say("charts.status_axis"), fontsize=8.5)
    legend(page, *axes.get_legend_handles_labels(), entries=3, columns=3)


def _columns(axes: Axes, frame: Frame) -> None:
    base = [v or 0.0 for v in frame.of("base")]
    names = {s.key: s.name for s in frame.series}
    for key, look in LOOKS.items():
        heights = [v or 0.0 for v in frame.of(key)]
        axes.bar(range(len(base)), heights, bottom=base, width=0.6, gid=key, label=names[key],
                 **look, **EDGE)  # fmt: skip
    for place, label in enumerate(frame.labels):
        high = sum((frame.of(key)[place] or 0.0) for key in LOOKS)
        low = high < LOW * frame.axis.high  # its number would hide it, and stands above
        at = base[place] + (high if low else high / 2)
        axes.text(place, at + (0.01 * frame.axis.high if low else 0), label, ha="center",
                  va="bottom" if low else "center", fontsize=10, fontweight="bold",
                  bbox=None if low else ON_WHITE)  # fmt: skip
    tops = [base[n] + (frame.of("up")[n] or frame.of("level")[n] or 0.0) for n in range(len(base))]
    for place in range(len(tops) - 1):
        down = frame.of("down")[place]
        at = base[place] if down or not tops[place] > base[place] else tops[place]
        axes.plot([place + 0.3, place + 0.7], [at, at], color="#595959", linewidth=0.8)
