"""Everything SQL needs besides the warehouse, as temporary tables of one connection.

The one rule: values reach SQL as tables, never inside its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from kpi.assessment.keys import ENTITY, INDICATOR, PART, PERIOD, make_keys
from kpi.assessment.plan_tables import plan_tables
from kpi.assessment.succession import Expression, expressions
from kpi.assessment.wanted import Need, Wanted, increase_from, looks_back
from kpi.database.frames import Rows, make_table
from kpi.moments import local
from kpi.periods import FREQUENCIES, Calendar, Period, UnknownPeriod, parse_period
from kpi.plan.model import Plan
from kpi.warehouse.acts import LATEST, excuses

if TYPE_CHECKING:
    import duckdb

EARLIEST_MONTH = 24  # the calendar has no year 0
LATEST_MONTH = 9999 * 12 - 1


@dataclass(frozen=True, slots=True)
class Until:
    """Moments after which one way of changing what is known counts no more (UTC without zone;
    None: all of it): answers replaced by later ones, and what people entered by hand, withdrew or
    excused."""

    corrections: datetime | None = None
    entered: datetime | None = None
    withdrawn: datetime | None = None
    excused: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known: answers received by `as_of` and revisions decided by its day (UTC without
    zone; None takes all there is).

    For taking a change apart: `targets_on` another day for revisions; `units_on` another day than
    the as-of day for the view `current_units`; `until` earlier moments for single ways."""

    as_of: datetime | None = None
    targets_on: date | None = None
    units_on: date | None = None
    until: Until = Until()


def _day(plan: Plan, as_of: datetime | None) -> date:
    return local(as_of or datetime.now(UTC).replace(tzinfo=None), plan.timezone).date()


def load_inputs(  # noqa: PLR0913 - what one assessment is asked by
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    periods: Sequence[Period],
    wanted: Wanted,
    known: Known,
    *,
    all_methods: bool = False,
    of_today: bool = False,
    groups_only: bool = False,
) -> frozenset[str]:
    """Make the tables that the models read besides the warehouse: the plan, its calendar and what
    is asked; gives those without rows. `of_today`: history is to be expressed on the units of the
    as-of day. `groups_only`: no rows of units are asked."""
    today = _day(plan, known.as_of)
    day = known.targets_on or today
    tables = plan_tables(plan, day, all_methods=all_methods) | _asked_tables(plan, periods, wanted)
    tables["expression"] = _expressions(
        expressions(plan, known.units_on or today) if of_today else ()
    )
    tables["setting"] = _setting(
        plan, known, all_methods=all_methods, of_today=of_today, groups_only=groups_only
    )
    excused = _excused_in(con, known)
    tables["excused"] = _excused(excused)
    forms = {p.label for _, around in excused for p in _forms_in(around)}
    tables["report_label"] = _labels(plan.calendar, sorted(forms.union(_labels_in(con))))
    tables["calendar_month"] = _months(plan.calendar, wanted)
    make_keys(con, plan, periods)
    for name, table in tables.items():
        make_table(con, name, table)
    return frozenset(name for name, table in tables.items() if not table.rows)


def first_reports(
    con: duckdb.DuckDBPyConnection, plan: Plan, *, all_methods: bool = False
) -> dict[str, int]:
    """The first month of the earliest period that anybody ever reported, per indicator; asked only
    where a method or a learned profile looks back over the years."""
    if not any(looks_back(i, all_methods=all_methods) for i in plan.indicators):
        return {}
    first: dict[str, int] = {}
    answered = con.execute("SELECT DISTINCT indicator, period FROM observation")
    for indicator, label in answered.fetchall():
        try:
            month = parse_period(label).first_month
        except UnknownPeriod:
            continue
        if month >= EARLIEST_MONTH:
            first[indicator] = min(month, first.get(indicator, month))
    return first


def _expressions(found: Iterable[Expression]) -> Rows:
    return Rows(
        {"source": ENTITY, "unit": ENTITY, "generation": "INTEGER", "share": "DOUBLE"},
        [(e.source, e.unit, e.generation, e.share) for e in found],
    )


def _setting(
    plan: Plan, known: Known, *, all_methods: bool, of_today: bool, groups_only: bool
) -> Rows:
    return Rows(
        {
            "as_of": "TIMESTAMP", "corrections_until": "TIMESTAMP",
            "on_track": "DOUBLE", "at_risk": "DOUBLE",
            "coverage_floor": "DOUBLE", "missing_is_zero": "BOOLEAN", "all_methods": "BOOLEAN",
            "of_today": "BOOLEAN", "groups_only": "BOOLEAN", "withdrawn_until": "TIMESTAMP",
            "entered_until": "TIMESTAMP",
        },
        [(known.as_of, known.until.corrections, plan.assessment.on_track, plan.assessment.at_risk,
          plan.assessment.coverage_floor, plan.missing_in_score == "zero", all_methods, of_today,
          groups_only, known.until.withdrawn or known.as_of, known.until.entered)],
    )  # fmt: skip


def _excused_in(con: duckdb.DuckDBPyConnection, known: Known) -> tuple[tuple[str, Period], ...]:
    """Which unit is excused from which period, as far as it is to count."""
    return excuses(con, known.until.excused or known.as_of or LATEST)


