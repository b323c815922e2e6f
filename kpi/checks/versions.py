"""What was known before each answer: the warehouse, and earlier answers of the same batch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import polars as pl

from kpi.checks.cells import figure_of, indicators_frame
from kpi.checks.periods import period_or_none, periods_frame
from kpi.database.frames import lent, query, sql_text
from kpi.periods import FREQUENCIES, MONTHS_IN, Period, year_period
from kpi.plan.model import Plan

if TYPE_CHECKING:
    import duckdb

LEAST_MONTHS_BACK = 14  # the same month of last year, and the one before it
LEAST_PERIODS_BACK = 4
BEFORE_THE_BATCH = -1

VERSION_COLUMNS = (
    "order",
    "unit",
    "indicator",
    "period",
    "first_month",
    "months",
    "measure",
    "over_time",
    "state",
    "numerator",
    "denominator",
    "value",
    "done_on",
    "figure",
)


def months_back(months: int) -> int:
    """How far the checks look back from a period of so many months."""
    return max(LEAST_MONTHS_BACK, LEAST_PERIODS_BACK * months)


def history_before(
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    answers: pl.DataFrame,
    silent: Sequence[tuple[str, str]] = (),
) -> pl.DataFrame:
    """The versions in force before the batch (VERSION_COLUMNS, order BEFORE_THE_BATCH), as far as
    they concern its answers, and the units and periods of which something was left `silent`."""
    unsaid = pl.DataFrame(silent, schema={"unit": pl.String, "period": pl.String}, orient="row")
    own = pl.concat([answers.select("unit", "period"), unsaid]).unique()
    batch = sorted({p for label in own["period"] if (p := period_or_none(label))})
    wanted = sorted({p.label for period in batch for p in _looked_at(period)})
    with lent(
        con,
        wanted_period=pl.DataFrame({"period": wanted}, schema={"period": pl.String}),
        wanted_unit=own.select("unit").unique(),
        batch_period=own.select("period").unique(),
    ):
        found = query(con, sql_text("checks", "known_for_checks"))
    return (
        found.join(indicators_frame(plan), on="indicator")
        .join(periods_frame(found["period"].unique(), plan.calendar), on="period")
        .with_columns(figure=figure_of(), order=pl.lit(BEFORE_THE_BATCH, dtype=pl.Int64))
        .select(VERSION_COLUMNS)
    )


def _looked_at(period: Period) -> Iterable[Period]:
    """The periods that a check of an answer of this one may ask for."""
    first = period.first_month - months_back(period.months)
    for frequency in FREQUENCIES:
        n = MONTHS_IN[frequency]
        start = first - first % n
        yield from (Period(m, n, frequency) for m in range(start, period.last_month + 1, n))
    year = year_period(period.year)
    yield from (p for f in FREQUENCIES for p in year.inside(f))
    yield Period(year.first_month, 9, "nine_months")


def with_batch(before: pl.DataFrame, accepted: pl.DataFrame) -> pl.DataFrame:
    """Every version known by the end of the batch; `order` is the submission's place in it."""
    own = accepted.with_columns(order=pl.col("sub")).select(VERSION_COLUMNS)
    return pl.concat([before, own])


def latest(versions: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Of each key the version that came last."""
    return versions.sort("order", maintain_order=True).unique(
        subset=key, keep="last", maintain_order=True
    )
