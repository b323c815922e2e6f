"""Files that programs leave beside others, and files still on their way: nobody sent them."""

from __future__ import annotations

SIDECAR = ".received"
_PASSING_NAMES = frozenset({"thumbs.db", "desktop.ini", ".ds_store", ".gitkeep"})
_PASSING_STARTS = ("~$", ".~", "._")
_PASSING_ENDS = (".part", ".tmp", ".partial", ".crdownload", ".download", ".swp", "~")


def is_passing(name: str) -> bool:
    """Whether a name is of what programs and systems leave behind, and no file for us."""
    low = name.lower()
    return low in _PASSING_NAMES or low.startswith(_PASSING_STARTS) or low.endswith(_PASSING_ENDS)
