"""On which of today's units each unit's history is expressed, and by what share.

The one rule: nothing is lost and nothing doubled: the shares of a unit, and of whatever of it has
no heir yet, sum to 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kpi.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Expression:
    """`share` of a source's figures belongs to a unit of today that lies `generation` steps of
    succession after it; 0 is the source itself."""

    source: str
    unit: str
    generation: int
    share: float


@dataclass(frozen=True, slots=True)
class Heir:
    unit: str
    share: float


def expressions(plan: Plan, today: date) -> Iterator[Expression]:
    """Of every unit that today's units descend from or that received something, in the plan's
    order; any other unit is what it was."""
    heirs = _heirs(plan, today)
    found = {unit.id: _followed(unit.id, heirs) for unit in plan.units}
    received = {
        to for source, parts in found.items() for (to, _), _ in parts if source != to
    }  # fmt: skip
    for source, parts in found.items():
        if source in heirs or source in received:
            for (unit, generation), share in parts:
                yield Expression(source, unit, generation, share)


def _heirs(plan: Plan, today: date) -> Mapping[str, Sequence[Heir]]:
    """Who took over from each unit that has ended by today. A part whose heir has not begun stays
    where it was. Shares are divided by their sum, so that thirds typed short still make a whole."""
    ended = {u.id for u in plan.units if u.valid_to is not None and u.valid_to < today}
    parts: dict[str, list[Heir]] = defaultdict(list)
    for unit in plan.units:
        begun = unit.valid_from is None or unit.valid_from <= today
        for before in unit.succeeds:
            if before.unit in ended:
                parts[before.unit].append(Heir(unit.id if begun else before.unit, before.share))
    return {
        name: [Heir(h.unit, h.share / total) for h in of]
        for name, of in parts.items()
        if (total := sum(h.share for h in of)) > 0 and any(h.unit != name for h in of)
    }


def _followed(
    source: str, heirs: Mapping[str, Sequence[Heir]]
) -> Sequence[tuple[tuple[str, int], float]]:
    """Step by step down the tree, until every part lies with a unit that has no heir."""
    settled: dict[tuple[str, int], float] = defaultdict(float)
    moving, generation = {source: 1.0}, 0
    while moving:
        onward: dict[str, float] = defaultdict(float)
        for unit, share in moving.items():
            if unit not in heirs:
                settled[unit, generation] += share
                continue
            for heir in heirs[unit]:
                if heir.unit == unit:
                    settled[unit, generation] += share * heir.share
                else:
                    onward[heir.unit] += share * heir.share
        moving, generation = onward, generation + 1
    return tuple(settled.items())
