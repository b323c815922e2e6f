"""Which periods belong to one report: those to assess, and those that units send forms for."""

from __future__ import annotations

from kpi.periods import FREQUENCIES, Period, periods_between, year_period
from kpi.plan.model import Plan


def periods_of_report(period: Period) -> list[Period]:
    """Every period that the report needs assessed: the months of its year, and itself."""
    months = [Period(period.year * 12 + n, 1, "month") for n in range(12)]
    return [*months, *([] if period in months else [period])]


def years_behind(plan: Plan, period: Period) -> list[Period]:
    """The plan's years up to the period, for reports that look back: of a year, of the plan."""
    if period.kind not in ("year", "years"):
        return []
    first, last = plan.years
    years = (year_period(year) for year in range(first, min(last, period.year) + 1))
    return [year for year in years if year != period]


def forms_of_report(period: Period) -> list[Period]:
    """The reporting periods inside the period or ending with it, from short to long."""
    inside = [
        p
        for f in FREQUENCIES
        for p in periods_between(period.first_month, period.last_month, f)
        if period.contains(p) or p.last_month == period.last_month
    ]
    return inside
