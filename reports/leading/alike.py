"""Words of several units that say the same are one, with all who said them; none is rewritten.

The one rule: alike are texts that differ in nothing but case, spaces, marks and the place of tones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from kpi.workbooks.text import key

_CAPITALS = "".join(c for c in map(chr, range(0x41, 0x1F00)) if c.isupper())
_SENTENCE_ENDS = re.compile(rf"(?<=[^\W\d_{_CAPITALS}]{{2}}[.!?])\s+(?=[{_CAPITALS}])|\n+")
_BULLET = re.compile(r"^\s*(?:[-+*•–]|\d{1,2}[.)])\s*")
_NOTHING = frozenset(
    key(text)
    for text in files("reports.leading").joinpath("nothing.txt").read_text("utf-8").splitlines()
)


@dataclass(frozen=True, slots=True)
class Alike:
    """One text as the first unit wrote it, and the units that said it, in the plan's order."""

    text: str
    units: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.units)


def merged(said: Iterable[tuple[str, str]]) -> tuple[Alike, ...]:
    """Texts of (unit, text), what most units say first; what says nothing is left out."""
    texts: dict[str, str] = {}
    units: dict[str, dict[str, None]] = {}
    for unit, text in said:
        shown = " ".join(_BULLET.sub("", text).split())
        same = key(shown)
        if same and same not in _NOTHING:
            texts.setdefault(same, shown)
            units.setdefault(same, {})[unit] = None
    found = [Alike(text, tuple(units[same])) for same, text in texts.items()]
    return tuple(sorted(found, key=lambda a: -a.count))


def sentences(text: str) -> list[str]:
    """A text by its lines and sentences, each as written. A mark behind less than two small letters
    is one of an abbreviation and ends none."""
    return [part for part in _SENTENCE_ENDS.split(text) if part.strip()]
