"""The plan and the calendar as tables of a report: words, orders, forms, months.

These are facts of the plan, handed to SQL as typed rows; no figure is made here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from kpi.periods import FREQUENCIES, Period, periods_between, year_period
from kpi.plan.form_rows import units_that_must_report
from kpi.plan.made_of import reported_behind
from kpi.plan.model import Indicator, Plan
from reports.scope import forms_of_report, periods_of_report, years_of_report

SOURCE_ROWS_AT_MOST = 20_000  # beyond it the source sheet keeps to the period itself
STAND_INS_AT_MOST = 20  # told for one indicator; the rest is counted
KEY_INDICATORS = 6  # panels that stay readable on one page


@dataclass(frozen=True, slots=True)
class Context:
    """The period asked, the moment the report speaks of (UTC without zone, as all moments here),
    and what the plan allows to be shown."""

    period: str
    first_month: int
    last_month: int
    year: int
    ends_year: bool
    closes_at: datetime
    next_closes_at: datetime
    as_of: datetime
    source_rows_at_most: int
    stand_ins_at_most: int
    key_indicators: int
    ranked: bool


@dataclass(frozen=True, slots=True)
class UnitRow:
    """`succeeds`: it took over from another unit."""

    unit: str
    unit_order: int
    unit_name: str
    area: str | None
    valid_from: date | None
    valid_to: date | None
    succeeds: bool


@dataclass(frozen=True, slots=True)
class YearRow:
    """The years of a plan's report."""

    period: str
    year: int
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class FieldRow:
    field: str
    field_order: int
    field_name: str
    weight: float


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """`points`: a change of the value is given in (percentage or per mille) points."""

    indicator: str
    indicator_order: int
    field: str
    indicator_name: str
    measure: str
    unit_of_measure: str
    decimals: int
    over_time: str
    direction: str
    frequency: str | None
    due: date | None
    weight: float
    factor: float
    points: bool
    lead: str | None
    band_low: float | None
    band_high: float | None
    baseline_year: int | None
    baseline: float | None


@dataclass(frozen=True, slots=True)
class OperandRow:
    """Which indicators a formula stands on, itself included for every other measure."""

    indicator: str
    operand: str


@dataclass(frozen=True, slots=True)
class FormRow:
    """Every form that units owe in the period, or that ends with it."""

    unit: str
    period: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class PartRow:
    """Reporting periods behind the figures: of the period itself (`in_period`), else of its year
    so far."""

    period: str
    kind: str
    first_month: int
    last_month: int
    part_order: int
    in_period: bool


@dataclass(frozen=True, slots=True)
class MonthRow:
    """The months of the report year, for the charts over the year."""

    period: str
    month: int
    reached: bool


@dataclass(frozen=True, slots=True)
class PlanYearRow:
    """The plan's years; `is_reformed`: units began or ended in it, after the plan's first day."""

    period: str
    year: int
    reached: bool
    is_reformed: bool


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """Years whose plan was revised by a decision that was taken when the period closed."""

    indicator: str
    year: int


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """Where an indicator stood before the plan, in its unit of measure."""

    indicator: str
    year: int
    value: float


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table by the name that SQL reads it by; every row is a `row`."""

    name: str
    row: type[Any]
    rows: Sequence[Any]


def plan_tables(plan: Plan, period: Period, as_of: datetime) -> Iterator[PlanTable]:
    """The tables that SQL needs beside the warehouse and the assessment."""
    yield PlanTable("report_context", Context, [_context(plan, period, as_of)])
    units = [
        UnitRow(u.id, n, u.name, u.area, u.valid_from, u.valid_to, bool(u.succeeds))
        for n, u in enumerate(plan.units)
    ]
    yield PlanTable("report_unit", UnitRow, units)
    fields = [FieldRow(f.id, n, f.name, f.weight) for n, f in enumerate(plan.fields)]
    yield PlanTable("report_field", FieldRow, fields)
    indicators = [_indicator(plan, n, i) for n, i in enumerate(plan.indicators)]
    yield PlanTable("report_indicator", IndicatorRow, indicators)
    operands = [
        OperandRow(i.id, o) for i in plan.indicators for o in sorted(reported_behind(plan, i))
    ]
    yield PlanTable("report_operand", OperandRow, operands)
    yield PlanTable("report_form", FormRow, list(_forms(plan, period)))
    yield PlanTable("report_part", PartRow, list(_parts(period)))
    yield PlanTable("report_month", MonthRow, list(_months(period)))
    yield PlanTable("report_plan_year", PlanYearRow, list(_plan_years(plan, period)))
    yield PlanTable("report_revision", RevisionRow, list(_revisions(plan, period)))
    yield PlanTable("report_baseline", BaselineRow, list(_baselines(plan)))
    yield PlanTable("report_year", YearRow, list(_years(plan, period)))


def _context(plan: Plan, period: Period, as_of: datetime) -> Context:
    after = Period(period.last_month + 1, 1, "month")
    return Context(
        period=period.label,
        first_month=period.first_month,
        last_month=period.last_month,
        year=period.year,
        ends_year=period.month_of_year == 12,
        closes_at=_end_of_day(plan, plan.calendar.last_day(period)),
        next_closes_at=_end_of_day(plan, plan.calendar.last_day(after)),
        as_of=as_of,
        source_rows_at_most=SOURCE_ROWS_AT_MOST,
        stand_ins_at_most=STAND_INS_AT_MOST,
        key_indicators=KEY_INDICATORS,
        ranked=plan.ranks != "none",
    )


def _end_of_day(plan: Plan, day: date) -> datetime:
    """The end of a day in the plan's time zone, as UTC without zone."""
    local = datetime.combine(day, time.max, ZoneInfo(plan.timezone))
    return local.astimezone(UTC).replace(tzinfo=None)


