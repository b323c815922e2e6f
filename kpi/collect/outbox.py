"""What still has to be given back to units: asked of the warehouse, not remembered by a run.

So a run that was stopped between taking figures in and writing feedback is made good by the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kpi.collect.steps import CollectedSubmission
from kpi.database.frames import execute, sql_text
from kpi.home import Home
from kpi.notices import notice
from kpi.records.problems import Problem

if TYPE_CHECKING:
    import duckdb

SECRET = "secret_with_number"  # noqa: S105 - the name of a rule


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A submission whose feedback is not in the outbox yet. `left_open` are problems of earlier
    submissions of the unit and period that nothing later has settled. `shared` tells that its
    file holds what other units or periods reported too, or may."""

    submission: CollectedSubmission
    left_open: tuple[Problem, ...]
    shared: bool = False


@dataclass(frozen=True, slots=True)
class SentFigure:
    """One figure of a submission that was taken; fields as those of an `Answer`."""

    indicator: str
    state: str
    numerator: float | None
    denominator: float | None
    value: float | None
    done_on: date | None
    explanation: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What was taken of a submission: its figures, and its words as (heading, text)."""

    figures: tuple[SentFigure, ...] = ()
    words: tuple[tuple[str, str], ...] = ()


def sent_in(con: duckdb.DuckDBPyConnection, submission: str) -> Sent:
    """What a submission said, as far as it was taken."""
    figures = con.execute(sql_text("collect", "sent_figures"), [submission]).fetchall()
    words = con.execute(sql_text("collect", "sent_words"), [submission]).fetchall()
    return Sent(tuple(SentFigure(*row) for row in figures), tuple((h, t) for h, t in words))


def awaiting_feedback(home: Home, con: duckdb.DuckDBPyConnection) -> tuple[Awaiting, ...]:
    """Every submission that awaits its feedback, in the order of taking."""
    execute(con, sql_text("collect", "awaiting_feedback"))
    own: dict[str, list[Problem]] = defaultdict(list)
    others: dict[str, list[Problem]] = defaultdict(list)
    for latest, is_own, *rest in con.execute(
        sql_text("collect", "problems_to_give_back")
    ).fetchall():
        (own if is_own else others)[latest].append(Problem(*rest))
    found = []
    for name, file, sha256, shared, *rest in con.execute(
        sql_text("collect", "awaiting_rows")
    ).fetchall():
        problems = tuple(own[name])
        secret = any(p.rule == SECRET for p in problems)
        original = None if secret else _original(home, sha256, file)
        bare = CollectedSubmission(name, file, sha256, original, *rest)
        submission = replace(bare, problems=problems)
        found.append(Awaiting(submission, tuple(others[name]), shared))
    return tuple(found)


def _original(home: Home, sha256: str, file: str) -> Path | None:
    """The sender's file as it was received; None if the archive has it no more."""
    from kpi.receiving.archive import Altered, taken

    try:
        return taken(home, sha256, file)
    except Altered:
        notice("altered", file=file, sha256=sha256)
    except OSError:
        pass  # of some contents nothing may be kept
    return None


def given_back(con: duckdb.DuckDBPyConnection, submissions: Iterable[str]) -> None:
    """Remembers that nothing more has to be given back for these."""
    names = list(submissions)
    if names:  # all at once: a statement a row takes seconds for thousands
        con.execute("INSERT OR IGNORE INTO given_back SELECT unnest(?::VARCHAR[])", [names])
