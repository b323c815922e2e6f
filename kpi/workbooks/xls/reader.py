"""Reads .xls (Excel 95 to 2003, LibreOffice, WPS) through xlrd: values, formats, fonts, errors.

xlrd trusts what it reads: records are counted as it takes them, and whatever it raises over a
damaged file is one refusal.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping
from typing import Any

import xlrd
from xlrd.biffh import XL_CONTINUE, XL_WORKBOOK_GLOBALS
from xlrd.book import Book, unpack_SST_table

from kpi.workbooks import limits
from kpi.workbooks.compound import Container, DamagedContainer
from kpi.workbooks.formatted import fifteen_digits, number_cell, text_cell
from kpi.workbooks.grid import Cell, Comment, Refused, Row, Sheet, Workbook, place
from kpi.workbooks.refusals import PASSWORD_PROTECTED, UNREADABLE_FILE, UNSAFE_FILE
from kpi.workbooks.source import Source
from kpi.workbooks.xls.text import Texts

_FORMULA, _SHARED_STRINGS, _FILE_PASS = 0x0006, 0x00FC, 0x002F
_FORMAT = 0x041E
_MANY_NUMBERS, _MANY_BLANKS = 0x00BD, 0x00BE
_ONE_CELL = frozenset({0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00D6, 0x00FD, _FORMULA})
_SHORTEST_STRING = 3  # bytes of a shared string: a count and flags
_EMPTY_RESULT = b"\x03"
_EXCEL_5 = 50  # earlier versions have no workbook, only a sheet
_GAPS = 16  # records of nothing in one sheet
_LIBRE_OFFICE = "Calc"  # what it signs its .xls files with
_BLANKS_TO_A_CELL = 4  # styled blanks are no data, but take room


def read_xls(path: Source) -> Workbook:
    """The workbook of a file that the guard let in; raises Refused if it cannot be read."""
    try:
        container = Container(path.read_bytes())
        content = container.stream("Workbook")
        if content is None:  # a `Book` beside it is for programs before Excel 97, and may be older
            content = container.stream("Book")
    except (DamagedContainer, struct.error):
        raise Refused(UNREADABLE_FILE, "damaged") from None
    if not content:
        raise Refused(UNREADABLE_FILE, "truncated")
    # some programs count their shared strings wrong
    found = _read(content, _Watched()) or _read(content, _Recounting())
    if found is None:
        raise Refused(UNREADABLE_FILE, "damaged")
    return found


def _read(content: bytes, empty: _Watched) -> Workbook | None:
    """The workbook of a stream; None for one that xlrd stumbles over."""
    try:
        with empty as book:
            return _Reading(book, content).workbook()
    except (Refused, MemoryError, OSError):
        raise
    except Exception:  # noqa: BLE001 - xlrd raises whatever its parsing meets
        return None


class _Watched(Book):
    """A book that counts what it reads and remembers which cells are formulas."""

    formulas: dict[tuple[int, int], bytes]
    own_formats: set[int]
    uncomputed: set[tuple[int, int]]
    empty: set[tuple[int, int]]
    computed: bool
    last_row: int

    def __init__(self) -> None:
        super().__init__()
        self.room = limits.SHEET_CELLS * _BLANKS_TO_A_CELL
        self.own_formats = set()
        self.rows_left = 2 * limits.SHEET_ROWS  # of all sheets; no sheet of Excel 97 has so many
        self.start_sheet()

    def start_sheet(self) -> None:
        self.formulas, self.uncomputed, self.empty, self.last_row = {}, set(), set(), 0
        self.computed = False
        self.gaps = 0

    def get_record_parts(self) -> tuple[int, int, bytes]:
        code, length, data = super().get_record_parts()
        if code in _ONE_CELL:
            self._count(1, data)
            if code == _FORMULA:
                self._note_formula(data)
        elif code in (_MANY_NUMBERS, _MANY_BLANKS):
            self._count(length // 2, data)
        elif code == length == 0:
            self._note_gap()
        elif code == _FORMAT:
            self.own_formats.add(data[0] | data[1] << 8)
        elif code == _FILE_PASS:
            raise Refused(PASSWORD_PROTECTED, "password_protected")
        elif code == _SHARED_STRINGS:
            self._look_at_strings(data)
        return code, length, data

    def _count(self, cells: int, data: bytes) -> None:
        """Cells, and the rows that xlrd makes up to the one of this record."""
        row = data[0] | data[1] << 8
        self.rows_left -= max(row - self.last_row, 0)
        self.last_row = max(row, self.last_row)
        self.room -= cells
        if self.room < 0 or self.rows_left < 0:
            raise Refused(UNSAFE_FILE, "many_cells", most=limits.SHEET_CELLS)

    def _note_gap(self) -> None:
        """Some programs leave a few zeros; a stretch of them is a hole torn by a fault."""
        self.gaps += 1
        if self.gaps > _GAPS:
            raise Refused(UNREADABLE_FILE, "damaged")

    def _look_at_strings(self, data: bytes) -> None:
        if struct.unpack_from("<I", data, 4)[0] > limits.SHARED_STRINGS:
            raise Refused(UNSAFE_FILE, "many_cells", most=limits.SHARED_STRINGS)

    def _note_formula(self, data: bytes) -> None:
        row, column, _, result, flags = struct.unpack_from("<HHH8sH", data)
        at = (row, column)
        self.formulas[at] = data[20:]
        if result[:1] != _EMPTY_RESULT or result[6:] != b"\xff\xff":
            self.computed = True
        elif flags & 3:
            # an empty text that waits for its computation: written by a program that cannot compute
            self.uncomputed.add(at)
        else:
            self.empty.add(at)


class _Recounting(_Watched):
    """A book of which all shared strings are taken that are there, whatever number it says."""

    def handle_sst(self, data: bytes) -> None:
        parts = [data]
        while (more := self.get_record_parts_conditional(XL_CONTINUE))[0] is not None:
            parts.append(more[2])
        least, most = 0, min(sum(map(len, parts)) // _SHORTEST_STRING, limits.SHARED_STRINGS)
        while least < most:
            middle = (least + most + 1) // 2
            if _strings(parts, middle) is None:
                most = middle - 1
            else:
                least = middle
        self._sharedstrings, runs = _strings(parts, least) or ([], {})
        self._rich_text_runlist_map = runs


def _strings(parts: list[bytes], count: int) -> tuple[list[str], dict[int, Any]] | None:
    """The first so many shared strings; None if there are not so many."""
    try:
        strings, runs = unpack_SST_table(parts, count)
    except Exception:  # noqa: BLE001 - xlrd reads on beyond the end
        return None
    return (strings, runs) if len(strings) == count else None


class _Reading:
    def __init__(self, book: _Watched, content: bytes) -> None:
        self.book = book
        book.biff2_8_load(
            file_contents=content, logfile=io.StringIO(), use_mmap=False,
            formatting_info=True, on_demand=True, ragged_rows=True,
        )  # fmt: skip
        book.biff_version = book.getbof(XL_WORKBOOK_GLOBALS) or 0
        if book.biff_version < _EXCEL_5:
            raise Refused(UNREADABLE_FILE, "very_old_workbook")
        book.parse_globals()
        self.texts = Texts(book, book.own_formats)

    def workbook(self) -> Workbook:
        titles: list[str] = self.book.sheet_names()
        if len(titles) > limits.SHEETS:
            raise Refused(UNSAFE_FILE, "many_sheets", most=limits.SHEETS)
        # what open_workbook does after the globals: room for the sheets, which are read one by one
        setattr(self.book, "_sheet_list", [None] * len(titles))  # noqa: B010 - no public way
        names = _names(self.book)
        sheets = []
        for number, title in enumerate(titles):
            self.book.start_sheet()
            page: Any = self.book.get_sheet(number)
            sheets.append(self._sheet(page, self.texts.plain(title), names.get(number, {})))
            self.book.unload_sheet(number)
        old = self.texts.old
        since_1904 = self.book.datemode == 1
        return Workbook(old.settled(sheets), since_1904, guessed=old.guessed())

    def _sheet(self, page: Any, title: str, names: Mapping[str, tuple[int, int]]) -> Sheet:
        merged = tuple((r0 + 1, c0 + 1, r1, c1) for r0, r1, c0, c1 in page.merged_cells)
        comments = {
            (r + 1, c + 1): Comment(text, self.texts.plain(note.author))
            for (r, c), note in page.cell_note_map.items()
            if (text := self.texts.of_note(note))
        }
        return Sheet(
            title, self._rows(page, _covered(merged)), page.visibility != 0, names,
            formulas=self.texts.formulas(self.book.formulas), comments=comments, merged=merged,
        )  # fmt: skip

    def _rows(self, page: Any, covered: set[tuple[int, int]]) -> dict[int, Row]:
        rows: dict[int, Row] = {}
        count = 0
        for r in range(page.nrows):
            if not page.row_len(r):
                continue
            kinds, values = page.row_types(r), page.row_values(r)
            row = {
                c + 1: cell
                for c, kind in enumerate(kinds)
                if (cell := self._cell(page, r, c, kind, values[c])) is not None
                if (r + 1, c + 1) not in covered
            }
            count += len(row)
            if row:
                rows[r + 1] = row
        if count > limits.SHEET_CELLS:
            raise Refused(UNSAFE_FILE, "many_cells", most=limits.SHEET_CELLS)
        return rows

    def _cell(self, page: Any, row: int, column: int, kind: int, value: Any) -> Cell | None:
        formula = (row, column) in self.book.formulas
        match kind:
            case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
                return self._number(page, row, column, float(value))
            case xlrd.XL_CELL_TEXT:
                return self._text(page, row, column, str(value))
            case xlrd.XL_CELL_BOOLEAN:
                mark = self.texts.mark_of(page.cell_xf_index(row, column))
                if mark:
                    return text_cell([("TRUE" if value else "FALSE", mark)], formula=formula)
                return Cell("bool", "", float(bool(value)), formula=formula)
            case xlrd.XL_CELL_ERROR:
                return Cell("error", xlrd.error_text_from_code.get(value, "#N/A"), formula=formula)
        return None  # blank, styled or not

    def _number(self, page: Any, row: int, column: int, number: float) -> Cell:
        if number - number != 0:
            raise ValueError(place(row + 1, column + 1))
        formula = (row, column) in self.book.formulas
        if formula and not number and self._may_be_text(row, column):
            return Cell("no_value", formula=True)
        style = page.cell_xf_index(row, column)
        form, mark = self.texts.format_of(style), self.texts.mark_of(style)
        if number != int(number):
            number = fifteen_digits(number)
        if isinstance(form, str) and not mark:
            return Cell("number", "", number, form, formula)
        since_1904 = self.book.datemode == 1
        return number_cell(number, form, mark, formula=formula, since_1904=since_1904)

    def _text(self, page: Any, row: int, column: int, value: str) -> Cell | None:
        runs = page.rich_text_runlist_map.get((row, column), ())
        style = page.cell_xf_index(row, column)
        pieces = self.texts.of_cell(value, style, runs)
        formula = (row, column) in self.book.formulas
        cell = text_cell(pieces, formula=formula, beside=self.texts.beside_text(style))
        if cell is not None:
            return cell
        return Cell("no_value", formula=True) if self._is_uncomputed((row, column)) else None

    def _is_uncomputed(self, at: tuple[int, int]) -> bool:
        """Whether an empty result is none. Some programs leave it empty without saying so: told by
        arithmetic, which gives no text, and then true of the sheet if none of it was computed."""
        book = self.book
        if at in book.uncomputed or at not in book.empty:
            return at in book.uncomputed
        return self._is_sum(at) or (not book.computed and any(map(self._is_sum, book.empty)))

    def _is_sum(self, at: tuple[int, int]) -> bool:
        return self.texts.is_sum(*at, self.book.formulas[at])

    def _may_be_text(self, row: int, column: int) -> bool:
        """Whether a 0 may stand for a text: LibreOffice saves 0 for formulas that give words."""
        text = self.book.formulas[row, column]
        return self.book.user_name == _LIBRE_OFFICE and not self.texts.is_sum(row, column, text)


def _covered(merged: tuple[tuple[int, int, int, int], ...]) -> set[tuple[int, int]]:
    """Cells of merged areas but the first of each: Excel keeps nothing there, others may."""
    found: set[tuple[int, int]] = set()
    for top, left, bottom, right in merged:
        if (bottom - top + 1) * (right - left + 1) > limits.SHEET_CELLS - len(found):
            raise Refused(UNSAFE_FILE, "many_cells", most=limits.SHEET_CELLS)
        found |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        found.discard((top, left))
    return found


def _names(book: Book) -> dict[int, dict[str, tuple[int, int]]]:
    """Our defined names by the number of the sheet that they point at, first cell of an area."""
    found: dict[int, dict[str, tuple[int, int]]] = {}
    for name, defined in book.name_map.items():
        if name.startswith("kpi_"):
            for sheet, row, column in _places(defined):
                found.setdefault(sheet, {}).setdefault(name, (row, column))
    return found


def _places(defined: Any) -> Iterator[tuple[int, int, int]]:
    for one in defined:
        result = one.result
        references = getattr(result, "value", None)
        if isinstance(references, list) and len(references) == 1:
            sheet, sheet_end, row, _, column, _ = references[0].coords
            if sheet == sheet_end - 1 and sheet >= 0:
                yield sheet, row + 1, column + 1
