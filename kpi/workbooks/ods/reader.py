"""Reads .ods (LibreOffice, Google Sheets) into the cells of every other reader."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple
from zlib import error as ZlibError

from lxml import etree

from kpi.workbooks import limits
from kpi.workbooks.formatted import fifteen_digits, number_cell, text_cell
from kpi.workbooks.grid import Cell, Comment, Format, Refused, Row, Sheet, Workbook, place
from kpi.workbooks.marks import Mark
from kpi.workbooks.number_formats import NumberFormat, Section
from kpi.workbooks.ods.formats import STYLE
from kpi.workbooks.ods.text import OFFICE, Look, Looks
from kpi.workbooks.package import Package
from kpi.workbooks.refusals import PASSWORD_PROTECTED, UNREADABLE_FILE, UNSAFE_FILE
from kpi.workbooks.secret_words import speaks_of_a_secret
from kpi.workbooks.source import Source
from kpi.workbooks.written import figure
from kpi.workbooks.xlsx.parts import column_number, parse_xml

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_EXTENDED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_ROW_GROUPS = {f"{_TABLE}{n}" for n in ("table-header-rows", "table-rows", "table-row-group")}
_COLUMN_GROUPS = {
    f"{_TABLE}{n}" for n in ("table-header-columns", "table-columns", "table-column-group")
}
_ADDRESS = re.compile(r"^\$?(?:'((?:[^']|'')+)'|([^'.]+))\.\$?([A-Z]{1,3})\$?(\d{1,7})(?::.*)?$")
_REFERENCE = re.compile(r"\[(?:\$?('(?:[^']|'')+'|[^\].']*))?\.([^\]:]+)(?::\.([^\]]+))?\]")
_ERRORS = re.compile(r"#[A-Z0-9/!?]+|Err:\d+")
_EXACT = 15  # letters of a number that cannot hold noise
_EPOCH = date(1899, 12, 30)


def read_ods(path: Source) -> Workbook:
    """The workbook of a file that the guard let in; raises Refused if it cannot be read."""
    try:
        package = Package(path)
        manifest, styles = "META-INF/manifest.xml", "styles.xml"
        listed = package.read(manifest) if manifest in package.members else b""
        if b"encryption-data" in listed:
            raise Refused(PASSWORD_PROTECTED, "password_protected")
        root = parse_xml(package.read("content.xml"))
        roots = [parse_xml(package.read(styles)), root] if styles in package.members else [root]
        return _Reading(root, Looks(roots)).workbook()
    except (zipfile.BadZipFile, ZlibError, EOFError, OSError, NotImplementedError, RuntimeError):
        raise Refused(UNREADABLE_FILE, "truncated") from None
    except (etree.XMLSyntaxError, KeyError, ValueError, OverflowError, LookupError, TypeError):
        raise Refused(UNREADABLE_FILE, "damaged") from None


class _Reading:
    def __init__(self, root: Any, looks: Looks) -> None:
        self.root, self.looks = root, looks
        self.room = limits.SHEET_CELLS  # filled cells of the whole book, repeated ones counted

    def workbook(self) -> Workbook:
        hidden = {
            style.get(f"{STYLE}name")
            for style in self.root.iter(f"{STYLE}style")
            for properties in style.iterfind(f"{STYLE}table-properties")
            if properties.get(f"{_TABLE}display") == "false"
        }
        names = _names(self.root)
        tables = self.root.findall(f"{OFFICE}body/{OFFICE}spreadsheet/{_TABLE}table")
        if len(tables) > limits.SHEETS:
            raise Refused(UNSAFE_FILE, "many_sheets", most=limits.SHEETS)
        sheets = self.looks.old.settled([self._sheet(t, hidden, names) for t in tables])
        return Workbook(sheets, guessed=self.looks.old.guessed())

    def _sheet(
        self, table: Any, hidden: set[str], names: Mapping[str, dict[str, tuple[int, int]]]
    ) -> Sheet:
        title = table.get(f"{_TABLE}name", "")
        page = _Page(self.looks, list(_column_styles(table)))
        rows = dict(self._rows(table, page))
        is_hidden = table.get(f"{_TABLE}style-name") in hidden
        return Sheet(
            title, rows, is_hidden, names.get(title, {}), formulas=page.formulas,
            comments=page.comments, merged=tuple(page.merged),
        )  # fmt: skip

    def _rows(self, table: Any, page: _Page) -> Iterator[tuple[int, Row]]:
        number = 0
        for element in _children(table, f"{_TABLE}table-row", _ROW_GROUPS):
            repeated = _count(element, "number-rows-repeated")
            row = page.read_row(element, number + 1)
            if row:
                if number + repeated > limits.SHEET_ROWS:
                    raise Refused(UNSAFE_FILE, "far_cell", cell=place(number + repeated, 1))
                self.room -= len(row) * repeated
                if self.room < 0:
                    raise Refused(UNSAFE_FILE, "many_cells", most=limits.SHEET_CELLS)
                for at in range(number + 1, number + repeated + 1):
                    yield at, row
            number += repeated


class _Page:
    """One sheet being read: its cells row by row, and what is pinned to them."""

    def __init__(self, looks: Looks, column_styles: list[tuple[int, str]]) -> None:
        self.looks, self.column_styles = looks, column_styles
        self.formulas: dict[tuple[int, int], str] = {}
        self.comments: dict[tuple[int, int], Comment] = {}
        self.merged: list[tuple[int, int, int, int]] = []

    def read_row(self, row: Any, number: int) -> dict[int, Cell]:
        """Cells by column. Covered cells of merged areas are left out, as nobody sees them."""
        found: dict[int, Cell] = {}
        row_style = row.get(f"{_TABLE}default-cell-style-name")
        column = 0
        for element in row:
            if element.tag not in (_CELL, _COVERED):
                continue
            repeated = _count(element, "number-columns-repeated")
            if element.tag == _CELL and (len(element) or element.keys()):
                cell = self._cell(element, row_style, column + 1)
                if cell is not None:
                    if column + repeated > limits.SHEET_COLUMNS:
                        raise Refused(UNSAFE_FILE, "far_cell", cell=str(number))
                    found.update(dict.fromkeys(range(column + 1, column + repeated + 1), cell))
                self._pin(element, (number, column + 1))
            column += repeated
        return found

    def _pin(self, element: Any, at: tuple[int, int]) -> None:
        """Keeps what hangs on a cell: its formula, its comment, the area that it spans."""
        formula = element.get(f"{_TABLE}formula")
        if formula is not None:
            self.formulas[at] = _shown_formula(formula)
        note = next(element.iter(f"{OFFICE}annotation"), None)
        if note is not None and (text := self.looks.text_of(note).strip()):
            self.comments[at] = Comment(text, (note.findtext(_CREATOR) or "").strip())
        across = _count(element, "number-columns-spanned")
        down = _count(element, "number-rows-spanned")
        if across > 1 or down > 1:
            self.merged.append((*at, at[0] + down - 1, at[1] + across - 1))

    def _cell(self, element: Any, row_style: str | None, column: int) -> Cell | None:
        own = element.get(f"{_TABLE}style-name")
        look = self.looks.of_cell(own, row_style, self._column_style(column))
        pieces = list(self.looks.pieces_of(element, look))
        text = "".join(piece for piece, _ in pieces)
        formula = element.get(f"{_TABLE}formula") is not None
        failed = element.get(f"{_EXTENDED}value-type") == "error"
        if failed or (formula and _ERRORS.fullmatch(text)):
            return Cell("error", text, formula=formula)
        kind = element.get(f"{OFFICE}value-type")
        if kind is None and formula and not text:
            return Cell("no_value", formula=True)
        return _valued(element, kind or "string", _Shown(text, pieces, look), formula)

    def _column_style(self, column: int) -> str:
        return next((style for end, style in self.column_styles if column <= end), "")


class _Shown(NamedTuple):
    """What a cell shows: its text, the same in pieces with their marks, and its style."""

    text: str
    pieces: list[tuple[str, Mark]]
    look: Look

    @property
    def mark(self) -> Mark:
        """The first mark that its characters have, if any."""
        return next((mark for piece, mark in self.pieces if mark and piece.strip()), "")


def _valued(element: Any, kind: str, shown: _Shown, formula: bool) -> Cell | None:
    match kind:
        case "float" | "currency" | "percentage":
            return _numeric(element, kind, shown, formula)
        case "date":
            return _dated(element.get(f"{OFFICE}date-value", ""), shown, formula)
        case "time":
            form = shown.look.form
            if form is None or isinstance(form, str):
                form = NumberFormat((Section("time"),))
            return number_cell(0.5, form, shown.mark, formula=formula, said=shown.text)
        case "boolean":
            truth = element.get(f"{OFFICE}boolean-value") == "true"
            if shown.mark:
                return text_cell(shown.pieces, formula=formula)
            return Cell("bool", "", float(truth), formula=formula)
    return _texted(element, shown, formula)


def _texted(element: Any, shown: _Shown, formula: bool) -> Cell | None:
    form = shown.look.form
    beside = form.beside_text if isinstance(form, NumberFormat) else ""
    if not shown.text:
        text = element.get(f"{OFFICE}string-value", "")
        return text_cell([(text, shown.look.mark)], formula=formula, beside=beside)
    return text_cell(shown.pieces, formula=formula, beside=beside)


def _numeric(element: Any, kind: str, shown: _Shown, formula: bool) -> Cell | None:
    """A number under the format that its style names; without one its kind and text tell."""
    number = _number(element)
    form = shown.look.form
    if form is None or form == "general":
        signed: Format = "percent_sign" if shown.text.rstrip().endswith("%") else "general"
        form = "percent" if kind == "percentage" else signed
    if speaks_of_a_secret(shown.text):
        return Cell("text", f"{shown.text} ({figure(number)})", formula=formula)
    return number_cell(number, form, shown.mark, formula=formula, said=shown.text)


def _dated(written: str, shown: _Shown, formula: bool) -> Cell | None:
    try:
        day = date.fromisoformat(written[:10])
    except ValueError:  # before year 1 or after 9999: what it shows can still be asked about
        return Cell("text", shown.text or written, formula=formula)
    form = shown.look.form
    if form is None or isinstance(form, str):
        form = NumberFormat((Section("date"),))
    serial = float((day - _EPOCH).days)
    return number_cell(serial, form, shown.mark, formula=formula, said=shown.text)


def _number(element: Any) -> float:
    written = element.get(f"{OFFICE}value", "")
    number = float(written)
    if number - number != 0 or "_" in written:
        raise ValueError(written)
    return fifteen_digits(number) if len(written) > _EXACT else number


def _count(element: Any, what: str) -> int:
    count = int(element.get(f"{_TABLE}{what}", "1"))
    if count < 1:
        raise ValueError(count)
    return count


def _children(parent: Any, wanted: str, groups: Iterable[str]) -> Iterator[Any]:
    """Rows or columns in order, those in groups too; nothing of what is drawn upon the sheet."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in groups:
            yield from _children(child, wanted, groups)


