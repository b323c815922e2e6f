"""What a number format shows: a plain number, a percentage, or a date."""

from __future__ import annotations

import re
from functools import lru_cache

from kpi.intake.grid import Format

_PERCENT_IDS = frozenset({9, 10})
_DATE_IDS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_(?:.)|\*(?:.)')
_BRACKETED = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)


@lru_cache(maxsize=2_000)
def format_of(number: int, code: str | None = None) -> Format:
    """The kind of a format by its number (built-in) or code (custom); its first section counts."""
    if code is None:
        if number in _PERCENT_IDS:
            return "percent"
        return "date" if number in _DATE_IDS else "general"
    literal = "".join(m[1] or m[2] or "" for m in _LITERAL.finditer(code))
    bare = _BRACKETED.sub("", _LITERAL.sub("", code)).partition(";")[0]
    if "%" in bare:
        return "percent"
    if "general" in bare.lower():
        return "percent_sign" if "%" in literal else "general"
    if re.search(r"[ymdhs]", bare, re.IGNORECASE) and not re.search(r"[0#?]", bare):
        return "date"
    return "percent_sign" if "%" in literal else "general"
