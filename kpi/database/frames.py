"""Between SQL files and polars: the one way in which rows leave and enter the warehouse.

Works with DuckDB 1.5 and 2.0, whose connections differ in how they give frames.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

from kpi.database.light import load_polars
from kpi.records.schema import made_rows

if TYPE_CHECKING:
    import duckdb
    import polars as pl


Row = TypeVar("Row")
T = TypeVar("T")
SMALL = 2_000
MEMORY_LIMIT = "1500MB"  # of DuckDB
# the same while other parts of the program need as much again; what does not fit goes to the disk
LITTLE = "500MB"
TYPES = {
    "String": "VARCHAR", "Int32": "INTEGER", "Int64": "BIGINT", "Float64": "DOUBLE",
    "Boolean": "BOOLEAN", "Date": "DATE",
    "Datetime(time_unit='us', time_zone=None)": "TIMESTAMP",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """A table made in Python: SQL types by column, and its rows. Few rows need no polars, whose
    loading takes longer than a light command may. A type of our own is one of texts."""

    columns: Mapping[str, str]
    rows: Sequence[tuple[object, ...]]

    def frame(self) -> pl.DataFrame:
        load_polars()
        import polars as pl

        types: dict[str, Any] = {
            "VARCHAR": pl.String, "INTEGER": pl.Int32, "BIGINT": pl.Int64, "DOUBLE": pl.Float64,
            "BOOLEAN": pl.Boolean, "DATE": pl.Date, "TIMESTAMP": pl.Datetime("us"),
        }  # fmt: skip
        schema = {name: types.get(kind, pl.String) for name, kind in self.columns.items()}
        return pl.DataFrame(self.rows, schema=schema, orient="row")


def sql_text(room: str, name: str) -> str:
    """The text of `kpi/<room>/sql/<name>.sql`."""
    return sql_of(f"kpi.{room}", name)


@lru_cache(maxsize=256)
def sql_of(package: str, name: str, folder: str = "sql") -> str:
    """The text of `FOLDER/NAME.sql` of a package."""
    return files(package).joinpath(folder, f"{name}.sql").read_text(encoding="utf-8")


def query(
    con: duckdb.DuckDBPyConnection, sql: str, params: Mapping[str, object] | None = None
) -> pl.DataFrame:
    """The rows of one SELECT; parameters are named ($name)."""
    load_polars()
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


def ask(
    con: duckdb.DuckDBPyConnection,
    sql: str,
    kind: type[Row],
    params: Mapping[str, object] | None = None,
) -> tuple[Row, ...]:
    """The rows of one SELECT, of a declared kind: few, for which a frame is too much.

    Raises SchemaMismatch where they are anything else than is declared."""
    found = con.execute(sql, dict(params)) if params else con.execute(sql)
    names = [about[0] for about in found.description or ()]
    return made_rows(kind, names, found.fetchall())


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
    """A temporary table of the frame's rows."""
    _make(con, name, Rows(_types(frame) or {}, frame.rows()))


def make_table(con: duckdb.DuckDBPyConnection, name: str, table: Rows) -> None:
    """A temporary table that stays."""
    if len(table.rows) <= SMALL:
        _make(con, name, table)
    else:
        with lent(con, **{f"given_{name}": table.frame()}):
            made = f'CREATE OR REPLACE TEMP TABLE "{name}" AS FROM "given_{name}" SELECT '
            execute(con, made + _typed(table))


def _typed(table: Rows) -> str:
    return ", ".join(f'"{name}"::{kind} AS "{name}"' for name, kind in table.columns.items())


def _make(con: duckdb.DuckDBPyConnection, name: str, table: Rows) -> None:
    """Rows travel as JSON; shortest texts bring every number back exactly."""
    if not table.rows:
        columns = ", ".join(f'"{column}" {kind}' for column, kind in table.columns.items())
        execute(con, f'CREATE OR REPLACE TEMP TABLE "{name}" ({columns})')
        return
    records = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    plain = {n: kind if kind in TYPES.values() else "VARCHAR" for n, kind in table.columns.items()}
    structure = json.dumps([plain])
    execute(
        con,
        f'CREATE OR REPLACE TEMP TABLE "{name}" AS SELECT {_typed(table)} '  # noqa: S608 - our names
        f"FROM (SELECT unnest(from_json($rows, '{structure}'), recursive := true))",
        {"rows": json.dumps(records, default=lambda moment: moment.isoformat())},
    )


def give_back_early(con: duckdb.DuckDBPyConnection) -> None:
    """From now on what is dropped goes back to the system by itself, soon; else DuckDB keeps it
    until it needs memory again, while other parts of the program look for some."""
    execute(con, "SET allocator_background_threads = true")


def with_little_memory(con: duckdb.DuckDBPyConnection, work: Callable[[], T]) -> T:
    """The outcome of work during which DuckDB keeps less of its tables in memory and puts the rest
    on the disk, beside the warehouse's file. What cannot be done so is done again with what DuckDB
    may usually take."""
    import duckdb

    execute(con, f"SET memory_limit = '{LITTLE}'")
    try:
        return work()
    except duckdb.OutOfMemoryException:
        pass
    finally:
        execute(con, f"SET memory_limit = '{MEMORY_LIMIT}'")
    return work()


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
