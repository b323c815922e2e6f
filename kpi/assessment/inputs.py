"""Everything SQL needs besides the warehouse, as temporary tables of one connection.

The one rule: values reach SQL as frames, never inside its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from kpi.assessment.plan_tables import plan_tables
from kpi.assessment.succession import Expression, expressions
from kpi.assessment.wanted import Wanted, increase_from, looks_back
from kpi.periods import Calendar, Period, UnknownPeriod, parse_period
from kpi.plan.model import Plan
from kpi.warehouse.frames import execute, lent, query
from kpi.warehouse.moments import local

if TYPE_CHECKING:
    import duckdb
    import polars as pl

EARLIEST_MONTH = 24  # the calendar has no year 0
LATEST_MONTH = 9999 * 12 - 1


@dataclass(frozen=True, slots=True)
class Known:
    """What is known: answers received by `as_of` and revisions decided by its day (times are UTC
    without zone; None takes all there is).

    For taking a change apart: `targets_on` another day for revisions; `corrections_until` an
    earlier moment after which an answer known by then is no more replaced; `units_on` another
    day than the as-of day for the view `current_units`."""

    as_of: datetime | None = None
    targets_on: date | None = None
    corrections_until: datetime | None = None
    units_on: date | None = None


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
) -> None:
    """Make the tables of inputs.sql. `of_today`: history is to be expressed on the units of the
    as-of day."""
    today = _day(plan, known.as_of)
    day = known.targets_on or today
    tables = plan_tables(plan, day, all_methods=all_methods) | _asked_tables(plan, periods, wanted)
    tables["expression"] = _expressions(
        expressions(plan, known.units_on or today) if of_today else ()
    )
    tables["setting"] = _setting(plan, known, all_methods=all_methods)
    tables["report_label"] = _labels(plan.calendar, _labels_in(con))
    tables["calendar_month"] = _months(plan.calendar, tables["wanted_bound"])
    text = files("kpi.assessment").joinpath("inputs.sql").read_text(encoding="utf-8")
    with lent(con, **{f"given_{name}": table for name, table in tables.items()}):
        execute(con, text)


def first_reports(
    con: duckdb.DuckDBPyConnection, plan: Plan, *, all_methods: bool = False
) -> dict[str, int]:
    """The first month of the earliest period that anybody ever reported, per indicator; asked only
    where a method or a learned profile looks back over the years."""
    if not any(looks_back(i, all_methods=all_methods) for i in plan.indicators):
        return {}
    first: dict[str, int] = {}
    for indicator, label in query(
        con, "SELECT DISTINCT indicator, period FROM observation"
    ).iter_rows():
        try:
            month = parse_period(label).first_month
        except UnknownPeriod:
            continue
        if month >= EARLIEST_MONTH:
            first[indicator] = min(month, first.get(indicator, month))
    return first


def _expressions(found: Iterable[Expression]) -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(
        [(e.source, e.unit, e.generation, e.share) for e in found],
        schema={
            "source": pl.String, "unit": pl.String, "generation": pl.Int32, "share": pl.Float64,
        },
        orient="row",
    )  # fmt: skip


def _setting(plan: Plan, known: Known, *, all_methods: bool) -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(
        {
            "as_of": [known.as_of],
            "corrections_until": [known.corrections_until],
            "on_track": [plan.assessment.on_track],
            "at_risk": [plan.assessment.at_risk],
            "missing_is_zero": [plan.missing_in_score == "zero"],
            "all_methods": [all_methods],
        },
        schema={
            "as_of": pl.Datetime("us"), "corrections_until": pl.Datetime("us"),
            "on_track": pl.Float64, "at_risk": pl.Float64,
            "missing_is_zero": pl.Boolean, "all_methods": pl.Boolean,
        },
    )  # fmt: skip


def _labels_in(con: duckdb.DuckDBPyConnection) -> list[str]:
    found = query(con, "SELECT DISTINCT period FROM observation ORDER BY period")
    return found["period"].to_list()


def _labels(calendar: Calendar, labels: Iterable[str]) -> pl.DataFrame:
    """The months and days of every label that submissions use; what is no label is left out."""
    import polars as pl

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
    return pl.DataFrame(
        rows,
        schema={
            "period": pl.String, "first_month": pl.Int32, "last_month": pl.Int32,
            "first_day": pl.Date, "last_day": pl.Date,
        },
        orient="row",
    )  # fmt: skip


def _months(calendar: Calendar, bounds: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    first, last = bounds["first_month"].min(), bounds["last_month"].max()
    months = range(first, last + 1) if isinstance(first, int) and isinstance(last, int) else ()
    return pl.DataFrame(
        [(m, calendar.first_day(Period(m, 1, "month")), calendar.month_closes(m)) for m in months],
        schema={"month": pl.Int32, "first_day": pl.Date, "last_day": pl.Date},
        orient="row",
    )


def _asked_tables(plan: Plan, periods: Sequence[Period], wanted: Wanted) -> dict[str, pl.DataFrame]:
    import polars as pl

    calendar = plan.calendar
    span = {"first_month": pl.Int32, "last_month": pl.Int32}
    asked_period = [
        (p.label, n, p.first_month, p.last_month, calendar.first_day(p), calendar.last_day(p),
         p.year, p.month_of_year, p.month_of_year == 12)
        for n, p in enumerate(dict.fromkeys(periods))
    ]  # fmt: skip
    asked_figure = [
        (a.period.label, a.indicator, *_ends(a.own), *_ends(a.assessed), *_ends(a.previous),
         *_ends(a.last_year))
        for a in wanted.asked
    ]  # fmt: skip
    figures = [
        (indicator, *_ends(period), part, coverage, period.first_month - period.first_month % 12,
         period.last_month - period.last_month % 12, period.kind == "years",
         *_ends(increase_from(period) if part == "increase" else None))
        for (indicator, period, part), coverage in wanted.figures.items()
    ]  # fmt: skip
    weights = [(i, *_ends(p), *_ends(own)) for (i, p), own in wanted.weights.items()]
    return {
        "asked_period": pl.DataFrame(
            asked_period,
            schema={
                "period": pl.String, "period_order": pl.Int32, **span, "first_day": pl.Date,
                "last_day": pl.Date, "year": pl.Int32, "month_of_year": pl.Int32,
                "ends_year": pl.Boolean,
            },
            orient="row",
        ),
        "asked_figure": pl.DataFrame(
            asked_figure,
            schema={
                "period": pl.String, "indicator": pl.String, **span,
                "assessed_first": pl.Int32, "assessed_last": pl.Int32,
                "previous_first": pl.Int32, "previous_last": pl.Int32,
                "last_year_first": pl.Int32, "last_year_last": pl.Int32,
            },
            orient="row",
        ),
        "wanted_figure": pl.DataFrame(
            figures,
            schema={
                "indicator": pl.String, **span, "part": pl.String, "coverage": pl.Boolean,
                "opening_month": pl.Int32, "year_first": pl.Int32, "several_years": pl.Boolean,
                "from_first": pl.Int32, "from_last": pl.Int32,
            },
            orient="row",
        ),
        "wanted_weight": pl.DataFrame(
            weights,
            schema={
                "indicator": pl.String, **span,
                "weight_first": pl.Int32, "weight_last": pl.Int32,
            },
            orient="row",
        ),
        "wanted_bound": _bounds(figures),
    }  # fmt: skip


def _bounds(figures: Sequence[tuple[object, ...]]) -> pl.DataFrame:
    """The months between which an indicator's reports can matter, whole report years."""
    import polars as pl

    frame = pl.DataFrame(
        [(row[0], row[5], row[2]) for row in figures],
        schema={"indicator": pl.String, "first_month": pl.Int32, "last_month": pl.Int32},
        orient="row",
    )
    return frame.group_by("indicator", maintain_order=True).agg(
        pl.col("first_month").min(), pl.col("last_month").max()
    )


def _ends(period: Period | None) -> tuple[int | None, int | None]:
    return (period.first_month, period.last_month) if period else (None, None)
