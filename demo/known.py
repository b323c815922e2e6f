"""What a form shows before it is filled: the unit's targets and its own earlier figures."""

from __future__ import annotations

from datetime import date

from demo.world import World
from kpi.periods import Period
from kpi.plan.form_rows import form_indicators
from kpi.plan.model import Indicator
from reports.forms.entries import Figure
from reports.forms.figures import FormFigures, year_targets


def known_before(world: World, unit: str, period: Period, *, backfill: bool = False) -> FormFigures:
    """Targets of the report year, the figure of the period before, the year's figures so far."""
    asked = form_indicators(world.plan, unit, period, backfill=backfill)
    return FormFigures(
        target=year_targets(world.plan, unit, asked, period.year, date(period.year, 12, 31)),
        previous={i.id: f for i in asked if (f := _previous(world, unit, i, period))},
        to_date={i.id: f for i in asked if (f := _to_date(world, unit, i, period))},
    )


def _previous(world: World, unit: str, indicator: Indicator, period: Period) -> Figure | None:
    before = period.preceding()
    if not _was_there(world, unit, before):
        return None
    return world.figure(unit, indicator, before)


def _to_date(world: World, unit: str, indicator: Indicator, period: Period) -> Figure | None:
    """Sums of what happens over time; what is in hand or cumulated is last period's figure."""
    start = period.year * 12
    if period.first_month == start:
        return None
    before = Period(start, period.first_month - start, period.kind)  # only its months are used
    if not _was_there(world, unit, before):
        return None
    if indicator.over_time == "flow":
        return world.figure(unit, indicator, before)
    return _previous(world, unit, indicator, period)


def _was_there(world: World, unit: str, period: Period) -> bool:
    calendar = world.plan.calendar
    return period.first_month >= world.plan.years[0] * 12 and world.plan.unit_by_id[unit].valid_on(
        calendar.first_day(period)
    )
