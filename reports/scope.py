"""Which periods belong to one report: those to assess, and those that units send forms for; and of
which kind a report is."""

from __future__ import annotations

from typing import Literal

from kpi.periods import FREQUENCIES, Period, periods_between, year_period
from kpi.plan.model import Plan

Kind = Literal["month", "part", "year", "plan"]


def kind_of(period: Period) -> Kind:
    """What a report of the period is about; a part of the year is longer than a month."""
    match period.kind:
        case "month" | "year":
            return period.kind
        case "years":
            return "plan"
        case _:
            return "part"


def years_of_report(period: Period) -> list[Period]:
    """The years of a plan's report; none of another kind."""
    return list(period.inside("year")) if kind_of(period) == "plan" else []


def months_of_year(period: Period) -> list[Period]:
    """The months of the report year in which the period ends."""
    return [Period(period.year * 12 + n, 1, "month") for n in range(12)]


def periods_of_report(period: Period) -> list[Period]:
    """Every period that the report needs assessed: the months of its year, of a plan's also its
    years, and itself."""
    return list(dict.fromkeys([*months_of_year(period), *years_of_report(period), period]))


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
