"""The workbook that a unit filled for several periods, given back once with all that is open.

One rule: it goes back in one piece: the sender's own, else a form of ours with the same sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi.plan.model import Plan
from kpi.records.books import Books
from kpi.records.problems import Problem
from kpi.records.submission import Submission
from reports.feedback.again import Again, SentPart, forms_again
from reports.feedback.letter import letter_of
from reports.feedback.write import NOT_OPENED, as_form, own_marked, put

_WORST_FIRST = ("rejected", "accepted_in_part", "accepted_with_warnings", "accepted")


@dataclass(frozen=True, slots=True)
class Returned:
    """One of the submissions of a workbook: what is open of it, and what a form of ours would show
    (None: there is no such form)."""

    submission: Submission
    problems: Sequence[Problem]
    again: Callable[[], Again] | None = None


def write_together(
    target: Path,
    plan: Plan,
    parts: Sequence[Returned],
    original: Path | None,
    *,
    told: Sequence[str] = (),
) -> Path | None:
    """Write the feedback of one file's submissions, all of one unit, to `target` and return its
    path, as `write_feedback` does; a file that cannot be marked gives a form of ours with a sheet
    for each period. None if neither can be."""
    problems = [problem for part in parts for problem in part.problems]
    if original is None or any(p.rule in NOT_OPENED for p in problems):
        return None
    submissions = [part.submission for part in parts]
    first = submissions[0]
    letter = letter_of(
        plan, unit=first.unit, period=first.period, problems=problems,
        outcome=min((s.outcome for s in submissions), key=_WORST_FIRST.index),
        counts=Books.of(submissions), received=first.received_at,
        more_periods=[s.period for s in submissions[1:]], told=told,
    )  # fmt: skip
    done = own_marked(original, letter, first.received_at)
    if done is None and (form := _form(plan, parts)) is not None:
        done = as_form(form, letter, first.received_at)
    return None if done is None else put(target, done)


def _form(plan: Plan, parts: Sequence[Returned]) -> bytes | None:
    """A form of ours with what was sent; none where a part was refused or has none."""
    sent = []
    for part in parts:
        if part.again is None or any(p.severity == "file" for p in part.problems):
            return None
        sent.append(SentPart(part.submission.period, part.again(), part.problems))
    return forms_again(plan, parts[0].submission.unit, sent)
