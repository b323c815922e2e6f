"""From the warehouse and the plan to `results` and `scores`.

The one rule: figures are computed by the SQL models only; Python says what is asked, lends the
plan as tables, and gives the outcome as frames.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from kpi.assessment.inputs import Known, first_reports, load_inputs
from kpi.assessment.models import run_models
from kpi.assessment.wanted import whats_wanted
from kpi.database.frames import query
from kpi.periods import Period
from kpi.plan.made_of import formula_rank
from kpi.plan.model import Plan

if TYPE_CHECKING:
    import duckdb
    import polars as pl

View = Literal["as_reported", "current_units"]

RESULT_COLUMNS = (
    "period", "unit", "indicator", "value", "numerator", "denominator", "assessed", "target",
    "expected", "achievement", "pace", "status", "trend", "projection", "units_reported",
    "units_expected", "provisional", "previous", "last_year", "projection_low", "projection_high",
)  # fmt: skip
SCORE_COLUMNS = ("period", "unit", "field", "score", "rank")


def assess(  # noqa: PLR0913 - what one assessment is asked by
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    periods: Sequence[Period],
    *,
    as_of: datetime | Known | None = None,
    view: View = "as_reported",
    all_methods: bool = False,
    tables: Collection[str] | None = None,
) -> None:
    """Leave the temporary tables `results` and `scores`, and the models they were made from.

    `as_of` is UTC without zone; None takes everything known, and target revisions up to today.
    For taking a change apart it may be a `Known`.
    `all_methods` also judges every row by each method, in the table `method_light`; without it
    that table holds nothing, for looking over all the years takes time.
    `view`: `current_units` expresses history on the units of the as-of day.
    `tables`: of the tables only these and all that they are made from.
    """
    known = as_of if isinstance(as_of, Known) else Known(as_of)
    first = first_reports(con, plan, all_methods=all_methods)
    wanted = whats_wanted(plan, periods, first, all_methods=all_methods)
    of_today = view == "current_units"
    load_inputs(con, plan, periods, wanted, known, all_methods=all_methods, of_today=of_today)
    run_models(con, max((formula_rank(plan, i) for i in plan.indicators), default=0), tables)


def results_frame(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The exported columns of `results`: periods as asked, indicators in the plan's order, for each
    its units in the plan's order, then areas by name, then ALL."""
    return query(con, "SELECT * FROM results").select(RESULT_COLUMNS)


def scores_frame(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The exported columns of `scores`: periods as asked, units in the plan's order, then ALL; for
    each its fields in the plan's order, then ALL."""
    return query(con, "SELECT * FROM scores").select(SCORE_COLUMNS)
