"""The plan's workbook as it came back: which sheet is which, and what its rows say.

One rule: a row is never passed over in silence; what cannot be taken is told by its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from kpi.plan.likely import fold, without_marks
from kpi.planning.finding import Head, bare, head_in
from kpi.planning.layout import INDICATOR, NAME, SHEETS, SheetKey, columns_of, heads_of
from kpi.planning.leaves import Flat, Path
from kpi.planning.problems import BookProblem, Spot
from kpi.planning.understanding import Unclear, understood
from kpi.words import LOCALES, say
from kpi.workbooks.grid import Cell, Refused, Row, Sheet, Workbook, place
from kpi.workbooks.guard import look_at
from kpi.workbooks.refusals import UNSUPPORTED_TYPE
from kpi.workbooks.written import as_written

KEYS: Mapping[SheetKey, Path] = {
    "indicators": ("id",), "units": ("id",), "fields": ("id",), "rules": ("check",),
    "owners": NAME, "details": INDICATOR, "revisions": INDICATOR, "unit_targets": INDICATOR,
}  # fmt: skip
WHOLE: frozenset[SheetKey] = frozenset(("indicators", "units", "fields"))
_COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?")


@dataclass(slots=True)
class TakenRow:
    """What one row says; `heading` is the last heading above it (a field's name), if any."""

    facts: Flat
    spots: dict[Path, Spot]
    spot: Spot
    heading: str = ""


@dataclass(slots=True)
class Taken:
    """What a workbook says. `spoken` are the facts that each sheet has a column for; `whole`: it
    is the plan, so that what it lacks is gone; else it is a list that adds and changes."""

    rows: dict[SheetKey, list[TakenRow]] = field(default_factory=dict)
    spoken: dict[SheetKey, frozenset[Path]] = field(default_factory=dict)
    unread: list[Spot] = field(default_factory=list)
    problems: list[BookProblem] = field(default_factory=list)
    whole: bool = False


def opened(path: FilePath) -> Workbook:
    """The workbook of a file from outside; raises Refused, and OSError."""
    kind, package = look_at(path, path.name)
    if kind == "xls":
        from kpi.workbooks.xls.reader import read_xls

        return read_xls(path)
    if kind == "ods":
        from kpi.workbooks.ods.reader import read_ods

        return read_ods(path)
    if kind == "xlsx":
        from kpi.workbooks.xlsx.reader import read_xlsx

        return read_xlsx(path, package)
    raise Refused(UNSUPPORTED_TYPE, "unsupported_type", type=path.suffix or "?")


def taken(book: Workbook) -> Taken:
    """What the workbook says; without any table of a plan a problem says so."""
    found = Taken()
    known = {key: sheet for sheet in book.sheets if (key := _sheet_key(sheet.name))}
    found.whole = known.keys() >= WHOLE
    if not known.keys() & {"indicators"}:
        known = {**known, **_list_in(book)}
    if "indicators" not in known and not known:
        found.problems.append(BookProblem("no_table", Spot()))
    for key in SHEETS:
        if key in known:
            _Reading(found, key, known[key], book.since_1904).take()
    return found


def _sheet_key(name: str) -> SheetKey | None:
    for key in SHEETS:
        if fold(name) in {fold(say(f"plan_book.sheets.{key}", locale)) for locale in LOCALES}:
            return key
    return None


def _list_in(book: Workbook) -> dict[SheetKey, Sheet]:
    """The visible sheet that looks most like a list of indicators."""
    best: dict[SheetKey, Sheet] = {}
    most = 0
    for sheet in book.sheets:
        head = None if sheet.hidden else head_in("indicators", sheet)
        paths = {column.path for column in head.columns.values()} if head else set()
        if NAME in paths and len(paths) > most:
            best, most = {"indicators": sheet}, len(paths)
    return best


@dataclass(slots=True)
class _Reading:
    """One sheet being read."""

    found: Taken
    key: SheetKey
    sheet: Sheet
    since_1904: bool

    def take(self) -> None:
        if self.key == "settings":
            self._settings()
            return
        head = head_in(self.key, self.sheet)
        if head is None:
            if self.sheet.rows:
                self.found.problems.append(BookProblem("no_head", Spot(self.sheet.name, "A1")))
            return
        spoken = (c.path for c in head.columns.values() if not c.shown_only)
        self.found.spoken[self.key] = frozenset(spoken)
        self.found.unread += self._unread(head)
        self.found.rows[self.key] = list(self._rows(head))

    def _unread(self, head: Head) -> Iterator[Spot]:
        numbers = {bare(n) for lo in LOCALES for n in say("plan_book.number", lo).split(";")}
        for at in head.others:
            text = as_written(self.sheet.rows[head.row][at])
            if bare(text) not in numbers:
                yield Spot(self.sheet.name, place(head.row, at), text)

    def _rows(self, head: Head) -> Iterator[TakenRow]:
        heading = ""
        for number, row in self.sheet.rows.items():
            if number <= head.row or _is_numbering(number, head, row):
                continue
            if _is_end(row):
                return
            filled = {at: row[at] for at in head.columns if at in row and not _blank(row[at])}
            if not filled:
                continue
            made = self._row(number, filled, head)
            if self.key == "indicators" and made.spots.keys() == {NAME}:
                heading = str(made.facts.get(NAME, ""))
            made.heading = heading
            yield made

    def _row(self, number: int, filled: Mapping[int, Cell], head: Head) -> TakenRow:
        first = next(iter(filled))
        made = TakenRow({}, {}, self._spot(number, first, filled[first]))
        for at, cell in filled.items():
            column = head.columns[at]
            if column.shown_only:
                continue
            spot = made.spots[column.path] = self._spot(number, at, cell)
            try:
                value = understood(column.kind, column.key, cell, since_1904=self.since_1904)
            except Unclear as unclear:
                self.found.problems.append(BookProblem(unclear.rule, spot, unclear.values))
            else:
                made.facts[column.path] = value
        return made

    def _spot(self, row: int, column: int, cell: Cell) -> Spot:
        return Spot(self.sheet.name, place(row, column), as_written(cell, self.since_1904))

    def _settings(self) -> None:
        """Of this sheet a row is a fact: its name, and its value in the column beside."""
        columns = columns_of("settings")
        named = {bare(h): c for locale in LOCALES for c in columns for h in heads_of(c, locale)}
        made = TakenRow({}, {}, Spot(self.sheet.name, "A1"))
        spoken = set()
        for number, row in self.sheet.rows.items():
            texts = {at: cell for at, cell in row.items() if not _blank(cell)}
            at = next((at for at, cell in texts.items() if bare(as_written(cell)) in named), None)
            if at is None:
                continue
            column = named[bare(as_written(texts[at]))]
            spoken.add(column.path)
            made.spots[column.path] = Spot(self.sheet.name, place(number, at + 1))
            if at + 1 in texts:
                value = self._row(number, {at + 1: texts[at + 1]}, Head(0, {at + 1: column}, ()))
                made.facts |= value.facts
                made.spots |= value.spots
        self.found.spoken["settings"] = frozenset(spoken)
        self.found.rows["settings"] = [made]


def _blank(cell: Cell) -> bool:
    return cell.kind == "text" and not cell.text.strip()


def _is_numbering(number: int, head: Head, row: Row) -> bool:
    """A row of column numbers, (1) (2) (3), right under the head."""
    texts = [as_written(cell).strip() for cell in row.values() if not _blank(cell)]
    under = number == head.row + 1 and len(texts) > 2
    return under and all(_COLUMN_NUMBER.fullmatch(text) for text in texts)


def _is_end(row: Row) -> bool:
    """The line below a table, behind which people sign."""
    ends = tuple(without_marks(say("plan_book.end", locale)) for locale in LOCALES)
    texts = [without_marks(cell.text) for cell in row.values() if cell.kind == "text"]
    return any(text.startswith(ends) for text in texts)
