"""The marks of statuses as shapes, like the symbols of the tables."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

SHAPES: dict[str, str] = {
    "exceeded": "^", "met": "o", "met_so_far": "o", "on_track": ">", "behind": "v",
    "not_met": "x", "no_target": "o", "not_applicable": "_",
}  # fmt: skip
LETTERS = {"at_risk": "!", "inconclusive": "◐", "no_data": "?", "not_due": "…"}
HOLLOW = ("no_target",)


@lru_cache(maxsize=32)
def _letter(letter: str) -> Any:
    """The outline of a letter as a marker, centred on its place."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.path import Path
    from matplotlib.textpath import TextPath

    outline = TextPath((0, 0), letter, size=1, prop=FontProperties(weight="bold"))
    box = outline.get_extents()
    middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    return Path(outline.vertices - middle, outline.codes)


def mark(status: str) -> dict[str, Any]:
    """Keywords of `scatter` for a status."""
    shape = _letter(LETTERS[status]) if status in LETTERS else SHAPES[status]
    if status in HOLLOW:
        return {"marker": shape, "facecolors": "none", "edgecolors": "black", "linewidths": 0.8}
    if shape in ("x", "_"):
        return {"marker": shape, "c": "black", "linewidths": 1.0}
    return {"marker": shape, "c": "black", "linewidths": 0.2}
