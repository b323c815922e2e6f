"""How a status looks, on paper and on a screen: the only place that knows symbols and colours.

A status is told by its word and its symbol; the colour comes on top and is never needed. Symbols
are in every text font of an office PC. What has no figures is white, never red.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """`symbol` for tables, `fill` for cells and bars (text on it is black), `hatch` for bars."""

    symbol: str
    fill: str
    hatch: str = ""


STATUS: dict[str, Look] = {
    "exceeded": Look("▲", "#7CC58B", "//"),
    "met": Look("●", "#A9DDB2"),
    "met_so_far": Look("●", "#A9DDB2"),
    "on_track": Look("►", "#D8F0DC", ".."),
    "at_risk": Look("!", "#FFE082", "\\\\"),
    "behind": Look("▼", "#F6A58F", "xx"),
    "not_met": Look("×", "#E57368", "++"),
    "no_target": Look("○", "#DCE9F7", "oo"),
    "no_data": Look("?", "#FFFFFF"),
    "not_due": Look("…", "#F1F1F1", "--"),
    "not_applicable": Look("–", "#F1F1F1"),
}

DELIVERY: dict[str, Look] = {
    "on_time": Look("●", "#A9DDB2"),
    "late": Look("!", "#FFE082", "\\\\"),
    "gathered": Look("○", "#DCE9F7", "oo"),
    "missing": Look("×", "#F6A58F", "xx"),
    "not_due": Look("…", "#F1F1F1", "--"),
}

LIKELIHOOD: dict[str, Look] = {
    "certain": Look("●", "#A9DDB2"),
    "likely": Look("►", "#D8F0DC", ".."),
    "hard": Look("!", "#FFE082", "\\\\"),
    "very_hard": Look("▼", "#F6A58F", "xx"),
}

TREND: dict[str, str] = {"improving": "↑", "steady": "→", "worsening": "↓"}