def _excused(found: Iterable[tuple[str, Period]]) -> Rows:
    return Rows(
        {"unit": ENTITY, "first_month": "INTEGER", "last_month": "INTEGER"},
        [(unit, period.first_month, period.last_month) for unit, period in found],
    )


def _forms_in(around: Period) -> Iterator[Period]:
    """The reporting periods inside a period, itself among them."""
    yield from (p for frequency in FREQUENCIES for p in around.inside(frequency))


def _labels_in(con: duckdb.DuckDBPyConnection) -> list[str]:
    found = con.execute("SELECT DISTINCT period FROM observation ORDER BY period")
    return [label for (label,) in found.fetchall()]


def _labels(calendar: Calendar, labels: Iterable[str]) -> Rows:
    """The months and days of every label that submissions use; what is no label is left out."""
    rows = []
    for label in labels:
        try:
            period = parse_period(label)
        except UnknownPeriod:
            continue
        if period.first_month >= EARLIEST_MONTH and period.last_month <= LATEST_MONTH:
            rows.append(
                (label, period.first_month, period.last_month,
                 calendar.first_day(period), calendar.last_day(period))
            )  # fmt: skip
    return Rows(
        {
            "period": "VARCHAR", "first_month": "INTEGER", "last_month": "INTEGER",
            "first_day": "DATE", "last_day": "DATE",
        },
        rows,
    )  # fmt: skip


def _months(calendar: Calendar, wanted: Wanted) -> Rows:
    """The months of all figures wanted, whole report years."""
    periods = [period for _, period, _ in wanted.figures]
    first = min((p.first_month - p.first_month % 12 for p in periods), default=0)
    months = range(first, max((p.last_month for p in periods), default=first - 1) + 1)
    return Rows(
        {"month": "INTEGER", "first_day": "DATE", "last_day": "DATE"},
        [(m, calendar.first_day(Period(m, 1, "month")), calendar.month_closes(m)) for m in months],
    )


_SPAN = {"first_month": "INTEGER", "last_month": "INTEGER"}


def _asked_tables(plan: Plan, periods: Sequence[Period], wanted: Wanted) -> dict[str, Rows]:
    return {
        "asked_period": _asked_periods(plan.calendar, periods),
        "asked_figure": _asked_figures(wanted),
        "wanted_figure": _wanted_figures(wanted),
        "wanted_weight": _wanted_weights(wanted),
    }


def _asked_periods(calendar: Calendar, periods: Sequence[Period]) -> Rows:
    columns = {
        "period": PERIOD, "period_order": "INTEGER", **_SPAN, "first_day": "DATE",
        "last_day": "DATE", "year": "INTEGER", "month_of_year": "INTEGER",
        "ends_year": "BOOLEAN",
    }  # fmt: skip
    rows = [
        (p.label, n, p.first_month, p.last_month, calendar.first_day(p), calendar.last_day(p),
         p.year, p.month_of_year, p.month_of_year == 12)
        for n, p in enumerate(dict.fromkeys(periods))
    ]  # fmt: skip
    return Rows(columns, rows)


def _asked_figures(wanted: Wanted) -> Rows:
    columns = {
        "period": PERIOD, "indicator": INDICATOR, **_SPAN,
        "assessed_first": "INTEGER", "assessed_last": "INTEGER",
        "previous_first": "INTEGER", "previous_last": "INTEGER",
        "last_year_first": "INTEGER", "last_year_last": "INTEGER",
    }  # fmt: skip
    rows = [
        (a.period.label, a.indicator, *_ends(a.own), *_ends(a.own), *_ends(a.previous),
         *_ends(a.last_year))
        for a in wanted.asked
    ]  # fmt: skip
    return Rows(columns, rows)


def _wanted_figures(wanted: Wanted) -> Rows:
    columns = {
        "indicator": INDICATOR, **_SPAN, "part": PART, "coverage": "BOOLEAN",
        "stand_ins": "BOOLEAN", "opening_month": "INTEGER", "year_first": "INTEGER",
        "several_years": "BOOLEAN", "from_first": "INTEGER", "from_last": "INTEGER",
    }  # fmt: skip
    rows = [
        (indicator, *_ends(period), part, Need.COVERAGE in need, Need.STAND_INS in need,
         period.first_month - period.first_month % 12,
         period.last_month - period.last_month % 12, period.kind == "years",
         *_ends(increase_from(period) if part != "assessed" else None))
        for (indicator, period, part), need in wanted.figures.items()
    ]  # fmt: skip
    return Rows(columns, rows)


def _wanted_weights(wanted: Wanted) -> Rows:
    columns = {
        "indicator": INDICATOR, **_SPAN, "part": PART,
        "weight_first": "INTEGER", "weight_last": "INTEGER",
    }  # fmt: skip
    rows = [(i, *_ends(p), part, *_ends(own)) for (i, p, part), own in wanted.weights.items()]
    return Rows(columns, rows)


def _ends(period: Period | None) -> tuple[int | None, int | None]:
    return (period.first_month, period.last_month) if period else (None, None)
