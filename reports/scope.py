"""What belongs to one report: its reporting periods, its forms, its words from the plan.

These are facts of the plan and the calendar, handed to SQL as rows; no figure is made here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from kpi.periods import FREQUENCIES, Period, periods_between
from kpi.plan.form_rows import units_that_must_report
from kpi.plan.made_of import reported_behind
from kpi.plan.model import Indicator, Plan

SOURCE_ROWS_AT_MOST = 20_000  # beyond it the source sheet keeps to the period itself
KEY_INDICATORS = 6  # panels that stay readable on one page

Rows = list[dict[str, Any]]


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


def plan_tables(plan: Plan, period: Period, as_of: datetime) -> Iterator[tuple[str, Rows]]:
    """The tables that SQL needs beside the warehouse: the name of the SQL file and its rows."""
    yield "context", [_context(plan, period, as_of)]
    yield (
        "units",
        [
            {"unit": u.id, "unit_order": n, "unit_name": u.name, "area": u.area}
            for n, u in enumerate(plan.units)
        ],
    )
    yield (
        "fields",
        [
            {"field": f.id, "field_order": n, "field_name": f.name, "weight": f.weight}
            for n, f in enumerate(plan.fields)
        ],
    )
    yield "plan_indicators", [_indicator(plan, n, i) for n, i in enumerate(plan.indicators)]
    yield (
        "operands",
        [
            {"indicator": i.id, "operand": operand}
            for i in plan.indicators
            for operand in sorted(reported_behind(plan, i))
        ],
    )
    yield "forms", _forms(plan, period)
    yield "parts", _parts(period)
    yield (
        "months",
        [
            {
                "period": p.label,
                "month": p.month_of_year,
                "reached": p.last_month <= period.last_month,
            }
            for p in periods_of_report(period)
            if p.kind == "month"
        ],
    )


def _context(plan: Plan, period: Period, as_of: datetime) -> dict[str, Any]:
    after = Period(period.last_month + 1, 1, "month")
    return {
        "period": period.label,
        "first_month": period.first_month,
        "last_month": period.last_month,
        "year": period.year,
        "ends_year": period.month_of_year == 12,
        "closes_at": _end_of_day(plan, period).isoformat(),
        "next_closes_at": _end_of_day(plan, after).isoformat(),
        "as_of": as_of.isoformat(),
        "source_rows_at_most": SOURCE_ROWS_AT_MOST,
        "key_indicators": KEY_INDICATORS,
        "ranked": plan.ranks != "none",
    }


def _end_of_day(plan: Plan, period: Period) -> datetime:
    """The end of the period's last day in the plan's time zone, as UTC without zone."""
    return _utc(plan, datetime.combine(plan.calendar.last_day(period), time.max))


def _utc(plan: Plan, local: datetime) -> datetime:
    return local.replace(tzinfo=ZoneInfo(plan.timezone)).astimezone(UTC).replace(tzinfo=None)


def _indicator(plan: Plan, order: int, i: Indicator) -> dict[str, Any]:
    lead = plan.unit_by_id.get(i.lead or "")
    low, high = i.band or (None, None)
    return {
        "indicator": i.id,
        "indicator_order": order,
        "field": i.field,
        "indicator_name": i.name,
        "measure": i.measure,
        "unit_of_measure": i.unit_of_measure,
        "decimals": i.decimals,
        "over_time": i.over_time,
        "direction": i.direction,
        "frequency": i.frequency,
        "due": i.due.isoformat() if i.due else None,
        "weight": i.weight,
        "factor": i.factor,
        "points": i.changes_in_points,
        "lead": lead.name if lead else i.lead,
        "band_low": low,
        "band_high": high,
    }


def _forms(plan: Plan, period: Period) -> Rows:
    return [
        {
            "unit": unit,
            "period": form.label,
            "due_at": _utc(plan, datetime.combine(plan.calendar.due(form), time.max)).isoformat(),
        }
        for form in forms_of_report(period)
        for unit in units_that_must_report(plan, form)
    ]


def _parts(period: Period) -> Rows:
    """All reporting periods of the year so far (or of the longer period), each with its place."""
    own = {p.label for p in forms_of_report(period)} | {period.label}
    start = min(period.year * 12, period.first_month)
    parts = {
        p.label: p
        for f in FREQUENCIES
        for p in periods_between(start, period.last_month, f)
        if p.first_month >= start or p.last_month == period.last_month
    }
    parts[period.label] = period
    ordered = sorted(parts.values(), key=lambda p: (p.last_month, p.months))
    return [
        {
            "period": p.label,
            "kind": p.kind,
            "first_month": p.first_month,
            "last_month": p.last_month,
            "part_order": n,
            "in_period": p.label in own,
        }
        for n, p in enumerate(ordered)
    ]
