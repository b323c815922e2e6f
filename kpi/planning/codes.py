"""The codes of a plain list's rows that bear none: of the indicator that a row means, or new ones.

One rule: rows that one name tells apart get their codes in order, so that a list brought again
finds what it was given; what a name does not tell is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kpi.plan.likely import fold
from kpi.planning.from_list import new_id
from kpi.planning.leaves import Flat
from kpi.planning.taking import TakenRow

ID, NAME, WAS = ("id",), ("name",), ("was",)


@dataclass(slots=True)
class Codes:
    """`known` are the plan's codes by folded name, but those that the list has typed; `rows` counts
    the list's rows without a code by name; `used` are codes that no new indicator may get."""

    known: dict[str, list[str]] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)
    used: set[str] = field(default_factory=set)
    _met: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, before: Iterable[Flat], rows: Sequence[TakenRow]) -> Codes:
        """The codes of a list's rows over the indicators as they are."""
        made = cls()
        for row in rows:
            made.used |= codes_of(row.facts)
            made.rows[_name(row.facts)] += ID not in row.spots
        typed = set(made.used)
        for facts in before:
            made.used |= codes_of(facts)
            if typed.isdisjoint(codes_of(facts)):
                made.known.setdefault(_name(facts), []).append(str(facts.get(ID)))
        return made

    def next(self, facts: Flat) -> str | None:
        """The code of the next row without one; None if its name may mean several indicators."""
        name = _name(facts)
        known = self.known.get(name, [])
        if known and len(known) != self.rows[name]:
            return None
        number = self._met[name]
        self._met[name] += 1
        code = known[number] if known else new_id("", self.used)
        self.used.add(code)
        return code

    def likely(self, facts: Flat) -> str:
        """The codes of the indicators that a row's name may mean."""
        return "; ".join(self.known.get(_name(facts), []))


def codes_of(facts: Flat) -> set[str]:
    """The code of an indicator and its former ones."""
    return {str(code) for code in (facts.get(ID), *facts.get(WAS, [])) if code is not None}


def _name(facts: Flat) -> str:
    return fold(str(facts.get(NAME)))
