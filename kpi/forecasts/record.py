"""The record of forecasts: of the last complete years what the same month forecast, and what came.

The one rule: an earlier year is forecast by the very models that forecast this one, from what is
stored of it up to that month; nothing is kept of what was printed then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from kpi.database.frames import sql_text
from kpi.periods import Period, UnknownPeriod, parse_period, year_period
from kpi.records.schema import Of, checked_frame

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import duckdb
    import polars as pl

    from kpi.assessment import Assessment
    from kpi.assessment.run import View
    from kpi.plan.model import Plan

YEARS = 5
EARLIEST_YEAR = 3  # the calendar has no year 0, and what is before an asked period is looked at too


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """What one month of an earlier year forecast of an indicator of the whole plan, figures
    unrounded, and what came at that year's end."""

    period: Annotated[str, Of("label of the period asked")]
    indicator: Annotated[str, Of("an indicator's id")]
    year: Annotated[int, Of("the report year that was forecast")]
    month: Annotated[int, Of("the month of the year whose end it was forecast from")]
    projection: Annotated[float, Of("the indicator's")]
    projection_low: Annotated[float | None, Of("the indicator's", "no range")]
    projection_high: Annotated[float | None, Of("the indicator's", "no range")]
    came: Annotated[float, Of("the indicator's")]
    held: Annotated[bool | None, Of("whether what came lies in the range", "no range")]


@dataclass(frozen=True, slots=True)
class Held:
    """How many ranges earlier forecasts had, and how many of them held what came."""

    ranges: int
    held: int


def forecast_record(
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    period: Period,
    *,
    as_of: datetime | None = None,
    view: View = "as_reported",
) -> tuple[ForecastRow, ...]:
    """The record of the same period of up to five years before, in the plan's order, the latest
    year first. Only years whose end is known for certain (nothing missing, no estimate). Empty for
    a period that ends a year. `as_of` is UTC without zone."""
    if not (asked := _earlier(period, _first_year(con))):
        return ()
    with _assessed(con, plan, asked, as_of, view) as assessment:
        return assessment.ask(sql_text("forecasts", "record"), ForecastRow, period=period.label)


def record_frame(rows: Sequence[ForecastRow]) -> pl.DataFrame:
    """The record as a frame, declared by `ForecastRow`."""
    import polars as pl

    types = {
        "period": pl.String, "indicator": pl.String, "year": pl.Int32, "month": pl.Int32,
        "projection": pl.Float64, "projection_low": pl.Float64, "projection_high": pl.Float64,
        "came": pl.Float64, "held": pl.Boolean,
    }  # fmt: skip
    values = [tuple(getattr(row, name) for name in types) for row in rows]
    return checked_frame(ForecastRow, pl.DataFrame(values, schema=types, orient="row"))


def held_by_indicator(rows: Iterable[ForecastRow]) -> dict[str, Held]:
    """How often the ranges of each indicator held, in the order of the rows."""
    counted: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        if row.held is not None:
            counted[row.indicator].append(row.held)
    return {name: Held(len(held), sum(held)) for name, held in counted.items()}


def held_in_all(each: Iterable[Held]) -> Held:
    """The same of several indicators together."""
    counted = tuple(each)
    return Held(sum(one.ranges for one in counted), sum(one.held for one in counted))


def _first_year(con: duckdb.DuckDBPyConnection) -> int | None:
    """The year from which on anything is stored; the years before it need no assessment."""
    years = []
    for (label,) in con.execute("SELECT DISTINCT period FROM observation").fetchall():
        with suppress(UnknownPeriod):
            years.append(parse_period(label).first_month // 12)
    return min(years, default=None)


def _earlier(period: Period, first_year: int | None) -> list[Period]:
    """The same period of the years before, each with the year that it lies in."""
    if period.month_of_year == 12 or period.kind == "years" or first_year is None:
        return []
    earlier = [
        Period(period.first_month - 12 * back, period.months, period.kind)
        for back in range(1, YEARS + 1)
        if period.year - back >= max(first_year, EARLIEST_YEAR)
    ]
    return [one for before in earlier for one in (before, year_period(before.year))]


def _assessed(
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    asked: Sequence[Period],
    as_of: datetime | None,
    view: View,
) -> Assessment:
    from kpi.assessment import assess

    return assess(
        con, plan, asked, as_of=as_of, view=view,
        tables=("results",), passing=True, groups_only=True,
    )  # fmt: skip
