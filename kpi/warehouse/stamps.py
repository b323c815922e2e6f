"""The stamps of files that were taken in, so that an unchanged one is not read again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kpi.database.frames import execute, lent

if TYPE_CHECKING:
    import duckdb


def remember_stamps(con: duckdb.DuckDBPyConnection, stamps: Iterable[tuple[str, str, str]]) -> None:
    """Keeps (path, stamp, content) of files."""
    import polars as pl

    rows = list(stamps)
    if not rows:
        return
    schema = {"path": pl.String, "stamp": pl.String, "sha256": pl.String}
    with lent(con, new_stamp=pl.DataFrame(rows, schema=schema, orient="row")):
        execute(con, "INSERT OR REPLACE INTO inbox_stamp SELECT path, stamp, sha256 FROM new_stamp")


def known_stamps(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The stamp by path of every file that was taken in."""
    return dict(con.execute("SELECT path, stamp FROM inbox_stamp").fetchall())
