"""Paint and comments in a sender's cells, and how they are taken off again.

What was painted is remembered in hidden cells of the sheet `Cần sửa`: sheet, cell, the fill
before the paint. Every program keeps these; numbers of styles they give anew. It comes back from
outside, so each record is checked before use, and only cells that wear our paint change.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from kpi.words import LOCALES, say
from kpi.workbooks.grid import place
from kpi.workbooks.marks import has_marks
from reports.feedback.addresses import split
from reports.feedback.book import Book, Listed
from reports.feedback.letter import SEVERITIES, Finding, Letter
from reports.feedback.list_sheet import HEADER_ROW, RECORD_COLUMN, Place
from reports.feedback.looks import INPUT_FILL, PAINT, with_looks
from reports.feedback.notes import Notes, Said
from reports.feedback.package import Package
from reports.feedback.relations import Relations
from reports.feedback.sheet import SheetPart
from reports.feedback.styles import PART as STYLES
from reports.feedback.styles import Styles, checked_fill, solid
from reports.feedback.texts import Texts
from reports.feedback.unmarked import take_off_marks
from reports.printable import printable

MOST_RECORDS = 5_000
SHOWN = 3  # findings in a comment; more are named by their number
LONGEST_FINDING = 900
_COMMENT_KINDS = ("comments", "threadedComment")


class Marks:
    """The marks in one workbook: its sheets are parsed when first needed."""

    def __init__(self, package: Package, book: Book, texts: Texts) -> None:
        self.package, self.book, self.texts = package, book, texts
        given = package.read(STYLES) if STYLES in package else None
        self.had_styles = given is not None
        data, self.looks = with_looks(given, book.ns)
        if data != given:
            package.put(STYLES, data)
        self._sheets: dict[str, SheetPart] = {}
        self._notes: dict[str, Notes] = {}

    @cached_property
    def styles(self) -> Styles:
        """Parsed when a cell is painted, or had been."""
        return Styles(self.package.read(STYLES), self.book.ns)

    def sheet(self, listed: Listed) -> SheetPart:
        found = self._sheets.get(listed.part)
        if found is None:
            found = self._sheets[listed.part] = SheetPart(self.package, listed.part)
        return found

    def notes(self, listed: Listed) -> Notes:
        found = self._notes.get(listed.part)
        if found is None:
            sheet = self.sheet(listed)
            found = Notes(self.package, sheet, self.book.types, self.book.kinds)
            self._notes[listed.part] = found
        return found

    def undo(self) -> None:
        """Takes off what an earlier round put on, and its sheet."""
        names = {_folded(say("feedback.sheet", locale)) for locale in LOCALES}
        remembered: dict[tuple[str, str], list[Any]] = {}
        for listed in [s for s in self.book.sheets if _folded(s.title) in names]:
            if listed.part:
                remembered |= self._records(SheetPart(self.package, listed.part))
            self.book.remove(listed)
        ours = self._without_our_comments()
        for listed in self.book.sheets:
            if not listed.part:
                continue
            before = {
                cell: fill for (title, cell), fill in remembered.items() if title == listed.title
            }
            for address in dict.fromkeys((*before, *ours.get(listed.part, ()))):
                self._unpaint(listed, address, before.get(address))

    def paint(self, letter: Letter, places: Sequence[Place], moment: datetime) -> list[str]:
        """Paints and comments each cell once, with the worst of its findings first; gives the
        records of what was there before."""
        records = []
        for (title, address), findings in _by_place(letter.findings, places).items():
            listed = self.book.sheet(title)
            at = split(address)
            if listed is None or at is None:
                continue
            sheet = self.sheet(listed)
            cell = sheet.cell(*at, make=True)
            marked = any(has_marks(f.written) for f in findings)
            cleared = marked and take_off_marks(sheet, cell, self.styles, self.texts)
            style = sheet.style(cell)
            record = {"sheet": title, "cell": address, "fill": self.styles.fill_of(style)}
            records.append(json.dumps(record, ensure_ascii=False, separators=(",", ":")))
            worst = min((f.severity for f in findings), key=SEVERITIES.index)
            sheet.set_style(cell, self.styles.painted(style, PAINT[worst]))
            said = _said(findings, letter.locale, cleared=cleared)
            self.notes(listed).add(*at, address, said, moment)
        return records[:MOST_RECORDS]

    def save(self) -> None:
        for notes in self._notes.values():
            notes.save()
        for sheet in self._sheets.values():
            sheet.save()
        if "styles" in vars(self) and self.styles.changed:
            self.package.put(STYLES, self.styles.data())

    def _without_our_comments(self) -> dict[str, list[str]]:
        """Removes comments of ours from every sheet; the cells that had one, by sheet part."""
        found = {}
        for listed in self.book.sheets:
            if not listed.part or not self._has_comments(listed):
                continue
            notes = self.notes(listed)
            found[listed.part] = [place(*at) for at in notes.ours()]
            notes.remove_ours()
        return found

    def _has_comments(self, listed: Listed) -> bool:
        relations = Relations(self.package, listed.part)
        return any(relations.of_kind(kind) for kind in _COMMENT_KINDS)

    def _unpaint(self, listed: Listed, address: str, fill: list[Any] | None) -> None:
        """A cell's own fill again, if it still wears our paint; unknown, that of such a cell."""
        at = split(address)
        sheet = self.sheet(listed)
        cell = sheet.cell(*at) if at is not None else None
        if cell is None:
            return
        style = sheet.style(cell)
        if self.styles.colour_of(style) not in PAINT.values():
            return
        if fill is None:
            fill = solid(INPUT_FILL) if self.styles.is_unlocked(style) else []
        sheet.set_style(cell, self.styles.filled(style, fill))

    def _records(self, sheet: SheetPart) -> dict[tuple[str, str], list[Any]]:
        found = {}
        for number in range(HEADER_ROW + 1, HEADER_ROW + 1 + MOST_RECORDS):
            cell = sheet.cell(number, split(f"{RECORD_COLUMN}1")[1])  # type: ignore[index]  # a constant
            said = self.texts.of(cell) if cell is not None else ""
            if not said:
                break
            record = _record(said)
            if record is not None:
                found[record[0], record[1]] = record[2]
        return found


