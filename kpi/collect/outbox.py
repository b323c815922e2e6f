"""What still has to be given back to units: asked of the warehouse, not remembered by a run.

So a run that was stopped between taking figures in and writing feedback is made good by the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi.database.frames import execute, sql_text
from kpi.home import Home
from kpi.notices import notice
from kpi.periods import UnknownPeriod, parse_period
from kpi.records.answers import SubmissionRead
from kpi.records.arrival import Arrival
from kpi.records.problems import Problem
from kpi.records.reader_rules import SECRET_WITH_NUMBER
from kpi.records.submission import Submission

if TYPE_CHECKING:
    import duckdb

_BECAME = ("outcome", "late", "cells_in", "loaded", "superseded", "unchanged", "held")


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A submission whose feedback is not in the outbox yet. `left_open` are problems of earlier
    submissions of the unit and period that nothing later has settled. `original` is the sender's
    file, None where it may not be kept or is not what was received. `shared` tells that it holds
    what other units or periods reported too, or may; `together` that these are periods of the same
    unit which end with one month, and that nothing later came for any of them: then the file goes
    back once, for all of them."""

    submission: Submission
    left_open: tuple[Problem, ...]
    original: Path | None
    shared: bool = False
    together: bool = False


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
    rows = con.execute(sql_text("collect", "awaiting_rows")).fetchall()
    found = (_awaiting(home, row, tuple(own[row[0]]), tuple(others[row[0]])) for row in rows)
    return tuple(awaiting for awaiting in found if awaiting is not None)


def _end_together(periods: Sequence[str]) -> bool:
    """Whether these are several periods that end with one month."""
    try:
        ends = {parse_period(label).last_month for label in periods}
    except UnknownPeriod:
        return False
    return len(periods) > 1 and len(ends) == 1


def _awaiting(
    home: Home, row: tuple[Any, ...], problems: tuple[Problem, ...], left_open: tuple[Problem, ...]
) -> Awaiting | None:
    """One row of `awaiting_rows.sql`: its arrival, whose company it has, then what became of it;
    None for one that does not wait and never had company."""
    from kpi.receiving.archive import place_of

    name, file, sha256, size, received_at, first_seen_at, unit, period, *rest = row
    shared, periods, whole, waits, *rest = rest
    together = _end_together(periods)
    if not (waits or together):
        return None
    place = place_of(home, sha256, file)
    submission = Submission(
        Arrival(file, sha256, size, received_at, first_seen_at, place),
        SubmissionRead(unit, period),
        problems=problems,
        secret=any(p.rule == SECRET_WITH_NUMBER for p in problems),
        name=name,
        **dict(zip(_BECAME, rest, strict=True)),
    )
    original = None if submission.secret else _original(home, sha256, file)
    return Awaiting(submission, left_open, original, shared, together and whole)


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
