"""What becomes of each submission: its outcome, what it counts, what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import polars as pl

from kpi.checks.findings import Findings
from kpi.checks.messages import Messages
from kpi.checks.repeats import Repeated
from kpi.checks.under_check import SubmissionUnderCheck
from kpi.plan.model import Plan
from kpi.records.answers import Answer, FileRead, Note, SubmissionRead
from kpi.records.arrival import Arrival
from kpi.records.problems import Problem

Outcome = Literal[
    "accepted",
    "accepted_with_warnings",
    "accepted_in_part",
    "rejected",
    "duplicate",
    "attachment",
]

SECRET = "secret_with_number"  # noqa: S105 - the name of a rule


@dataclass(frozen=True, slots=True)
class CheckedSubmission:
    """One file of one unit and period after the checks (unit and period may be empty); `member`
    names it inside its archive.

    `sub` ties it to the rows of `Checked.answers`; a duplicate has none there. `secret` tells
    that nothing of the file may be kept but its hash.
    """

    sub: int
    arrival: Arrival
    unit: str
    period: str
    outcome: Outcome
    cells_in: int
    held: int
    late: bool = False
    version: str = ""
    member: str = ""
    secret: bool = False
    problems: tuple[Problem, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A batch after the checks, in the order of the arrivals.

    `answers` has the taken answers only: `sub` and the columns of ANSWER_SCHEMA, `questioned`.
    `secrets` are the contents that may not be kept, each with what is left of its reading.
    """

    plan: Plan
    arrivals: tuple[Arrival, ...]
    submissions: tuple[CheckedSubmission, ...]
    answers: pl.DataFrame
    secrets: tuple[tuple[str, FileRead], ...] = ()


def judged(
    submission: SubmissionUnderCheck, findings: Findings, rows: Sequence[int], *, late: bool
) -> CheckedSubmission:
    """The verdict on a submission that was read; `rows` are its answers."""
    rejected = findings.rejects(submission.sub)
    held = len(rows) if rejected else sum(row in findings.held for row in rows)
    problems = tuple(findings.problems.get(submission.sub, ()))
    return CheckedSubmission(
        sub=submission.sub,
        arrival=submission.arrival,
        unit=submission.unit,
        period=submission.period,
        outcome=_outcome(submission, problems, len(rows), held, rejected=rejected),
        cells_in=len(rows),
        held=held,
        late=late,
        version=submission.version,
        member=submission.member,
        problems=problems,
        words=() if rejected else tuple(submission.words),
        notes=() if rejected else tuple(submission.notes),
    )


def _outcome(
    submission: SubmissionUnderCheck,
    problems: Sequence[Problem],
    cells_in: int,
    held: int,
    *,
    rejected: bool,
) -> Outcome:
    if submission.attachment and not rejected:
        return "attachment"
    if rejected or (held and held == cells_in):
        return "rejected"
    if held or any(p.severity == "cell" for p in problems):
        return "accepted_in_part"
    if any(p.severity == "warning" and not p.answered for p in problems):
        return "accepted_with_warnings"
    return "accepted"


def repeated(
    arrival: Arrival, parts: Sequence[Repeated], words: Messages
) -> list[CheckedSubmission]:
    """The rows of a duplicate: those of the file that it repeats, all unchanged."""
    rows = [
        CheckedSubmission(
            sub=-1,
            arrival=arrival,
            unit=unit,
            period=period,
            outcome="duplicate",
            cells_in=cells_in,
            held=0,
        )
        for unit, period, cells_in in parts or [("", "", 0)]
    ]
    if arrival.sidecar_problem:
        rows[0] = replace(rows[0], problems=(words.sidecar(arrival),))
    return rows


def without_secrets(
    submissions: Sequence[CheckedSubmission],
    under_check: Mapping[int, SubmissionUnderCheck],
    words: Messages,
) -> list[CheckedSubmission]:
    """Of a file that held a secret figure every submission is refused, and nothing that was
    written in it stays: only that there was such a cell, and where."""
    stained = {s.arrival for s in submissions if any(p.rule == SECRET for p in s.problems)}
    return [_emptied(s, under_check, words) if s.arrival in stained else s for s in submissions]


def _emptied(
    submission: CheckedSubmission, under_check: Mapping[int, SubmissionUnderCheck], words: Messages
) -> CheckedSubmission:
    own = [p for p in submission.problems if p.rule == SECRET]
    told = tuple(replace(p, written="", answered="") for p in own)
    return replace(
        submission,
        outcome="rejected",
        held=submission.cells_in,
        secret=True,
        problems=told or (words.of_file(SECRET, under_check[submission.sub]),),
        words=(),
        notes=(),
    )


def scrubbed(reading: FileRead) -> FileRead:
    """Of a reading with a secret figure: which units, periods and indicators it spoke of."""
    return FileRead(tuple(_scrubbed(s) for s in reading.submissions))


def _scrubbed(read: SubmissionRead) -> SubmissionRead:
    answers = tuple(
        Answer(a.indicator, "withheld", sheet=a.sheet, cell=a.cell, held_by=SECRET)
        for a in read.answers
    )
    told = tuple(replace(p, written="") for p in read.problems if p.rule == SECRET)
    return SubmissionRead(
        read.unit, read.period, answers=answers, problems=told, member=read.member
    )
