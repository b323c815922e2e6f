"""Cells of an openpyxl workbook: text that stays text, paint, comments, links.

Text from outside never becomes a formula: its cell is written with the type of text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from kpi.problems import Severity

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "Times New Roman"
PAINT: dict[Severity, str] = {"file": "FFF4B183", "cell": "FFFF9999", "warning": "FFFFD966"}
LONGEST_TEXT = 32_000  # Excel's limit of a cell is 32,767
LONGEST_COMMENT = 1_500


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Text as text, whatever it begins with."""
    cell.value = printable(text)[:LONGEST_TEXT]
    cell.data_type = "s"


def printable(text: str) -> str:
    """The text without the control characters and lone surrogates that XML cannot hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    whole = text.encode("utf-8", "replace").decode("utf-8")
    return ILLEGAL_CHARACTERS_RE.sub(" ", whole).replace("\ufffe", " ").replace("\uffff", " ")


def real_cell(sheet: Worksheet, address: str) -> Cell:
    """The cell of an address, or the one that shows in its place if it is merged away."""
    from openpyxl.cell.cell import MergedCell

    cell = sheet[address]
    if isinstance(cell, MergedCell):
        for area in sheet.merged_cells.ranges:
            if cell.coordinate in area:
                cell = sheet.cell(area.min_row, area.min_col)
                break
    return cast("Cell", cell)


def paint(cell: Cell, severity: Severity) -> None:
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", fgColor=PAINT[severity])


def comment(cell: Cell, text: str, author: str) -> None:
    """A note of ours at the cell, large enough to be read without scrolling."""
    from openpyxl.comments import Comment

    text = printable(text)
    text = text if len(text) <= LONGEST_COMMENT else text[: LONGEST_COMMENT - 1] + "…"
    lines = 2 + len(text) // 42 + text.count("\n")
    cell.comment = Comment(text, author, width=330, height=min(420, 18 * lines))


def link(cell: Cell | MergedCell, sheet: str, address: str) -> None:
    """A link to a place of the same workbook."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    quoted = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{address}")


def sheet_of(book: Workbook, name: str) -> Worksheet | None:
    """A worksheet by its name; None for none, and for sheets that hold no cells."""
    return next((s for s in book.worksheets if s.title == name), None)
