"""The workbook that a unit filled for several periods, given back once with all that is open.

One rule: it is the sender's own or none; a form of ours is always of one period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi.plan.model import Plan
from kpi.records.problems import Problem
from kpi.records.submission import Submission
from reports.feedback.letter import letter_of
from reports.feedback.write import NOT_OPENED, own_marked, put

_WORST_FIRST = ("rejected", "accepted_in_part", "accepted_with_warnings", "accepted")


@dataclass(frozen=True, slots=True)
class Counts:
    """The books of several submissions, added up."""

    cells_in: int
    loaded: int
    superseded: int
    unchanged: int
    held: int

    @classmethod
    def of(cls, submissions: Sequence[Submission]) -> Counts:
        names = cls.__dataclass_fields__
        return cls(**{name: sum(getattr(s, name) for s in submissions) for name in names})


def write_together(
    target: Path,
    plan: Plan,
    submissions: Sequence[Submission],
    original: Path | None,
    problems: Sequence[Problem],
) -> Path | None:
    """Write the feedback of one file's submissions, all of one unit, to `target` and return its
    path, as `write_feedback` does; None if the sender's workbook cannot be marked."""
    if original is None or any(p.rule in NOT_OPENED for p in problems):
        return None
    first = submissions[0]
    letter = letter_of(
        plan, unit=first.unit, period=first.period, problems=problems,
        outcome=min((s.outcome for s in submissions), key=_WORST_FIRST.index),
        counts=Counts.of(submissions), received=first.received_at,
        more_periods=[s.period for s in submissions[1:]],
    )  # fmt: skip
    done = own_marked(original, letter, first.received_at)
    return None if done is None else put(target, done)
