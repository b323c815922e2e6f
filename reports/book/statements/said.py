"""Words of several units that are alike, once, with all who said them and when.

The one rule: alike are texts that differ in nothing but case, spaces, marks and the place of tones;
one stands as the first unit wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kpi.workbooks.text import key


@dataclass(frozen=True, slots=True)
class Said:
    """One text under one item; `units` and `periods` in the order in which they said it."""

    item: str
    text: str
    units: tuple[str, ...]
    periods: tuple[str, ...]


def said_once(words: Iterable[tuple[str, str, str, str]]) -> tuple[Said, ...]:
    """Texts of (item, unit, period, text), in the order of the first who said each."""
    texts: dict[tuple[str, str], str] = {}
    units: dict[tuple[str, str], dict[str, None]] = {}
    periods: dict[tuple[str, str], dict[str, None]] = {}
    for item, unit, period, text in words:
        same = (item, key(text) or text)
        texts.setdefault(same, text)
        units.setdefault(same, {})[unit] = None
        periods.setdefault(same, {})[period] = None
    return tuple(
        Said(same[0], text, tuple(units[same]), tuple(periods[same]))
        for same, text in texts.items()
    )
