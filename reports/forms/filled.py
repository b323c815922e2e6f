"""Whether a form that lies in the forms' folder has been filled in: such a one is not replaced.

What cannot be read for certain counts as filled: better an old blank form than lost figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kpi.plan.model import Plan
from kpi.reading.one_file import open_book, read_one
from kpi.records.answers import Seen, SubmissionRead
from kpi.records.problems import Problem
from kpi.workbooks.grid import Refused, Sheet, column_letters
from kpi.workbooks.guard import type_of

INPUTS = ("value", "numerator", "denominator", "explanation", "note", "evidence")


def holds_answers(path: Path, plan: Plan, now: datetime) -> bool:
    """Whether anything was entered into a form; `now` is UTC without zone."""
    read = read_one(path, path.name, now, plan)
    if _stops(read.problems) or not read.submissions or any(map(_says, read.submissions)):
        return True
    try:
        sheets = {s.name: s for s in open_book(path, type_of(path, path.name)).sheets}
    except (Refused, OSError):
        return True
    seen = [place for submission in read.submissions for place in submission.seen]
    return not seen or any(_is_filled(sheets.get(place.sheet), place) for place in seen)


def _says(read: SubmissionRead) -> bool:
    return bool(read.answers or _stops(read.problems) or read.words or read.notes)


def _stops(problems: Sequence[Problem]) -> bool:
    """Whether there is more than a remark: something was written that was not understood."""
    return any(p.severity != "warning" for p in problems)


def _is_filled(sheet: Sheet | None, place: Seen) -> bool:
    """Whether an input cell beside a code holds anything but a formula of the form's own."""
    if sheet is None:
        return True
    roles = {c.letters: c.role for c in place.columns}
    by_column = {number: roles.get(column_letters(number), "") for number in _columns(sheet)}
    inputs = [number for number, role in by_column.items() if role in INPUTS]
    codes = [number for number, role in by_column.items() if role == "code"]
    return any(
        any(number in cells and not cells[number].formula for number in inputs)
        for row, cells in sheet.rows.items()
        if row > place.row and any(code in cells for code in codes)
    )


def _columns(sheet: Sheet) -> set[int]:
    return {column for cells in sheet.rows.values() for column in cells}
