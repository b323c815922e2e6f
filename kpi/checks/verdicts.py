"""What becomes of each submission: its outcome, what it counts, what is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from kpi.checks.findings import Findings
from kpi.checks.messages import Messages
from kpi.checks.repeats import Repeated
from kpi.plan.model import Plan
from kpi.records.answers import Answer, FileRead, SubmissionRead
from kpi.records.arrival import Arrival
from kpi.records.problems import Problem
from kpi.records.reader_rules import SECRET_WITH_NUMBER
from kpi.records.submission import Outcome, Submission, identity_of


@dataclass(frozen=True, slots=True)
class Checked:
    """A batch after the checks, in the order of the arrivals.

    `answers` has the taken answers only: `sub` and the columns of ANSWER_SCHEMA, `questioned`.
    `secrets` are the contents that may not be kept, each with what is left of its reading.
    """

    plan: Plan
    arrivals: tuple[Arrival, ...]
    submissions: tuple[Submission, ...]
    answers: pl.DataFrame
    secrets: tuple[tuple[str, FileRead], ...] = ()


def judged(
    submission: Submission, findings: Findings, rows: Sequence[int], *, late: bool
) -> Submission:
    """The verdict on a submission that was read; `rows` are its answers."""
    rejected = findings.rejects(submission.sub)
    held = len(rows) if rejected else sum(row in findings.held for row in rows)
    problems = tuple(findings.problems.get(submission.sub, ()))
    return replace(
        submission,
        read=_kept(submission.read, words=not rejected),
        outcome=_outcome(submission, problems, len(rows), held, rejected=rejected),
        cells_in=len(rows),
        held=held,
        late=late,
        problems=problems,
    )


def _kept(read: SubmissionRead, *, words: bool) -> SubmissionRead:
    """What a verdict keeps of a reading."""
    identity = identity_of(read)
    return replace(identity, words=read.words, notes=read.notes) if words else identity


def _outcome(
    submission: Submission,
    problems: Sequence[Problem],
    cells_in: int,
    held: int,
    *,
    rejected: bool,
) -> Outcome:
    if submission.read.attachment and not rejected:
        return "attachment"
    if rejected or (held and held == cells_in):
        return "rejected"
    if held or any(p.severity == "cell" for p in problems):
        return "accepted_in_part"
    if any(p.severity == "warning" and not p.answered for p in problems):
        return "accepted_with_warnings"
    return "accepted"


def repeated(arrival: Arrival, parts: Sequence[Repeated], words: Messages) -> list[Submission]:
    """The rows of a duplicate: those of the file that it repeats, all unchanged."""
    rows = [
        Submission(
            arrival,
            SubmissionRead(unit, period, member=member),
            outcome="duplicate",
            cells_in=cells_in,
        )
        for unit, period, cells_in, member in parts or [("", "", 0, "")]
    ]
    if arrival.sidecar_problem:
        rows[0] = replace(rows[0], problems=(words.sidecar(arrival),))
    return rows


def without_secrets(submissions: Sequence[Submission], words: Messages) -> list[Submission]:
    """Of a file that held a secret figure every submission is refused, and nothing that was
    written in it stays: only that there was such a cell, and where."""
    stained = {
        s.arrival for s in submissions if any(p.rule == SECRET_WITH_NUMBER for p in s.problems)
    }
    return [_emptied(s, words) if s.arrival in stained else s for s in submissions]


def _emptied(submission: Submission, words: Messages) -> Submission:
    own = [p for p in submission.problems if p.rule == SECRET_WITH_NUMBER]
    told = tuple(replace(p, written="", answered="") for p in own)
    return replace(
        submission,
        outcome="rejected",
        held=submission.cells_in,
        secret=True,
        problems=told or (words.of_file(SECRET_WITH_NUMBER, submission),),
        read=_kept(submission.read, words=False),
    )


def scrubbed(reading: FileRead) -> FileRead:
    """Of a reading with a secret figure: which units, periods and indicators it spoke of."""
    return FileRead(tuple(_scrubbed(s) for s in reading.submissions))


def _scrubbed(read: SubmissionRead) -> SubmissionRead:
    answers = tuple(
        Answer(a.indicator, "withheld", sheet=a.sheet, cell=a.cell, held_by=SECRET_WITH_NUMBER)
        for a in read.answers
    )
    told = tuple(replace(p, written="") for p in read.problems if p.rule == SECRET_WITH_NUMBER)
    return SubmissionRead(
        read.unit,
        read.period,
        answers=answers,
        problems=told,
        member=read.member,
        attachment=read.attachment,
    )
