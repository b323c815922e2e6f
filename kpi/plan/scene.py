"""Where a text stops being YAML, and a guess at what was meant there.

One rule: a guess changes one line and loses nothing of what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kpi.plan.flow_text import left_open

LOOKBACK: Final = 6
_FAR_ABOVE = 300  # lines above in which a quote may have opened


@dataclass(frozen=True, slots=True)
class Scene:
    """The lines of a text that is no YAML. `at` is the line of the complaint, `column` its place
    there, `began` the line where the construct begins that the complaint is about (all from 0);
    `flow` tells whether that is a list or mapping in brackets; `keys` are the plan's key names,
    `lists` those that hold lists, `groups` those that hold keys of their own."""

    lines: Sequence[str]
    at: int
    column: int
    began: int
    flow: bool
    keys: frozenset[str]
    lists: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()

    @property
    def near(self) -> list[int]:
        """Lines with something on them, nearest to the complaint first."""
        back = range(min(self.at, len(self.lines) - 1), max(-1, self.at - LOOKBACK), -1)
        spread = range(self.began, min(self.at, self.began + LOOKBACK) + 1)
        found = dict.fromkeys([*back, self.began, *(spread if self.flow else ())])
        return [n for n in found if n < len(self.lines) and self.lines[n].strip()]

    def beginning(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
        """The near lines that begin so, by number, each with what is found at its beginning."""
        return ((n, found) for n in self.near if (found := pattern.match(self.lines[n])))

    @property
    def swallowing(self) -> list[int]:
        """Lines above the complaint on which a quote opens that they do not close, nearest first:
        what follows is swallowed up to the next quote of the kind."""
        first = max(0, self.at - _FAR_ABOVE)
        return [first + n for n in reversed(left_open(self.lines[first : self.at + 1]))][:LOOKBACK]


@dataclass(frozen=True, slots=True)
class Guess:
    """`line` (from 0) was to be `text`; the slip is at `column` (from 0); `values` fill the
    rule's words."""

    rule: str
    line: int
    column: int
    text: str
    values: dict[str, object] = field(default_factory=dict)
