"""The questions that every reader of the warehouse asks, as macros on a connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi.database.frames import execute, sql_text

if TYPE_CHECKING:
    import duckdb


def load_views(con: duckdb.DuckDBPyConnection) -> None:
    """From now on questions on this connection may call them."""
    execute(con, sql_text("database", "in_force"))
    execute(con, sql_text("warehouse", "views"))
