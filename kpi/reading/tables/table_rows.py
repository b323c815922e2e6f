"""From the rows of a table to entries."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Literal

from kpi.reading.catalogue import Asked, Catalogue
from kpi.reading.tables.entries import (
    LONGEST_CODE,
    NAMELESS,
    Entries,
    Entry,
    RowWords,
    says_a_figure,
)
from kpi.reading.tables.finding import Table
from kpi.reading.tables.furniture import is_numbering, is_section, is_signature, is_total
from kpi.reading.tables.headers import is_header_again
from kpi.reading.tables.measures import line_of, of_head
from kpi.reading.tables.merged_cells import Place, figures_over_several
from kpi.reading.tables.row_meanings import Columns, RowMeaning, RowMeanings
from kpi.reading.vocabulary.codes import Meant, Slot, find_coded, find_indicator
from kpi.workbooks.grid import Cell, Row, Sheet, place
from kpi.workbooks.text import key
from kpi.workbooks.written import text_of

_new = tuple.__new__  # the quick way to a NamedTuple of all its parts
_LIKE_A_CODE = re.compile(r"[^\W\d_]{1,6}[.\-_]?\d{1,4}(?:\.[abAB])?")
WITHHELD = "mật"
_WORDS: tuple[Literal["explanation", "note", "evidence"], ...] = (
    "explanation",
    "note",
    "evidence",
)


class TableRows:
    """The rows of one table; each is added to the entries of whomever it belongs to.

    `until` is the row in which the sheet's next table begins, if it has one. `used` collects the
    rows that were understood: what stands elsewhere may be a note. What a row with a code says is
    kept by its printed cells, for the forms of one plan repeat them."""

    def __init__(
        self, sheet: Sheet, table: Table, known: Catalogue, until: int | None = None
    ) -> None:
        self.sheet, self.table, self.known = sheet, table, known
        self.code, self.name = table.first("code"), table.first("name")
        self.slots: dict[int, Slot | None] = dict.fromkeys(table.columns.get("value", ()))
        self.slots |= dict.fromkeys(table.columns.get("numerator", ()), "a")
        self.slots |= dict.fromkeys(table.columns.get("denominator", ()), "b")
        inputs = sorted(self.slots)
        self.words = [(role, table.columns.get(role, ())) for role in _WORDS]
        self.beside = frozenset(c for _, columns in self.words for c in columns)
        self.explained = {c for columns in table.columns.values() for c in columns}
        heads = {c: of_head(table.texts.get(c, "")) for c in inputs}
        line = line_of(sheet, table.header_row)
        columns = Columns(
            self.code, self.name, table.first("unit_of_measure"),
            tuple((c, self.slots[c]) for c in inputs),
            tuple((c, said) for c in inputs if (said := tuple(filter(None, (heads[c], line))))),
            sheet.texts,
        )  # fmt: skip
        self.meanings = RowMeanings(columns, known)
        self.ratio: Asked | None = None  # the ratio whose rows may follow
        self.first = table.last_header_row + 1
        self.rows = {
            number: row
            for number, row in sheet.rows.items()
            if number >= self.first and (until is None or number < until)
        }
        self.coded: dict[int, RowMeaning] = {}
        self.named: set[int] = set()  # rows without such a code that name an indicator
        self.end = self._end()
        self.used: set[int] = set()
        self.merged = self._merged()

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        """(row number, row) below the header; repeated headers and rows that only count the
        columns are left out."""
        heading = self.code if self.code is not None else self.name
        for number, row in self.rows.items():
            if number in self.coded:
                yield number, row
                continue
            cell = row.get(heading) if heading is not None else None
            if (cell is not None and is_header_again(cell)) or (
                number == self.first and is_numbering(row.values())
            ):
                self.used.add(number)
            else:
                yield number, row

    def add(
        self, into: Entries, number: int, row: Row, only: Collection[int] | None = None
    ) -> None:
        """Adds one row's filled input cells and words; of the columns in `only`, if given."""
        said = self.coded.get(number)
        if said is None:
            meant = self._meaning_of(number, row)
            if meant is None:
                return
            said = self.meanings.of(meant, row)
        self.used.add(number)
        asked, code, name, secret, inputs, _ = said
        if asked is not None and asked.measure == "ratio":
            self.ratio = asked
        if secret:
            into.loose.setdefault(code, []).append(Cell("text", WITHHELD))
        if not self.beside.isdisjoint(row):
            self._add_words(into, row, code)
        if not self.explained.issuperset(row):
            odd = (cell for column, cell in row.items() if column not in self.explained)
            into.loose.setdefault(code, []).extend(odd)
        if asked is None:  # where a code belongs, anything may stand, a word about secrecy too
            heads = (row.get(c) for c in (self.code, self.name) if c is not None)
            into.loose.setdefault(code, []).extend(cell for cell in heads if cell is not None)
        if asked is not None and code not in into.rows:
            figure = said.figure_in(only)
            if figure:
                into.rows[code] = self.sheet.name, number, figure
        sheet, merged = self.sheet, self.merged
        for column, slot, quotient, measure in inputs:
            cell = (merged and merged.get((number, column))) or row.get(column)
            if cell is not None and (only is None or column in only):
                if cell.formula and not quotient:
                    cell = self._checked(cell, number, column)
                into.cells.append(
                    _new(Entry, (
                        code, asked, slot, cell, sheet.name, sheet.hidden, number, column,
                        measure, name,
                    ))
                )  # fmt: skip

    def in_running_totals(self) -> str:
        """The head of the column of running totals and the place of the first number in it; empty
        if there is none."""
        for column in self.table.columns.get("cumulated", ()):
            for number in self.coded:
                cell = self.rows[number].get(column)
                if cell is not None and cell.kind == "number" and cell.number:
                    return f'"{self.table.texts[column]}" ({place(number, column)})'
        return ""

    def _merged(self) -> dict[Place, Cell]:
        if not self.sheet.merged:
            return {}
        answers = self.named.union(self.coded)
        return figures_over_several(self.sheet, self.rows, answers, self.slots)

    def _checked(self, cell: Cell, number: int, column: int) -> Cell:
        """A formula's cell, marked if the number it shows is not the one that it gives."""
        from kpi.workbooks.xlsx.stale import is_stale

        return cell._replace(kind="stale") if is_stale(self.sheet, number, column) else cell

    def _end(self) -> int:
        """The last row of the table: that of the last indicator, and what follows without a gap."""
        end = self.first - 1
        for number, row in self.rows.items():
            said = self.meanings.of_coded(row)
            if number == self.first and is_numbering(row.values()):
                said = None
            if said is not None:
                self.coded[number] = said
                end = number
            elif self._names_one(row):
                self.named.add(number)
                end = number
            elif number == end + 1 and not self._signs(row):
                end = number
        return end

    @cached_property
    def last_known(self) -> int:
        """The last row that names an indicator."""
        return max((*self.coded, *self.named), default=0)

    def _names_one(self, row: Row) -> bool:
        written = "" if self.code is None else text_of(row.get(self.code))
        if written:
            return find_indicator(written, self.known)[0] is not None
        name = "" if self.name is None else text_of(row.get(self.name))
        return bool(name) and (
            self.known.by_name.get(key(name)) is not None
            or (self.code is None and find_indicator(name, self.known)[0] is not None)
        )

    @staticmethod
    def _signs(row: Row) -> bool:
        return any(c.kind == "text" and is_signature(c.text) for c in row.values())

    def _meaning_of(self, number: int, row: Row) -> Meant | None:
        written = "" if self.code is None else text_of(row.get(self.code))
        if written:
            called = None if self.name is None else row.get(self.name)
            meant = self.meanings.named_by(row.get(self.code or 0), called)
            if meant[0] is not None:
                return meant
        name = "" if self.name is None else text_of(row.get(self.name))
        if written:
            # a signature or a remark below the table is no code
            odd = len(written) > LONGEST_CODE or self._is_furniture(number, row, written, name)
            return None if odd else meant
        if not name:
            # a figure between the rows that are known belongs to one that lost its name
            lost = (self.table.long or number < self.last_known) and self._has_figure(row)
            return (None, "own", NAMELESS) if lost else None
        found = self._named(name)
        if found is not None:
            return found
        if self.code is None and self.name is not None:
            meant = find_coded(row.get(self.name), self.known, texts=self.sheet.texts)
            if meant[0] is not None:
                return meant
        # a row that lost its code must not lose its figure in silence
        lost = self._has_figure(row) and not self._is_furniture(number, row, "", name)
        return (None, "own", name[:LONGEST_CODE]) if lost else None

    def _is_furniture(self, number: int, row: Row, written: str, name: str) -> bool:
        """Whether a row that names no indicator is none: a total, a section, the foot."""
        if is_total(written or name) or (name and is_total(name)):
            return True
        if is_section(written) and (
            not self._has_figure(row) or key(name) in self.known.field_keys
        ):
            return True
        if not written and key(name) in self.known.field_keys:
            return True
        if number <= self.end:
            return False
        if is_signature(written) or is_signature(name) or not self._has_figure(row):
            return True
        return _LIKE_A_CODE.fullmatch(written) is None

    def _named(self, name: str) -> Meant | None:
        """A row without a code: the part of the ratio above, or the one indicator of the name."""
        folded = key(name)
        ratio = self.ratio
        if ratio is not None and folded == key(ratio.numerator or " "):
            return ratio, "a", ratio.id
        if ratio is not None and folded == key(ratio.denominator or " "):
            return ratio, "b", ratio.id
        asked = self.known.by_name.get(folded)
        if asked is not None:
            return asked, "own", asked.id
        part = self.known.by_part.get(folded)
        return None if part is None else (part[0], part[1], part[0].id)

    def _has_figure(self, row: Row) -> bool:
        return any(
            says_a_figure(row[column])
            for column in self.slots
            if column in row and not row[column].formula
        )

    def _add_words(self, into: Entries, row: Row, code: str) -> None:
        words = into.words.setdefault(code, RowWords())
        for role, columns in self.words:
            for column in columns:
                cell = row.get(column)
                if cell is None:
                    continue
                text = text_of(cell)
                texts: list[str] = getattr(words, role)
                if text and text not in texts:
                    texts.append(text)
                into.loose.setdefault(code, []).append(cell)
