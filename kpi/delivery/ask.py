"""What the warehouse knows of things that may go out.

One rule: nothing is remembered from run to run; what went out already is `Memory`'s affair.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kpi.database.frames import ask, sql_of

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Answered:
    """The latest submission of a unit and period. `taken_at` (UTC) is when its run began; of its
    `cells` so many were taken, the `held` ones were left out. `late_alone`: it is late, and nothing
    else is to be said of it."""

    submission: str
    file: str
    unit: str
    period: str
    received_at: datetime
    taken_at: datetime
    outcome: str
    late: bool
    cells: int
    taken: int
    held: int
    late_alone: bool


@dataclass(frozen=True, slots=True)
class Unclear:
    """A file that was not taken, of which the unit (empty) or the period is not known; `message` is
    the reason, a sentence. `taken_at` (UTC) is when the run began that looked at it; `taken_later`
    are the units, by spaces, of which a file of the same name was taken after it."""

    submission: str
    file: str
    unit: str
    received_at: datetime
    taken_at: datetime
    message: str
    taken_later: str


def answered_since(con: duckdb.DuckDBPyConnection, since: datetime) -> tuple[Answered, ...]:
    """In the order in which they were taken in."""
    return ask(con, sql_of("kpi.delivery", "answered"), Answered, {"since": since})


def unclear_since(con: duckdb.DuckDBPyConnection, since: datetime) -> tuple[Unclear, ...]:
    """In the order in which they were taken in."""
    return ask(con, sql_of("kpi.delivery", "unclear"), Unclear, {"since": since})
