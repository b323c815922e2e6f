"""Whether the books of the warehouse balance: every total is counted again from its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi.database.frames import sql_text

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Unbalanced:
    """A total that is not what its rows come to.

    `kind`: `books` (a submission's cells), `rows` (its figures), `run_books`, `run_files`,
    `orphans` (rows of a submission or run that is not there); `place` is the submission or run.
    """

    kind: str
    place: str
    told: int
    counted: int


def unbalanced(con: duckdb.DuckDBPyConnection) -> tuple[Unbalanced, ...]:
    """Every total that does not balance."""
    rows = con.execute(sql_text("warehouse", "unbalanced")).fetchall()
    return tuple(Unbalanced(str(k), str(p), int(told or 0), int(n)) for k, p, told, n in rows)
