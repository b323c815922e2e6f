"""What a workbook says should be on paper: texts, their fonts, the room that rows and columns give.

Read by openpyxl, another program than the one that wrote it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

POINTS_OF_INCH = 72
OWN_HEIGHT = 1.36  # of its largest letters: what a program gives a row that has no height


@dataclass(frozen=True, slots=True)
class TextCell:
    """One cell of text, or several merged ones; lengths are points at full size."""

    place: str
    text: str
    size: float
    bold: bool
    bordered: bool
    filled: bool
    upright: bool
    left: float  # from the sheet's first column
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row of a sheet with what is written in it, from left to right."""

    number: int
    cells: tuple[TextCell, ...]
    in_table: bool  # every cell of it has a border
    text_below: bool = True  # the next row that holds anything holds text

    @property
    def is_title(self) -> bool:
        """A line that announces what comes below: bold, outside tables."""
        return bool(self.cells) and not self.in_table and all(c.bold for c in self.cells)

    @property
    def is_head(self) -> bool:
        """A table's head: bold on a coloured ground, in more than one cell."""
        coloured = all(c.bold and c.filled and c.bordered for c in self.cells)
        return len(self.cells) > 1 and coloured


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """A sheet: its rows with text, the margins of its pages in points."""

    name: str
    rows: tuple[TextRow, ...]
    top: float
    bottom: float
    left: float


def read_sheets(path: Path) -> tuple[WrittenSheet, ...]:
    """The visible sheets of a workbook."""
    book = openpyxl.load_workbook(path)
    return tuple(_sheet(ws) for ws in book.worksheets if ws.sheet_state == "visible")


def _sheet(ws: Any) -> WrittenSheet:
    merged = {(area.min_row, area.min_col): area for area in ws.merged_cells.ranges}
    filled = [cells for cells in ws.iter_rows() if any(c.value is not None for c in cells)]
    every = [_row(ws, cells, merged) for cells in filled]
    after = [bool(row.cells) for row in every[1:]] + [True]
    told = zip(every, after, strict=True)
    rows = tuple(replace(row, text_below=below) for row, below in told if row.cells)
    margins = ws.page_margins
    top, bottom, left = (m * POINTS_OF_INCH for m in (margins.top, margins.bottom, margins.left))
    return WrittenSheet(ws.title, rows, top, bottom, left)


def _row(ws: Any, cells: tuple[Any, ...], merged: dict[tuple[int, int], Any]) -> TextRow:
    filled = [c for c in cells if c.value is not None]
    table = bool(filled) and all(_bordered(c) for c in filled)
    texts = tuple(_text(ws, c, merged) for c in filled if isinstance(c.value, str))
    return TextRow(cells[0].row, texts, table)


def _text(ws: Any, cell: Any, merged: dict[tuple[int, int], Any]) -> TextCell:
    area = merged.get((cell.row, cell.column))
    columns = range(cell.column, (area.max_col if area else cell.column) + 1)
    rows = range(cell.row, (area.max_row if area else cell.row) + 1)
    return TextCell(
        place=f"{ws.title}!{cell.coordinate}",
        text=cell.value,
        size=float(cell.font.size),
        bold=bool(cell.font.bold),
        bordered=_bordered(cell),
        filled=cell.fill.fill_type is not None,
        upright=cell.alignment.textRotation in (90, 180),
        left=sum(_wide(ws, column) for column in range(1, cell.column)),
        wide=sum(_wide(ws, column) for column in columns),
        high=sum(_high(ws, row, float(cell.font.size)) for row in rows),
    )


def _bordered(cell: Any) -> bool:
    return bool(cell.border.bottom.style or cell.border.top.style)


def _wide(ws: Any, column: int) -> float:
    """The file's width counts digits of the standard font with their edges: 7 pixels each."""
    for dimension in ws.column_dimensions.values():
        if dimension.min and dimension.min <= column <= dimension.max:
            return float(dimension.width) * 7 * 0.75
    given = ws.column_dimensions.get(get_column_letter(column))
    return float(given.width if given else 9.14) * 7 * 0.75


def _high(ws: Any, row: int, size: float) -> float:
    given = ws.row_dimensions[row].height if row in ws.row_dimensions else None
    return float(given) if given else max(15.0, OWN_HEIGHT * size)
