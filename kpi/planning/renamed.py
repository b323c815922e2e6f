"""Items that got another id in the workbook while all that tells them from others stayed.

One rule: only a pair that fits nobody else is named; whether it is the same thing is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kpi.plan.likely import fold
from kpi.planning.leaves import TARGETS, Flat

Section = Literal["indicators", "units"]
Telling = Callable[[Flat], tuple[object, ...]]
ID, WAS = ("id",), ("was",)


@dataclass(frozen=True, slots=True)
class Renamed:
    """The item `old` of the plan as it is, and the one that looks like it under the id `new`."""

    section: Section
    old: str
    new: str
    name: str


def _of_indicator(facts: Flat) -> tuple[object, ...]:
    targets = frozenset((path[-1], v) for path, v in facts.items() if path[:1] == TARGETS)
    return fold(str(facts.get(("name",), ""))), facts.get(("unit_of_measure",)), targets


def _of_unit(facts: Flat) -> tuple[object, ...]:
    dates = (facts.get((key,)) for key in ("from", "to"))
    return fold(str(facts.get(("name",), ""))), facts.get(("kind",)), *dates


TELLING: Final[Mapping[Section, Telling]] = {"indicators": _of_indicator, "units": _of_unit}


def renamed(section: Section, before: Sequence[Flat], after: Sequence[Flat]) -> tuple[Renamed, ...]:
    """Pairs of an id that vanished and one that is new, of items that are otherwise alike."""
    left, came = ({str(f[ID]) for f in items if ID in f} for items in (before, after))
    gone = _by_telling(section, [f for f in before if f.get(ID) not in came])
    new = _by_telling(section, [f for f in after if ID in f and f[ID] not in left])
    return tuple(
        Renamed(section, str(old[0][ID]), str(new[key][0][ID]), str(old[0].get(("name",), "")))
        for key, old in gone.items()
        if len(old) == 1 and len(new.get(key, ())) == 1
    )


def _by_telling(section: Section, items: Sequence[Flat]) -> dict[tuple[object, ...], list[Flat]]:
    found: dict[tuple[object, ...], list[Flat]] = defaultdict(list)
    for facts in items:
        found[TELLING[section](facts)].append(facts)
    return found


def with_former_ids(
    after: Sequence[Flat], before: Sequence[Flat], pairs: Sequence[Renamed]
) -> list[Flat]:
    """The items, of which those in `pairs` name the ids that they bore."""
    earlier = {facts.get(ID): facts for facts in before}
    old_of = {pair.new: pair.old for pair in pairs}
    return [
        _with(facts, earlier[old], old) if (old := old_of.get(str(facts.get(ID)))) else dict(facts)
        for facts in after
    ]


def _with(facts: Flat, earlier: Flat, old: str) -> Flat:
    known = [*earlier.get(WAS, []), old, *facts.get(WAS, [])]
    return {**facts, WAS: list(dict.fromkeys(known))}
