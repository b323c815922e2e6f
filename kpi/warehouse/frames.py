"""Between SQL files and polars: the one way in which rows leave and enter the warehouse.

Works with DuckDB 1.5 and 2.0, whose connections differ in how they give frames.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    import polars as pl


@lru_cache(maxsize=64)
def sql_text(name: str) -> str:
    """The text of `kpi/warehouse/sql/<name>.sql`."""
    return files("kpi.warehouse").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def query(
    con: duckdb.DuckDBPyConnection, sql: str, params: Mapping[str, object] | None = None
) -> pl.DataFrame:
    """The rows of one SELECT; parameters are named ($name)."""
    import polars as pl

    relation = con.sql(sql, params=dict(params)) if params else con.sql(sql)
    return pl.DataFrame(relation)


def execute(
    con: duckdb.DuckDBPyConnection, sql: str, params: Mapping[str, object] | None = None
) -> None:
    """Run statements for their effect. The result is read, for in DuckDB 2.0 an unread one
    blocks the next statement."""
    (con.execute(sql, dict(params)) if params else con.execute(sql)).fetchall()


@contextmanager
def lent(con: duckdb.DuckDBPyConnection, **frames: pl.DataFrame) -> Iterator[None]:
    """Frames that SQL can read by name for the length of the block."""
    try:
        for name, frame in frames.items():
            con.register(name, frame.to_arrow())
        yield
    finally:
        for name in frames:
            con.unregister(name)


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All of the block or nothing of it."""
    con.begin()
    try:
        yield
    except BaseException:
        con.rollback()
        raise
    con.commit()
