"""Targets of a year that were changed while a revision of that year stands in their place.

One rule: of several revisions the one decided last counts, as in reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kpi.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Overridden:
    """The target of an indicator and year before and after the change, and what is in force, in
    the indicator's unit of measure; `decided` is the revision's day."""

    indicator: str
    year: int
    before: float
    after: float
    revised: float
    decided: date


def overridden(former: Plan, plan: Plan, today: date) -> Iterator[Overridden]:
    """The changes between two versions of a plan that change no report from today on."""
    for indicator in plan.indicators:
        was = former.indicator_by_id.get(indicator.id)
        for year, target in indicator.targets.items():
            before = was.targets.get(year) if was else None
            known = [r for r in indicator.target_revisions if r.year == year]
            in_force = [r for r in known if r.decided <= today]
            if before is None or before == target or not in_force:
                continue
            last = max(in_force, key=lambda r: r.decided)
            kept = was is not None and last in was.target_revisions
            if kept:
                yield Overridden(indicator.id, year, before, target, last.value, last.decided)
