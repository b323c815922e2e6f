"""How far back anything is known, and which years are complete.

Rule: of a complete year every expected report is there, none an estimate or withheld.
"""

from __future__ import annotations

from kpi.periods import periods_between, year_period
from kpi.plan.model import Indicator

from .entities import Entities


def earliest_month(entities: Entities, indicator_id: str) -> int | None:
    """The first month of which anything is known, for the indicator or a formula's parts."""
    indicator = entities.plan.indicator_by_id[indicator_id]
    if indicator.measure == "formula":
        found = [earliest_month(entities, o) for o in indicator.operands]
    else:
        found = [
            item.period.first_month
            for unit in indicator.reporters
            for item in entities.history(indicator_id, unit).items
        ]
    return min((m for m in found if m is not None), default=None)


def complete(entities: Entities, indicator: Indicator, entity: str, year: int) -> bool:
    """Whether every expected report of a year is there, none an estimate or withheld."""
    sources = {
        p.source
        for u in entities.members(indicator, entity)
        for p in entities.sources(indicator, u)
    }
    told = all(_told(entities, indicator, unit, year) for unit in sources)
    whole = entities.figure(indicator.id, entity, year_period(year))
    return told and not whole.assessed_provisional


def _told(entities: Entities, indicator: Indicator, unit: str, year: int) -> bool:
    history = entities.history(indicator.id, unit)
    inside = [i for i in history.items if year_period(year).contains(i.period)]
    said = {i.period for i in inside}
    due = periods_between(year * 12, year * 12 + 11, indicator.frequency)
    return all(i.state not in {"withheld", "estimate"} for i in inside) and all(
        p in said for p in due if history.expected_at(p)
    )
