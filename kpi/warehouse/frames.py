"""Between SQL files and polars: the one way in which rows leave and enter the warehouse.

Works with DuckDB 1.5 and 2.0, whose connections differ in how they give frames.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb
    import polars as pl


SMALL = 2_000
TYPES = {
    "String": "VARCHAR", "Int32": "INTEGER", "Int64": "BIGINT", "Float64": "DOUBLE",
    "Boolean": "BOOLEAN", "Date": "DATE",
    "Datetime(time_unit='us', time_zone=None)": "TIMESTAMP",
}  # fmt: skip


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


def records(
    con: duckdb.DuckDBPyConnection, sql: str, params: Mapping[str, object] | None = None
) -> tuple[dict[str, Any], ...]:
    """The rows of one SELECT as they are, by column: few, for which a frame is too much."""
    found = con.execute(sql, dict(params)) if params else con.execute(sql)
    columns = [about[0] for about in found.description or ()]
    return tuple(dict(zip(columns, row, strict=True)) for row in found.fetchall())


def execute(
    con: duckdb.DuckDBPyConnection, sql: str, params: Mapping[str, object] | None = None
) -> None:
    """Run statements for their effect. The result is read, for in DuckDB 2.0 an unread one
    blocks the next statement."""
    (con.execute(sql, dict(params)) if params else con.execute(sql)).fetchall()


@contextmanager
def lent(con: duckdb.DuckDBPyConnection, **frames: pl.DataFrame) -> Iterator[None]:
    """Frames that SQL can read by name for the length of the block.

    Small ones travel as JSON: registering a frame loads pyarrow's datasets and pandas, a third of
    a second in which a light command has long answered.
    """
    small = {n: f for n, f in frames.items() if f.height <= SMALL and _types(f) is not None}
    try:
        for name, frame in frames.items():
            if name in small:
                _write(con, name, frame)
            else:
                con.register(name, frame.to_arrow())
        yield
    finally:
        for name in frames:
            if name in small:
                execute(con, f'DROP TABLE IF EXISTS temp."{name}"')
            else:
                con.unregister(name)


def _types(frame: pl.DataFrame) -> dict[str, str] | None:
    """SQL types by column; None if a column is of a type that JSON would not bring back."""
    found = {name: TYPES.get(str(dtype)) for name, dtype in frame.schema.items()}
    types = {name: sql for name, sql in found.items() if sql is not None}
    return types if types and len(types) == len(found) else None


def _write(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """A temporary table of the frame's rows; shortest texts bring every number back exactly."""
    types = _types(frame) or {}
    rows = json.dumps(frame.to_dicts(), default=lambda moment: moment.isoformat())
    structure = json.dumps([types])
    execute(
        con,
        f'CREATE OR REPLACE TEMP TABLE "{name}" AS '
        f"SELECT unnest(from_json($rows, '{structure}'), recursive := true)",
        {"rows": rows},
    )


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
