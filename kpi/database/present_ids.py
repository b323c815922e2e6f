"""Stored figures under the ids that a plan uses now: its keys `was` name the ids of former times.

One rule: nothing stored is changed. While a plan is followed, temporary views of the tables'
names stand before the tables, so that every question means units and indicators of the plan;
whoever stores anything asks for the tables themselves first (`as_stored`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kpi.database.frames import Rows, execute, make_table, sql_text
from kpi.plan.model import Plan

if TYPE_CHECKING:
    import duckdb

_VIEWS = ("observation", "submission", "statement", "problem", "act")


def follow_plan(con: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """From now on questions on this connection mean the plan's ids."""
    as_stored(con)
    indicators = [(old, i.id) for i in plan.indicators for old in i.was]
    units = [(old, u.id) for u in plan.units for old in u.was]
    if not indicators and not units:
        return
    columns = {"former": "VARCHAR", "present": "VARCHAR"}
    make_table(con, "former_indicator", Rows(columns, indicators))
    make_table(con, "former_unit", Rows(columns, units))
    database = str(con.execute("SELECT current_database()").fetchall()[0][0])
    stored = '"' + database.replace('"', '""') + '".main.'
    named = stored.replace("'", "''")  # a table's name in a text
    views = sql_text("database", "present_ids").replace("'stored.", f"'{named}")
    execute(con, views.replace("stored.", stored))


def as_stored(con: duckdb.DuckDBPyConnection) -> None:
    """From now on questions on this connection mean the tables as they are."""
    execute(con, ";".join(f'DROP VIEW IF EXISTS temp."{name}"' for name in _VIEWS))


@contextmanager
def under_ids_of(con: duckdb.DuckDBPyConnection, plan: Plan) -> Iterator[None]:
    """Questions inside the block mean the plan's ids."""
    follow_plan(con, plan)
    try:
        yield
    finally:
        as_stored(con)
