"""How native series look: lines by dash and marker, bars by pattern; colour comes on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from reports.looks import STATUS
from reports.workbook.paper import FONT

Look: TypeAlias = dict[str, Any]  # options of xlsxwriter, which has no types

PATTERNS = {
    "//": "wide_upward_diagonal", "..": "percent_20", "\\\\": "wide_downward_diagonal",
    "xx": "outlined_diamond", "++": "large_grid", "||": "dashed_vertical", "oo": "dotted_grid",
    "--": "dashed_horizontal",
}  # fmt: skip
BLUE, RED, INK, PAPER = "#1F4E79", "#C55A11", "#000000", "#FFFFFF"
PALE_BLUE, PALE_RED, VIOLET = "#9DC3E6", "#F4B183", "#7030A0"  # not white: some draw no border
GRID: Look = {"major_gridlines": {"visible": True, "line": {"color": "#BFBFBF", "width": 0.5}}}
NO_LINE: Look = {"line": {"none": True}}


def font(size: float, **more: Any) -> Look:
    return {"name": FONT, "size": size, "color": INK, **more}


def labelled(said: Sequence[Look], letters: Look, **more: Any) -> Look:
    """Labels on bars, each on white as in the pictures: black on a dark pattern is not read in
    grey."""
    white = {"fill": {"color": PAPER}}
    each = [label if label.get("delete") else {**label, **white} for label in said]
    return {"value": True, "custom": each, "font": letters, **white, **more}


def pattern_of(status: str) -> Look:
    """A bar of a status: its colour and the pattern of its hatching."""
    look = STATUS[status]
    border = {"border": {"color": "#404040", "width": 0.75}}
    if not look.hatch:
        return {**border, "fill": {"color": look.fill}}
    pattern = {"pattern": PATTERNS[look.hatch], "fg_color": "#7F7F7F", "bg_color": look.fill}
    return {**border, "pattern": pattern}


def _marker(kind: str, size: int, border: str, fill: str) -> Look:
    look = {"type": kind, "size": size, "border": {"color": border}, "fill": {"color": fill}}
    return {"marker": look}


NO_MARKER: Look = {"marker": {"type": "none"}}
_ACTUAL: Look = {"line": {"color": BLUE, "width": 2.25}, **_marker("circle", 6, BLUE, BLUE)}
_PLAN: Look = {"line": {"color": INK, "width": 1.25, "dash_type": "dash"}, **NO_MARKER}
LINES: Mapping[str, Look] = {
    "actual": _ACTUAL,
    "result": _ACTUAL,
    "target": {"line": {"color": INK, "width": 1, "dash_type": "round_dot"}, **NO_MARKER},
    "plan": _PLAN,
    "expected": {"line": {"color": RED, "width": 1.5, "dash_type": "dash"},
                 **_marker("diamond", 5, RED, PALE_RED)},
    "baseline": {**NO_LINE, **_marker("circle", 8, BLUE, PALE_BLUE)},
}  # fmt: skip
BULLETS: Mapping[str, Look] = {
    "expected": {**NO_LINE, **_marker("long_dash", 12, RED, RED)},
    "likely": {**NO_LINE, **_marker("diamond", 7, BLUE, PALE_BLUE)},
    "low": {**NO_LINE, **NO_MARKER},  # the bar of the forecast's range ends there
    "high": {**NO_LINE, **NO_MARKER},
    "plan": _PLAN,
}
MARKERS_ONLY: Mapping[str, Look] = {
    "revised": {**NO_LINE, **_marker("diamond", 9, RED, PALE_RED)},
    "reformed": {**NO_LINE, **_marker("square", 9, VIOLET, "#D9C3E8")},
}
BRIDGE: Mapping[str, Look] = {
    "base": {"fill": {"none": True}, "border": {"none": True}},
    "level": {"fill": {"color": "#8497B0"}, "border": {"color": "#404040"}},
    "up": {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#595959",
                       "bg_color": "#5DB494"}, "border": {"color": "#404040"}},
    "down": {"pattern": {"pattern": "outlined_diamond", "fg_color": "#595959",
                         "bg_color": "#E9785C"}, "border": {"color": "#404040"}},
}  # fmt: skip
