"""What the tests of feedback give in: counts, a moment, and one call that writes and checks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from kpi.checks.rules import SEVERITIES
from kpi.records.books import Books
from kpi.records.problems import Problem
from reports.feedback import write_feedback
from tests.feedback.strict import check

RECEIVED = datetime(2024, 6, 17, 8, 5)
BOOKS = Books(cells_in=6, loaded=2, superseded=1, unchanged=2, held=1)


def at(cell: str, message: str = "Đề nghị ghi lại.", sheet: str = "Bảng", **more: str) -> Problem:
    """A finding at a cell of the sheet `Bảng`."""
    rule = more.pop("rule", "approximate")
    severity = SEVERITIES[rule]
    return Problem(rule, message, sheet=sheet, cell=cell, severity=severity, **more)


def returned(original: Path, *problems: Problem, **more: Any) -> Path:
    """The feedback on a file, strictly checked; it lies beside it."""
    from forms_plans import HU, PLAN

    given: dict[str, Any] = {
        "unit": HU, "period": "2024-06", "outcome": "accepted_in_part", "counts": BOOKS,
        "received": RECEIVED,
    }  # fmt: skip
    target = original.parent / "out" / "2024-06_HU-VL_can-sua.xlsx"
    found = write_feedback(target, PLAN, original=original, problems=problems, **{**given, **more})
    check(found)
    return found


Returned = Callable[..., Path]
