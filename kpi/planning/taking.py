"""The plan's workbook as it came back: which sheet is which, and what its rows say.

One rule: a row is never passed over in silence; what cannot be taken is told by its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from kpi.plan.findings import Term
from kpi.plan.likely import fold, without_marks
from kpi.planning.finding import Head, bare, head_in
from kpi.planning.layout import INDICATOR, NAME, SHEETS, SheetKey, columns_of, heads_of
from kpi.planning.leaves import BASELINE, BASELINE_YEAR, Flat, Path
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
    """What one row says; `heading` is the last heading above it (a field's name), if any; `blank`
    are the cells under heads that say nothing."""

    facts: Flat
    spots: dict[Path, Spot]
    spot: Spot
    heading: str = ""
    blank: Mapping[Path, Spot] = field(default_factory=dict)


@dataclass(slots=True)
class Taken:
    """What a workbook says. `spoken` are the facts that each sheet has a column for; `whole`: it
    is the plan, so that what it lacks is gone; else it is a list that adds and changes. `names` are
    the sheets' own, `heads` those of the facts as they are written."""

    rows: dict[SheetKey, list[TakenRow]] = field(default_factory=dict)
    names: dict[SheetKey, str] = field(default_factory=dict)
    heads: dict[SheetKey, dict[Path, str]] = field(default_factory=dict)
    spoken: dict[SheetKey, frozenset[Path]] = field(default_factory=dict)
    unread: list[Spot] = field(default_factory=list)
    problems: list[BookProblem] = field(default_factory=list)
    whole: bool = False


@dataclass(frozen=True, slots=True)
class SheetName(Term):
    """What a sheet of the plan's workbook is called."""

    def said(self, locale: str) -> str:
        return say(f"plan_book.sheets.{self.key}", locale)


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
    if known.keys() - {"indicators"}:
        found.problems += _sheets_lost(book, known)
    elif not known:
        known = _list_in(book)
    if not known:
        found.problems.append(BookProblem("no_table", Spot()))
    read = {sheet.name for sheet in known.values()}
    others = [s for s in book.sheets if s.rows and not s.hidden and s.name not in read]
    found.unread += [Spot(sheet.name) for sheet in others if known]
    for key in SHEETS:
        if key in known:
            _Reading(found, key, known[key], book.since_1904).take()
    return found


def _sheet_key(name: str) -> SheetKey | None:
    for key in SHEETS:
        if fold(name) in {fold(say(f"plan_book.sheets.{key}", locale)) for locale in LOCALES}:
            return key
    return None


def _sheets_lost(book: Workbook, known: Mapping[SheetKey, Sheet]) -> Iterator[BookProblem]:
    """Sheets of the plan's workbook that are there under another name, or that it cannot do
    without; else what was typed in them would be passed over."""
    others = [s for s in book.sheets if _sheet_key(s.name) is None]
    for key in SHEETS:
        if key in known:
            continue
        name = SheetName(key)
        likely = next((s for s in others if _looks_like(key, s)), None)
        if likely is not None:
            others.remove(likely)
            yield BookProblem("sheet_renamed", Spot(likely.name, "A1"), {"sheet": name})
        elif key in WHOLE:
            yield BookProblem("sheet_missing", Spot(), {"sheet": name})


def _looks_like(key: SheetKey, sheet: Sheet) -> bool:
    """Whether a sheet has nearly all the heads of one of the plan's."""
    if key == "settings":
        named = {
            bare(h) for locale in LOCALES for c in columns_of(key) for h in heads_of(c, locale)
        }
        firsts = {bare(as_written(c)) for row in sheet.rows.values() for c in row.values()}
        return len(firsts & named) > len(columns_of(key)) / 2
    head = head_in(key, sheet)
    found = {c.path for c in head.columns.values()} if head else set()
    wanted = {c.path for c in columns_of(key)}
    return len(found & wanted) > 0.7 * len(wanted)


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
        self.found.names[self.key] = self.sheet.name
        self.found.heads[self.key] = {c.path: head.texts[at] for at, c in head.columns.items()}
        self.found.unread += self._unread(head)
        self.found.rows[self.key] = list(self._rows(head))

    def _unread(self, head: Head) -> Iterator[Spot]:
        numbers = {bare(n) for lo in LOCALES for n in say("plan_book.number", lo).split(";")}
        taken = {bare(head.texts[at]): at for at in head.columns}
        for at in head.others:
            text = head.texts[at]
            spot = Spot(self.sheet.name, place(head.row, at), text)
            if bare(text) in taken and bare(text):
                first = place(head.row, taken[bare(text)])
                self.found.problems.append(BookProblem("head_twice", spot, {"first": first}))
            elif bare(text) not in numbers:
                yield spot

    def _rows(self, head: Head) -> Iterator[TakenRow]:
        heading = ""
        for number, row in self.sheet.rows.items():
            if number <= head.last or _is_numbering(number, head, row):
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
            made.blank = {
                column.path: Spot(self.sheet.name, place(number, at))
                for at, column in head.columns.items()
                if column.path not in made.spots
            }
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
        if head.baseline_year and BASELINE in made.spots:
            made.facts.setdefault(BASELINE_YEAR, head.baseline_year)
            made.spots.setdefault(BASELINE_YEAR, made.spots[BASELINE])
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
                value = self._row(number, {at + 1: texts[at + 1]}, Head(0, {at + 1: column}))
                made.facts |= value.facts
                made.spots |= value.spots
        self.found.spoken["settings"] = frozenset(spoken)
        self.found.rows["settings"] = [made]


def _blank(cell: Cell) -> bool:
    return cell.kind == "text" and not cell.text.strip()


def _is_numbering(number: int, head: Head, row: Row) -> bool:
    """A row of column numbers, (1) (2) (3), right under the head."""
    texts = [as_written(cell).strip() for cell in row.values() if not _blank(cell)]
    under = number == head.last + 1 and len(texts) > 2
    return under and all(_COLUMN_NUMBER.fullmatch(text) for text in texts)


def _is_end(row: Row) -> bool:
    """The line below a table, behind which people sign."""
    ends = tuple(without_marks(say("plan_book.end", locale)) for locale in LOCALES)
    texts = [without_marks(cell.text) for cell in row.values() if cell.kind == "text"]
    return any(text.startswith(ends) for text in texts)