def _record(said: str) -> tuple[str, str, list[Any]] | None:
    try:
        given = json.loads(said)
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict):
        return None
    sheet, cell, fill = given.get("sheet"), given.get("cell"), checked_fill(given.get("fill"))
    if not isinstance(sheet, str) or not isinstance(cell, str) or split(cell) is None:
        return None
    return None if fill is None else (sheet, cell, fill)


def _by_place(
    findings: Sequence[Finding], places: Sequence[Place]
) -> dict[tuple[str, str], list[Finding]]:
    found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding, where in zip(findings, places, strict=True):
        if where:
            found[where].append(finding)
    return found


def _said(findings: Sequence[Finding], locale: str, *, cleared: bool) -> Said:
    paragraphs = []
    for finding in findings[:SHOWN]:
        message = printable(finding.message)
        if len(message) > LONGEST_FINDING:
            message = message[: LONGEST_FINDING - 1] + "…"
        severity = say(f"feedback.severity.{finding.severity}", locale)
        whole = say("feedback.comment", locale, severity=severity, message=message)
        paragraphs.append((whole.removesuffix(message), message))
    if (rest := len(findings) - SHOWN) > 0:
        name = say("feedback.sheet", locale)
        paragraphs.append(("", say("feedback.more", locale, count=rest, sheet=name)))
    if cleared:
        paragraphs.append(("", say("feedback.unmarked", locale)))
    return Said(tuple(paragraphs))


def _folded(title: str) -> str:
    return unicodedata.normalize("NFC", title).strip().casefold()
