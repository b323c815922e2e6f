"""Tables for other programs: submissions, problems, observations, with the columns of the guide.

Only what was known at the moment asked for; the same moment gives the same rows in the same order.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kpi.database.frames import lent, query, sql_text
from kpi.moments import as_utc, local
from kpi.warehouse.plans import plan_as_of

if TYPE_CHECKING:
    import duckdb
    import polars as pl

    from kpi.plan.model import Plan

EXPORTS = ("observations", "submissions", "problems")


def export_frame(  # noqa: PLR0913 - one of them a keyword
    con: duckdb.DuckDBPyConnection,
    what: str,
    period: str | None,
    as_of: datetime,
    timezone: str,
    *,
    plan: Plan | None = None,
) -> pl.DataFrame:
    """One of EXPORTS as of a moment, of one period or of all; missing is null.

    `plan` is the one in force; without it that which the warehouse knows is taken.
    `received_at` is ISO 8601 with the offset of `timezone`; `value` of observations is text, for
    it holds numbers and dates.
    """
    if what not in EXPORTS:
        raise ValueError(what)
    asked = {"as_of": as_utc(as_of), "period": period}
    sql = sql_text("warehouse", f"export_{what}")
    if what == "observations":
        with lent(con, indicator_factor=_factors(con, as_utc(as_of), plan)):
            return _values_as_text(query(con, sql, asked))
    frame = query(con, sql, asked)
    return _with_offset(frame, timezone) if what == "submissions" else frame


def _factors(con: duckdb.DuckDBPyConnection, as_of: datetime, plan: Plan | None) -> pl.DataFrame:
    """indicator, measure and factor of the plan in force at the moment."""
    import polars as pl

    from kpi.plan.load import parse_plan

    if plan is None:
        text = plan_as_of(con, as_of)
        plan = parse_plan(text).plan if text else None
    rows = [(i.id, i.measure, i.factor) for i in plan.indicators] if plan else []
    schema = {"indicator": pl.String, "measure": pl.String, "factor": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _values_as_text(frame: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    not_done = (pl.col("measure") == "milestone") & (pl.col("figure") == 0)
    value = (
        pl.when(not_done)
        .then(pl.lit("0"))
        .otherwise(pl.coalesce(pl.col("figure").cast(pl.String), pl.col("done_on")))
        .alias("value")
    )
    kept = ("unit", "period", "indicator", "numerator", "denominator")
    return frame.select(*kept, value, "state", "submission", "sheet", "cell")


def _with_offset(frame: pl.DataFrame, timezone: str) -> pl.DataFrame:
    import polars as pl

    texts = [local(moment, timezone).isoformat() for moment in frame["received_at"]]
    return frame.with_columns(received_at=pl.Series(texts, dtype=pl.String))
