"""A digest of what each run, and all acts, brought into the warehouse: two warehouses that were
built from the same archive agree in it, and one that another hand changed does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpi.database.frames import sql_text

if TYPE_CHECKING:
    import duckdb


def run_digests(con: duckdb.DuckDBPyConnection, runs: Sequence[str]) -> dict[str, str]:
    """32 hex digits and the number of rows, by run; a run without rows is left out."""
    rows = con.execute(sql_text("warehouse", "run_digest"), {"runs": list(runs)}).fetchall()
    return {str(run): str(digest) for run, digest in rows}


def acts_digest(con: duckdb.DuckDBPyConnection) -> str:
    """The same of all acts and of what is out of force by them; empty where there are none."""
    rows = con.execute(sql_text("warehouse", "acts_digest")).fetchall()
    return str(rows[0][0]) if rows else ""
