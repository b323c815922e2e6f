"""Where in a returned form a finding belongs: its own cell, else the indicator's input cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi.words import say
from reports.feedback.cells import sheet_of
from reports.feedback.letter import Finding

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FURTHEST_ROW, FURTHEST_COLUMN = 1_048_576, 16_384
MOST_CELLS = 50_000  # a form's table is far smaller


@dataclass(frozen=True)
class Places:
    """The sheet of the form's table, and the input cell of each code on it."""

    sheet: str
    inputs: dict[str, str]

    def of(self, book: Workbook, finding: Finding) -> tuple[str, str] | None:
        """(sheet, address) of a finding; None if it is about the whole file."""
        if finding.cell:
            name = finding.sheet or self.sheet
            usable = sheet_of(book, name) is not None and _on_a_sheet(finding.cell)
            return (name, finding.cell) if usable else None
        for code in (f"{finding.code}.a", finding.code):
            if finding.code and code in self.inputs:
                return self.sheet, self.inputs[code]
        return None


def places_of(book: Workbook, locale: str) -> Places:
    """Read from the table named `kpi_data`; without that name no cell is known by code."""
    sheet, cells = _named_table(book)
    if sheet is None:
        first = book.worksheets[0].title if book.worksheets else ""
        return Places(first, {})
    rows = list(sheet[cells])
    headers = [str(cell.value).strip() for cell in rows[0]]
    columns = [say(f"forms.columns.{key}", locale) for key in ("code", "value")]
    if any(name not in headers for name in columns):
        return Places(sheet.title, {})
    code_at, value_at = (headers.index(name) for name in columns)
    inputs = {
        str(row[code_at].value).strip(): row[value_at].coordinate
        for row in rows[1:]
        if row[code_at].value
    }
    return Places(sheet.title, inputs)


def _named_table(book: Workbook) -> tuple[Worksheet | None, str]:
    name = book.defined_names.get("kpi_data")
    destinations = list(name.destinations) if name is not None else []
    if len(destinations) != 1:
        return None, ""
    title, cells = destinations[0]
    sheet = sheet_of(book, title)
    cells = cells.replace("$", "")
    if sheet is None or not _is_small_table(cells):
        return None, ""
    return sheet, cells


def _is_small_table(cells: str) -> bool:
    from openpyxl.utils.cell import range_boundaries

    try:
        bounds = range_boundaries(cells)
    except ValueError:
        return False
    if ":" not in cells or any(bound is None for bound in bounds):
        return False
    left, top, right, bottom = (int(bound) for bound in bounds if bound is not None)
    return 0 < (right - left + 1) * (bottom - top + 1) <= MOST_CELLS


def _on_a_sheet(address: str) -> bool:
    from openpyxl.utils.cell import coordinate_to_tuple

    row, column = coordinate_to_tuple(address)
    return row <= FURTHEST_ROW and column <= FURTHEST_COLUMN
