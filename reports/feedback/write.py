"""The workbook that goes back to a sender: its own with bad cells painted, or what stands for it.

Nobody else's figures and no secret ever travel in it, and its file appears whole or not at all.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kpi.files import write_whole
from kpi.plan.model import Plan
from kpi.records.books import Books
from kpi.records.problems import Problem
from kpi.records.reader_rules import READER_STOPPED, SECRET_WITH_NUMBER
from kpi.records.submission import Submission
from kpi.workbooks.refusals import NO_TABLE, REFUSALS
from reports.feedback.again import Again, form_again
from reports.feedback.blank import only_list
from reports.feedback.content import copied
from reports.feedback.letter import Letter, letter_of
from reports.feedback.own import Marked, marked

log = logging.getLogger(__name__)

# A file with one of these was not read by us either, and is not opened again.
NOT_OPENED = (frozenset(REFUSALS) - {NO_TABLE}) | {READER_STOPPED, SECRET_WITH_NUMBER}
MACROS = ".xlsm"


def write_feedback(  # noqa: PLR0913 - a submission's own parts
    target: Path,
    plan: Plan,
    *,
    unit: str,
    period: str,
    original: Path | None,
    problems: Sequence[Problem],
    outcome: str,
    counts: Submission | Books,
    received: datetime,
    shared: bool = False,
    again: Callable[[], Again] | None = None,
    told: Sequence[str] = (),
) -> Path:
    """Write the feedback of one submission to `target` and return its path, which ends in .xlsm
    where the sender's workbook has macros.

    `original` is the file as received (of an archive that holds one form, that form counts); one
    that is no .xlsx or .xlsm, that is not built as we know it, or that is `shared` with other units
    or periods, gives a new workbook with the same content: a form of ours from `again`, else a copy
    of its cells, else the list alone.
    `told` are sentences on what was decided about the unit's figures since.
    `received` is UTC without zone. `unit` and `period` may be unknown (empty). Raises OSError if
    the file, or that of the other kind, cannot be replaced.
    """
    letter = letter_of(
        plan, unit=unit, period=period, problems=problems, outcome=outcome, counts=counts,
        received=received, told=told,
    )  # fmt: skip
    opened = original if not any(p.rule in NOT_OPENED for p in problems) else None
    done = own_marked(opened, letter, received) if opened is not None and not shared else None
    if done is None and opened is not None:
        rejected = any(p.severity == "file" for p in problems)
        form = (
            None if rejected or again is None else form_again(plan, unit, period, again(), problems)
        )
        done = as_form(form, letter, received) if form is not None else None
        if done is None and not shared:
            done = _as_copy(opened, letter, received)
    done = done or Marked(only_list(letter), has_macros=False)
    return put(target, done)


def own_marked(original: Path, letter: Letter, received: datetime) -> Marked | None:
    """The sender's own workbook with the letter in it; None if it cannot be marked."""
    try:
        data = original.read_bytes()
    except OSError as reason:
        log.warning("feedback without the sender's file: %s", type(reason).__name__)
        return None
    if not data.startswith(b"PK\3\4"):
        return None
    if original.suffix.lower() == ".zip":
        from kpi.reading.archives import only_workbook

        data = only_workbook(original) or data
    return marked(data, letter, letter.how["returned"], received)


def as_form(form: bytes, letter: Letter, received: datetime) -> Marked | None:
    """A form of ours in place of the sender's file, with the letter in it; None if it cannot be
    marked. The findings lead to the form's own cells: those of the sent file are others."""
    findings = tuple(replace(f, sheet="", cell="") for f in letter.findings)
    return marked(form, replace(letter, findings=findings), letter.how["form"], received)


def _as_copy(original: Path, letter: Letter, received: datetime) -> Marked | None:
    data = copied(original, letter.locale)
    return None if data is None else marked(data, letter, letter.how["listed"], received)


def put(target: Path, done: Marked) -> Path:
    """Puts a workbook in its place, and gives it: that of the other kind goes."""
    written = target.with_suffix(MACROS) if done.has_macros else target
    write_whole(written, done.data)
    for other in {target, target.with_suffix(MACROS)} - {written}:
        other.unlink(missing_ok=True)
    return written