def _column_styles(table: Any) -> Iterator[tuple[int, str]]:
    """(last column, default cell style) of the columns' declarations, from left to right."""
    column = 0
    for element in _children(table, f"{_TABLE}table-column", _COLUMN_GROUPS):
        column += _count(element, "number-columns-repeated")
        yield column, element.get(f"{_TABLE}default-cell-style-name", "")


def _names(root: Any) -> dict[str, dict[str, tuple[int, int]]]:
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for named in root.iter(f"{_TABLE}named-range"):
        name = named.get(f"{_TABLE}name", "").lower()
        at = _ADDRESS.match(named.get(f"{_TABLE}cell-range-address", ""))
        if name.startswith("kpi_") and at:
            title = (at[1] or at[2]).replace("''", "'")
            found.setdefault(title, {})[name] = (int(at[4]), column_number(at[3]))
    return found


def _shown_formula(written: str) -> str:
    """A formula as Excel would show it: `of:=[.A1]/[.B1]` as A1/B1."""
    bare = written.partition("=")[2] if "=" in written else written

    def shown(reference: re.Match[str]) -> str:
        sheet = f"{reference[1]}!" if reference[1] else ""
        return sheet + reference[2] + (f":{reference[3]}" if reference[3] else "")

    return _REFERENCE.sub(shown, bare).replace(";", ",")
