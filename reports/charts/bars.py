"""What all drawn bars and their axes share: hatched fills, break marks, the frame's own axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kpi.rounding import without_noise
from kpi.words import formats
from reports.charts.canvas import LEAST, wrapped
from reports.charts.frames.axis import Axis
from reports.charts.frames.frame import Frame
from reports.edition import Edition
from reports.looks import STATUS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EDGE: Any = {"edgecolor": "#333333", "linewidth": 0.7}
ON_WHITE: Any = {"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none"}
AWAY = 8.0  # points between a name and the axis: a mark may stand on nought
BREAK = 0.012  # of the axis: between the two strokes of a break mark


def fill_of(status: str) -> dict[str, Any]:
    """Keywords of a bar that tells a status by its hatching as well as by its colour."""
    look = STATUS[status]
    return {"facecolor": look.fill, "hatch": look.hatch, **EDGE}


def lying_axis(axes: Axes, edition: Edition, axis: Axis, *, suffix: str = "") -> None:
    """The frame's axis below bars that lie."""
    axes.set_xlim(axis.low, axis.high)
    axes.set_xticks(axis.steps, [_number(edition, step) + suffix for step in axis.steps])
    axes.tick_params(axis="x", labelsize=LEAST)
    axes.grid(axis="x", color="#BFBFBF", linewidth=0.4)
    axes.set_axisbelow(True)
    if axis.low < 0:
        axes.axvline(0, color="black", linewidth=0.8)


def upright_axis(axes: Axes, edition: Edition, axis: Axis) -> None:
    """The frame's axis beside lines and columns."""
    axes.set_ylim(axis.low, axis.high)
    axes.set_yticks(axis.steps, [_number(edition, step) for step in axis.steps])
    axes.tick_params(axis="y", labelsize=LEAST)
    axes.grid(axis="y", color="#BFBFBF", linewidth=0.4)
    axes.set_axisbelow(True)
    if axis.low < 0:
        axes.axhline(0, color="black", linewidth=0.8)


def _number(edition: Edition, value: float) -> str:
    return formats.shortest(without_noise(float(value)), edition.locale)


def row_names(axes: Axes, names: Sequence[str], *, width: int = 54, lines: int = 2) -> None:
    """A name for each row, the first on top."""
    axes.set_yticks(
        range(len(names)), [wrapped(n, width, lines) for n in names], fontsize=LEAST,
        linespacing=1.0,
    )  # fmt: skip
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0, pad=AWAY)


def row_labels(axes: Axes, frame: Frame, *, width: int = 34) -> None:
    """The figures of each row in a column of their own, right of the axis."""
    for place, label in enumerate(frame.labels):
        axes.text(
            1.012, place, wrapped(label, width), transform=axes.get_yaxis_transform(),
            ha="left", va="center", fontsize=LEAST, linespacing=1.0,
        )  # fmt: skip


def break_mark(axes: Axes, axis: Axis, place: float, value: float) -> None:
    """Two strokes across a bar where the axis ends before the bar does."""
    if not axis.is_cut(value):
        return
    length = axis.high - axis.low
    end = axis.held(value)
    inward = -1 if end == axis.high else 1
    for stroke in (1.5, 2.5):
        x = end + inward * stroke * BREAK * length
        slant = BREAK * length / 2
        axes.plot([x - slant, x + slant], [place + 0.45, place - 0.45], color="white",
                  linewidth=3.2, zorder=6, solid_capstyle="butt", gid="break")  # fmt: skip
        axes.plot([x - slant, x + slant], [place + 0.45, place - 0.45], color="black",
                  linewidth=0.9, zorder=7, gid="break")  # fmt: skip
