"""Which periods belong to one report: those to assess, and those that units send forms for."""

from __future__ import annotations

from kpi.periods import FREQUENCIES, Period, periods_between


def periods_of_report(period: Period) -> list[Period]:
    """Every period that the report needs assessed: the months of its year, and itself."""
    months = [Period(period.year * 12 + n, 1, "month") for n in range(12)]
    return [*months, *([] if period in months else [period])]


def forms_of_report(period: Period) -> list[Period]:
    """The reporting periods inside the period or ending with it, from short to long."""
    inside = [
        p
        for f in FREQUENCIES
        for p in periods_between(period.first_month, period.last_month, f)
        if period.contains(p) or p.last_month == period.last_month
    ]
    return inside
