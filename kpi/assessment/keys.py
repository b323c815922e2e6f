"""The types of the keys that the models join by (whose figure it is, of which indicator, in which
period asked) and of words that stand in every row.

The one rule: to SQL they are texts; inside DuckDB they are small numbers, for millions of rows are
joined and grouped by them. Their order is that of the texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpi.database.frames import Rows, execute, make_table
from kpi.periods import Period
from kpi.plan.model import Plan

if TYPE_CHECKING:
    import duckdb

ENTITY = "entity_id"  # a unit's id, `area:NAME` or `ALL`
INDICATOR = "indicator_id"
PERIOD = "asked_label"  # a period that is asked for
MEASURE = "measure_word"
OVER_TIME = "over_time_word"
PART = "part_word"  # which figure of a period: its own, the one judged, what a total grew by


def make_keys(con: duckdb.DuckDBPyConnection, plan: Plan, periods: Sequence[Period]) -> None:
    """Make the types, of all that the plan names and of the periods asked."""
    areas = {f"area:{u.area}" for u in plan.units if u.area is not None}
    units = {u.id for u in plan.units}.union(*(i.reporters for i in plan.indicators))
    _make_type(con, ENTITY, {"ALL", *units, *areas})
    _make_type(con, INDICATOR, {i.id for i in plan.indicators})
    _make_type(con, PERIOD, {p.label for p in periods})
    _make_type(con, MEASURE, {i.measure for i in plan.indicators})
    _make_type(con, OVER_TIME, {i.over_time for i in plan.indicators})
    _make_type(con, PART, {"value", "assessed", "increase"})


def _make_type(con: duckdb.DuckDBPyConnection, name: str, texts: set[str]) -> None:
    make_table(con, f"{name}_text", Rows({"text": "VARCHAR"}, [(text,) for text in sorted(texts)]))
    made = f"CREATE OR REPLACE TEMP TYPE {name} AS ENUM (SELECT text FROM {name}_text)"  # noqa: S608 - our names
    execute(con, made)
