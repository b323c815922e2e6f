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
    Status.EXCEEDED: Look("▲", "#5DB494", "//"),
    Status.MET: Look("●", "#A5DDB0"),
    Status.MET_SO_FAR: Look("●", "#A5DDB0"),
    Status.ON_TRACK: Look("►", "#E3F4E5", ".."),
    Status.AT_RISK: Look("!", "#F2C744", "\\\\"),
    Status.BEHIND: Look("▼", "#E9785C", "xx"),
    Status.NOT_MET: Look("×", "#C94F45", "++"),
    Status.INCONCLUSIVE: Look("◐", "#E8E8E8", "||"),
    Status.NO_TARGET: Look("○", "#A9C8EA", "oo"),
    Status.NO_DATA: Look("?", "#FFFFFF"),
    Status.NOT_DUE: Look("…", "#D4D4D4", "--"),
    Status.NOT_APPLICABLE: Look("–", "#F4F4F4", "--"),
}

DELIVERY: dict[str, Look] = {
    "on_time": Look("●", "#D3F0D8"),
    "late": Look("!", "#F2C744", "\\\\"),
    "gathered": Look("○", "#D9E7F7", "oo"),
    "missing": Look("×", "#E9785C", "xx"),
    "not_due": Look("…", "#D4D4D4", "--"),
}

LIKELIHOOD: dict[str, Look] = {
    "reaches": Look("●", "#A5DDB0"),
    "open": Look("○", "#FFFFFF"),
    "misses": Look("▼", "#E9785C", "xx"),
}

TREND: dict[str, str] = {"improving": "↑", "steady": "→", "worsening": "↓"}
