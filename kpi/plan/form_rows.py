"""Which rows a unit's form of a period has: one answer for writer, reader and checks."""

from __future__ import annotations

import hashlib
import json

from kpi.periods import MONTHS_IN, Period
from kpi.plan.model import Indicator, Plan

FORM_LAYOUT = 1  # raised when the form itself changes, not the plan


def asked_in(indicator: Indicator, period: Period, *, backfill: bool = False) -> bool:
    """Whether a form of this kind of period asks for the indicator.

    A form asks for the indicators of exactly its kind of period; a backfill form of a longer
    period also for those of shorter ones.
    """
    if indicator.measure == "formula" or period.kind not in MONTHS_IN or period.months == 9:
        return False
    own = indicator.months
    return own <= period.months if backfill else own == period.months


def form_indicators(
    plan: Plan, unit: str, period: Period, *, backfill: bool = False
) -> tuple[Indicator, ...]:
    """The indicators on a unit's form, in the order of the plan's fields, then of the plan."""
    order = {f.id: n for n, f in enumerate(plan.fields)}
    asked = [
        i
        for i in plan.indicators
        if asked_in(i, period, backfill=backfill) and unit in reporters_of(i)
    ]
    return tuple(sorted(asked, key=lambda i: order[i.field]))


def reporters_of(indicator: Indicator) -> frozenset[str]:
    return indicator.reporter_set


def units_that_must_report(
    plan: Plan, period: Period, *, backfill: bool = False
) -> tuple[str, ...]:
    """Units valid on the period's last day with a row on the period's form, in plan order."""
    last = plan.calendar.last_day(period)
    asked = frozenset[str]().union(
        *(reporters_of(i) for i in plan.indicators if asked_in(i, period, backfill=backfill))
    )
    return tuple(u.id for u in plan.units if u.id in asked and u.valid_on(last))


def form_version(plan: Plan, unit: str, period: Period, *, backfill: bool = False) -> str:
    """Eight hex digits that change when what the form asks for changes, and only then."""
    rows = [
        [i.id, i.measure, i.unit_of_measure, i.over_time, i.name, i.numerator, i.denominator]
        for i in form_indicators(plan, unit, period, backfill=backfill)
    ]
    text = json.dumps([FORM_LAYOUT, rows], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:8]
