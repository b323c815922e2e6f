"""The workbook that goes back to a sender: its own with bad cells painted, or a list.

Nobody else's figures and no secret ever travel in it, and its file appears whole or not at all.
"""

from __future__ import annotations

import logging
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kpi.intake.csv_text import read_csv
from kpi.intake.grid import Refused, Sheet
from kpi.plan.model import Plan
from kpi.problems import Problem
from kpi.words import say
from reports.feedback import rounds
from reports.feedback.cells import comment, paint, put_text, real_cell, sheet_of
from reports.feedback.letter import SEVERITIES, BookCounts, Finding, Letter, letter_of
from reports.feedback.list_sheet import Place, write_list
from reports.feedback.places import places_of

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

log = logging.getLogger(__name__)

# A file with one of these was not read by us either, and is not opened again.
NOT_OPENED = frozenset(
    (
        "unreadable_file", "empty_file", "unsafe_file", "password_protected", "unsupported_type",
        "too_large", "reader_stopped", "secret_with_number",
    )
)  # fmt: skip
MOST_CSV_CELLS = 200_000


def write_feedback(  # noqa: PLR0913 - a submission's own parts
    target: Path,
    plan: Plan,
    *,
    unit: str,
    period: str,
    original: Path | None,
    problems: Sequence[Problem],
    outcome: str,
    counts: BookCounts,
    received: datetime,
) -> Path:
    """Write the feedback of one submission to `target` and return it.

    `original` is the file as received (.xlsx, .xlsm or .csv; anything else, and None, gives a
    list only); `received` is UTC without zone. `unit` and `period` may be unknown (empty).
    """
    letter = letter_of(
        plan, unit=unit, period=period, problems=problems, outcome=outcome, counts=counts,
        received=received,
    )  # fmt: skip
    opened = original if not any(p.rule in NOT_OPENED for p in problems) else None
    book = _returned(opened, letter) or _listed(opened, letter)
    target.parent.mkdir(parents=True, exist_ok=True)
    being_written = target.with_name(f".{target.name}.part")
    book.save(being_written)
    being_written.replace(target)
    return target


def _returned(original: Path | None, letter: Letter) -> Workbook | None:
    """The sender's own workbook, painted; None if it is none that can be opened."""
    book = _open(original)
    if book is None or not book.worksheets:
        return None
    rounds.undo_last_round(book)
    if not book.worksheets:
        return None
    known = places_of(book, letter.locale)
    places = [known.of(book, finding) for finding in letter.findings]
    records = _mark(book, letter, places)
    sheet = write_list(book, letter, places, returned=True)
    rounds.remember(sheet, records)
    for other in book.worksheets:
        other.sheet_view.tabSelected = False
    book.active = 0
    return book


def _open(original: Path | None) -> Workbook | None:
    from openpyxl import load_workbook

    if original is None or not original.is_file() or not zipfile.is_zipfile(original):
        return None
    try:
        with original.open("rb") as file:  # as a stream: an archived file may have no suffix
            return load_workbook(file, rich_text=True)
    except Exception as reason:  # noqa: BLE001 - openpyxl fails in many ways; the list remains
        log.info("feedback without the sender's workbook: %s", reason)
        return None


def _mark(book: Workbook, letter: Letter, places: Sequence[Place]) -> list[dict[str, object]]:
    """Paint and comment each cell once, with the worst of its findings first."""
    by_place: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding, place in zip(letter.findings, places, strict=True):
        if place:
            by_place[place].append(finding)
    records: list[dict[str, object]] = []
    marked: set[tuple[str, str]] = set()
    for (title, address), findings in by_place.items():
        sheet = sheet_of(book, title)
        if sheet is None:
            continue
        cell = real_cell(sheet, address)
        if (title, cell.coordinate) in marked:
            continue
        marked.add((title, cell.coordinate))
        records.append(rounds.record_of(cell))
        comment(cell, _comment_text(findings, letter.locale), say("feedback.author", letter.locale))
        paint(cell, min((f.severity for f in findings), key=SEVERITIES.index))
    return records


def _comment_text(findings: Sequence[Finding], locale: str) -> str:
    texts = [
        say(
            "feedback.comment",
            locale,
            severity=say(f"feedback.severity.{f.severity}", locale),
            message=f.message,
        )
        for f in findings[:3]
    ]
    if rest := len(findings) - 3:
        name = say("feedback.sheet", locale)
        texts += [say("feedback.more", locale, count=rest, sheet=name)] if rest > 0 else []
    return "\n\n".join(texts)


def _listed(original: Path | None, letter: Letter) -> Workbook:
    """A new workbook with the list and, of a CSV, its content painted at the same addresses."""
    from openpyxl import Workbook

    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    content = _csv_content(original)
    places: list[Place] = [None] * len(letter.findings)
    if content is not None:
        title = say("feedback.content_sheet", letter.locale)
        _write_content(book, title, content)
        places = [(title, f.cell) if f.cell and not f.sheet else None for f in letter.findings]
        _mark(book, letter, places)
    write_list(book, letter, places, returned=False)
    book.active = 0
    return book


def _csv_content(original: Path | None) -> Sheet | None:
    if original is None or not original.is_file() or zipfile.is_zipfile(original):
        return None
    try:
        sheet = read_csv(original).sheets[0]
    except (Refused, OSError):
        return None
    cells = sum(len(row) for row in sheet.rows.values())
    return sheet if cells <= MOST_CSV_CELLS else None


def _write_content(book: Workbook, title: str, content: Sheet) -> None:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    longest: dict[int, int] = defaultdict(int)
    for number, row in content.rows.items():
        for column, cell in row.items():
            put_text(sheet.cell(number, column), cell.text)
            longest[column] = max(longest[column], len(cell.text))
    for column, length in longest.items():
        sheet.column_dimensions[get_column_letter(column)].width = min(60, length + 3)