def _indicator(plan: Plan, order: int, i: Indicator) -> IndicatorRow:
    lead = plan.unit_by_id.get(i.lead or "")
    low, high = i.band or (None, None)
    return IndicatorRow(
        indicator=i.id,
        indicator_order=order,
        field=i.field,
        indicator_name=i.name,
        measure=i.measure,
        unit_of_measure=i.unit_of_measure,
        decimals=i.decimals,
        over_time=i.over_time,
        direction=i.direction,
        frequency=i.frequency,
        due=i.due,
        weight=i.weight,
        factor=i.factor,
        points=i.changes_in_points,
        lead=lead.name if lead else i.lead,
        band_low=low,
        band_high=high,
        baseline_year=i.baseline.year if i.baseline else None,
        baseline=i.baseline.value if i.baseline else None,
    )


def _forms(plan: Plan, period: Period) -> Iterator[FormRow]:
    for form in forms_of_report(period):
        due_at = _end_of_day(plan, plan.calendar.due(form))
        for unit in units_that_must_report(plan, form):
            yield FormRow(unit, form.label, due_at)


def _parts(period: Period) -> Iterator[PartRow]:
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
    for n, p in enumerate(ordered):
        yield PartRow(p.label, p.kind, p.first_month, p.last_month, n, p.label in own)


def _years(plan: Plan, period: Period) -> Iterator[YearRow]:
    for p in years_of_report(period):
        yield YearRow(p.label, p.year, plan.calendar.first_day(p), plan.calendar.last_day(p))


def _months(period: Period) -> Iterator[MonthRow]:
    for p in periods_of_report(period):
        if p.kind == "month":
            yield MonthRow(p.label, p.month_of_year, p.last_month <= period.last_month)


def _plan_years(plan: Plan, period: Period) -> Iterator[PlanYearRow]:
    reformed = _reformed(plan)
    for year in range(plan.years[0], plan.years[1] + 1):
        one = year_period(year)
        yield PlanYearRow(one.label, year, one.last_month <= period.last_month, year in reformed)


def _reformed(plan: Plan) -> set[int]:
    """The years in which units began or ended, the plan's first day left out."""
    start = plan.calendar.first_day(year_period(plan.years[0]))
    days = [day for unit in plan.units for day in (unit.valid_from, unit.valid_to)]
    return {day.year for day in days if day is not None and day > start}


def _revisions(plan: Plan, period: Period) -> Iterator[RevisionRow]:
    closed = plan.calendar.last_day(period)
    for i in plan.indicators:
        for year in sorted({r.year for r in i.target_revisions if r.decided <= closed}):
            yield RevisionRow(i.id, year)


def _baselines(plan: Plan) -> Iterator[BaselineRow]:
    for i in plan.indicators:
        if i.baseline is not None:
            yield BaselineRow(i.id, i.baseline.year, i.baseline.value)
