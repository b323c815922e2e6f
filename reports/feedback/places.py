"""Where in a returned form a finding belongs: its own cell, else the indicator's input cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from kpi.reading.tables.headers import role_of
from kpi.workbooks.grid import place
from reports.feedback.addresses import Area, area, split
from reports.feedback.book import Listed
from reports.feedback.letter import Finding
from reports.feedback.marks import Marks

MOST_CELLS = 50_000  # a form's table is far smaller
_HEADER_ABOVE = 60  # the row by which a table has begun
_LONGEST_TABLE = 2_000
_WIDEST_TABLE = 200
_REFERENCE = re.compile(
    r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?\d{1,7}:\$?[A-Z]{1,3}\$?\d{1,7})"
)
Cell = tuple[int, int]


class Places:
    """The places of findings in one workbook; its table is read when first asked for."""

    def __init__(self, marks: Marks) -> None:
        self.marks, self.book = marks, marks.book

    def of(self, finding: Finding) -> tuple[str, str] | None:
        """(sheet, address) of a finding where it shows; None if it is about the whole file."""
        where = self._said(finding) if finding.cell else self._by_code(finding.code)
        if where is None:
            return None
        listed, at = where
        return listed.title, place(*self.marks.sheet(listed).shown(*at))

    def _said(self, finding: Finding) -> tuple[Listed, Cell] | None:
        """The place that a finding names; a place that is not there is no place at all."""
        at = split(finding.cell)
        listed = self.book.sheet(finding.sheet) if finding.sheet else self._tables[0][0]
        return None if at is None or listed is None else (listed, at)

    def _by_code(self, code: str) -> tuple[Listed, Cell] | None:
        if not code:
            return None
        for listed, inputs in self._tables:
            for wanted in (f"{code}.a", code):
                if listed is not None and wanted in inputs:
                    return listed, inputs[wanted]
        return None

    @cached_property
    def _tables(self) -> list[tuple[Listed | None, dict[str, Cell]]]:
        """The sheets of the form's tables, each with the input cell of each code on it; at least
        one, which may have none."""
        named = self.book.name("kpi_data")
        if named:
            return [self._named_table(reference) for reference in named]
        with_cells = [s for s in self.book.sheets if s.part]
        for listed in with_cells:
            inputs = self._inputs(listed, Area(1, 1, _LONGEST_TABLE, _WIDEST_TABLE))
            if inputs:
                return [(listed, inputs)]
        return [(with_cells[0] if with_cells else None, {})]

    def _named_table(self, reference: str) -> tuple[Listed | None, dict[str, Cell]]:
        """A name that points nowhere, or too far, tells no places."""
        found = _REFERENCE.fullmatch(reference)
        listed = self.book.sheet((found[1] or found[2]).replace("''", "'")) if found else None
        cells = area(found[3]) if found else None
        if listed is None or cells is None:
            return None, {}
        many = (cells.bottom - cells.top + 1) * (cells.right - cells.left + 1)
        return listed, self._inputs(listed, cells) if many <= MOST_CELLS else {}

    def _inputs(self, listed: Listed, table: Area) -> dict[str, Cell]:
        columns: dict[str, int] = {}
        found: dict[str, Cell] = {}
        for number, row in self._rows(listed, table):
            if len(columns) < 2:
                if number > table.top + _HEADER_ABOVE:
                    break
                said = {role_of(self.marks.texts.of(c)): at for at, c in reversed(row.items())}
                columns = {r: said[r] for r in ("code", "value") if r in said}
                continue
            cell = row.get(columns["code"])
            code = self.marks.texts.of(cell).strip() if cell is not None else ""
            if code:
                found.setdefault(code, (number, columns["value"]))
        return found

    def _rows(self, listed: Listed, table: Area) -> Iterator[tuple[int, dict[int, Any]]]:
        sheet = self.marks.sheet(listed)
        for number, row in sheet.lines(table.top, table.bottom):
            inside = {column: c for column, c in row if table.left <= column <= table.right}
            yield number, inside
