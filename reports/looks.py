"""How a status looks, on paper and on a screen: the only place that knows symbols and colours.

A status is told by its word and its symbol; the colour comes on top and is never needed. Symbols
are in every text font of an office PC. What has no figures is white, never red.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi.records.status import Status


@dataclass(frozen=True, slots=True)
class Look:
    """`symbol` for tables, `fill` for cells and bars (text on it is black), `hatch` for bars."""

    symbol: str
    fill: str
    hatch: str = ""


STATUS: dict[str, Look] = {
    Status.EXCEEDED: Look("▲", "#7CC58B", "//"),
    Status.MET: Look("●", "#A9DDB2"),
    Status.MET_SO_FAR: Look("●", "#A9DDB2"),
    Status.ON_TRACK: Look("►", "#D8F0DC", ".."),
    Status.AT_RISK: Look("!", "#FFE082", "\\\\"),
    Status.BEHIND: Look("▼", "#F6A58F", "xx"),
    Status.NOT_MET: Look("×", "#E57368", "++"),
    Status.INCONCLUSIVE: Look("◐", "#E6E6E6", "||"),
    Status.NO_TARGET: Look("○", "#DCE9F7", "oo"),
    Status.NO_DATA: Look("?", "#FFFFFF"),
    Status.NOT_DUE: Look("…", "#F1F1F1", "--"),
    Status.NOT_APPLICABLE: Look("–", "#F1F1F1"),
}

DELIVERY: dict[str, Look] = {
    "on_time": Look("●", "#A9DDB2"),
    "late": Look("!", "#FFE082", "\\\\"),
    "gathered": Look("○", "#DCE9F7", "oo"),
    "missing": Look("×", "#F6A58F", "xx"),
    "not_due": Look("…", "#F1F1F1", "--"),
}

LIKELIHOOD: dict[str, Look] = {
    "reaches": Look("●", "#A9DDB2"),
    "open": Look("○", "#FFFFFF"),
    "misses": Look("▼", "#F6A58F", "xx"),
}

TREND: dict[str, str] = {"improving": "↑", "steady": "→", "worsening": "↓"}
