"""Today's units and the former ones whose history they carry on.

Rule: a unit that has ended passes its figures on to those that succeed it, by share, as far as they
have begun; what nobody has taken over stays where it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from kpi.plan.model import Indicator, Plan

from .figures import UnitFigure


@dataclass(frozen=True)
class Part:
    """A share of a former unit (or of the unit itself), so many reforms ago."""

    source: str
    share: float
    reforms: int


def parts_by_unit(plan: Plan, today: date | None) -> dict[str, list[Part]]:
    """Of each unit that has any, what its history is made of; today None: of itself."""
    found: dict[str, list[Part]] = {}
    for unit in plan.units:
        for name, share, reforms in _passed_on(plan, unit.id, today):
            found.setdefault(name, []).append(Part(unit.id, share, reforms))
    return found


def _passed_on(plan: Plan, name: str, today: date | None) -> list[tuple[str, float, int]]:
    last = plan.unit_by_id[name].valid_to
    if today is None or last is None or last >= today:
        return [(name, 1.0, 0)]
    shares = {u.id: p.share for u in plan.units for p in u.succeeds if p.unit == name}
    whole = sum(shares.values())
    begun = {
        heir: share / whole
        for heir, share in shares.items()
        if (first := plan.unit_by_id[heir].valid_from) is None or first <= today
    }
    passed = [
        (at, share * further, reforms + 1)
        for heir, share in begun.items()
        for at, further, reforms in _passed_on(plan, heir, today)
    ]
    left = 1.0 - sum(begun.values())
    return passed if begun and left < 1e-9 else [*passed, (name, left, 0)]


def made_of(
    indicator: Indicator, parts: Sequence[Part], figures: Sequence[UnitFigure]
) -> UnitFigure:
    """A unit's figure from those of its parts: counts split and summed, ratios by their parts,
    anything else the mean by share; over time the mean of one generation is added to the next's.
    Expected if any part is, reported if every part that is expected was."""
    if indicator.measure == "milestone":
        return _done(figures)
    due = [f for f in figures if f.expected]
    known = [(p, f) for p, f in zip(parts, figures, strict=True) if f.is_figure]
    numerator = denominator = value = None
    if known and indicator.measure == "ratio":
        numerator = fsum(p.share * (f.numerator or 0.0) for p, f in known)
        denominator = fsum(p.share * (f.denominator or 0.0) for p, f in known)
    elif known:
        value = _value(indicator, [(p, f.value or 0.0) for p, f in known])
    return UnitFigure(
        value,
        numerator,
        denominator,
        came=any(f.came for f in figures),
        came_last=any(f.came_last for f in figures),
        expected=bool(due),
        reported=bool(due) and all(f.reported for f in due),
        provisional=any(f.provisional for f in figures),
        missing=any(f.missing for f in figures),
        unknown=any(f.unknown for f in figures),
    )


def _done(figures: Sequence[UnitFigure]) -> UnitFigure:
    """Done when every part that was expected or spoke has it done; a part that never spoke does
    not, once another has spoken."""
    due = [f for f in figures if f.expected]
    behind = [f for f in figures if f.expected or f.is_figure]
    words = [f.word for f in behind]
    least = min((w or 0.0 for w in words), default=0.0)
    return UnitFigure(
        value=least if any(f.value is not None for f in behind) else None,
        came=any(f.came for f in figures),
        came_last=any(f.came_last for f in figures),
        expected=bool(due),
        reported=bool(due) and all(f.reported for f in due),
        provisional=any(f.provisional for f in figures),
        word=least if any(w is not None for w in words) else None,
    )


def _value(indicator: Indicator, known: Sequence[tuple[Part, float]]) -> float:
    summed = indicator.across_units == "sum" or (
        indicator.across_units == "auto" and indicator.measure == "count"
    )
    if summed:
        return fsum(p.share * v for p, v in known)
    if indicator.over_time == "stock":
        return _mean(known)
    generations = {p.reforms for p, _ in known}
    return fsum(_mean([(p, v) for p, v in known if p.reforms == g]) for g in generations)


def _mean(known: Sequence[tuple[Part, float]]) -> float:
    return fsum(p.share * v for p, v in known) / fsum(p.share for p, _ in known)
