"""What a warehouse knows of the ledger's steps: its acts, and the order of runs and acts.

One rule: ids are those that the connection means; whoever writes the ledger asks for stored ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi.database.frames import ask, sql_text
from kpi.records.act import Act

if TYPE_CHECKING:
    import duckdb


def acts_of(con: duckdb.DuckDBPyConnection) -> tuple[Act, ...]:
    """Every act in the order in which it was done."""
    return ask(con, sql_text("receiving", "acts"), Act)


def steps_of(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The names of runs and acts in the order in which they were done."""
    return [step for (step,) in con.execute(sql_text("receiving", "steps")).fetchall()]
