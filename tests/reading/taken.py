"""What was taken of a file that was read, in a few words for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from kpi.records.answers import Answer, FileRead, SubmissionRead

RECEIVED = datetime(2024, 6, 18, 3, tzinfo=UTC)


def one(read: FileRead) -> SubmissionRead:
    assert read.problems == ()
    assert len(read.submissions) == 1
    return read.submissions[0]


def figures(read: SubmissionRead) -> dict[str, Any]:
    return {a.indicator: _figure(a) for a in read.answers}


def _figure(answer: Answer) -> Any:
    if answer.held_by:
        return f"? {answer.held_by}"
    if answer.numerator is not None:
        return (answer.numerator, answer.denominator)
    return answer.done_on or answer.value if answer.state == "value" else answer.state


def rules(read: SubmissionRead) -> list[str]:
    return [p.rule for p in read.problems]
