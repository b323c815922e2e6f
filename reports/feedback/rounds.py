"""What a feedback changed in the sender's cells, remembered so that the next round undoes it.

The record stands in hidden columns of the sheet `Cần sửa`: sheet, cell, the fill before the
paint, the sender's own comment. It comes back from outside, so each entry is checked before use.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from kpi.words import LOCALES, say
from reports.feedback.cells import PAINT, put_text, real_cell, sheet_of

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

RECORD_COLUMN = 26  # Z, far from what people read
FIRST_ROW = 10
_LONGEST_RECORD = 5_000
_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_ARGB = re.compile(r"[0-9A-F]{8}")
INPUT_FILL = "FFFFF8DC"  # of the form's input cells


def remember(sheet: Worksheet, records: list[dict[str, Any]]) -> None:
    """Write the record of this round beside the list."""
    for row, record in enumerate(records, start=FIRST_ROW):
        put_text(sheet.cell(row, RECORD_COLUMN), json.dumps(record, ensure_ascii=False))
    sheet.column_dimensions["Z"].hidden = True


def record_of(cell: Cell) -> dict[str, Any]:
    """A cell as it is before it is painted."""
    fill, comment = cell.fill, cell.comment
    before = {"pattern": fill.fill_type, "type": fill.fgColor.type, "tint": fill.fgColor.tint}
    return {
        "sheet": cell.parent.title,
        "cell": cell.coordinate,
        "fill": {**before, "color": getattr(fill.fgColor, fill.fgColor.type)},
        "comment": [comment.text, comment.author] if comment else None,
    }


def undo_last_round(book: Workbook) -> None:
    """Remove earlier `Cần sửa` sheets, and the paint and comments that they remember."""
    names = {_folded(say("feedback.sheet", locale)) for locale in LOCALES}
    authors = {say("feedback.author", locale) for locale in LOCALES}
    for sheet in [s for s in book.worksheets if _folded(s.title) in names]:
        for record in _records(sheet):
            _restore(book, record, authors)
        book.remove(sheet)
    for sheet in book.worksheets:
        _remove_our_comments(sheet, authors)


def _folded(title: str) -> str:
    return unicodedata.normalize("NFC", title).strip().casefold()


def _records(sheet: Worksheet) -> list[dict[str, Any]]:
    found = []
    for row in range(FIRST_ROW, min(sheet.max_row, _LONGEST_RECORD) + 1):
        value = sheet.cell(row, RECORD_COLUMN).value
        if not isinstance(value, str):
            break
        try:
            record = json.loads(value)
        except ValueError:
            break
        if isinstance(record, dict):
            found.append(record)
    return found


def _restore(book: Workbook, record: dict[str, Any], authors: set[str]) -> None:
    """Give a cell its own fill and comment again, if it still wears our paint."""
    address = record.get("cell")
    sheet = sheet_of(book, str(record.get("sheet")))
    if sheet is None or not isinstance(address, str) or not _ADDRESS.fullmatch(address):
        return
    if _beyond(sheet, address):
        return
    cell = real_cell(sheet, address)
    if _is_ours(cell):
        cell.fill = _fill_of(record.get("fill"))
    if cell.comment and cell.comment.author not in authors:
        return  # the sender has written a new one since
    comment = record.get("comment")
    cell.comment = None
    if isinstance(comment, list) and all(isinstance(c, str) for c in comment) and len(comment) == 2:
        from openpyxl.comments import Comment

        cell.comment = Comment(comment[0][:_LONGEST_RECORD], comment[1][:100])


def _beyond(sheet: Worksheet, address: str) -> bool:
    from openpyxl.utils.cell import coordinate_to_tuple

    row, column = coordinate_to_tuple(address)
    return row > sheet.max_row or column > sheet.max_column


def _fill_of(given: object) -> Any:
    from openpyxl.styles import PatternFill
    from openpyxl.styles.colors import Color

    plain = PatternFill()
    if not isinstance(given, dict) or given.get("pattern") != "solid":
        return plain
    kind, value, tint = given.get("type"), given.get("color"), given.get("tint")
    tint = tint if isinstance(tint, int | float) and -1 <= tint <= 1 else 0.0
    if kind == "rgb" and isinstance(value, str) and _ARGB.fullmatch(value):
        return PatternFill("solid", fgColor=Color(rgb=value, tint=tint))
    if kind in ("theme", "indexed") and isinstance(value, int) and 0 <= value < 64:
        return PatternFill("solid", fgColor=Color(**{kind: value}, tint=tint))
    return plain


def _remove_our_comments(sheet: Worksheet, authors: set[str]) -> None:
    """Where the record was lost: a cell with a comment of ours gives up comment and paint."""
    from openpyxl.cell.cell import Cell

    # only cells that exist are visited: a far cell would make iter_rows walk the whole sheet
    for cell in list(sheet._cells.values()):
        if isinstance(cell, Cell) and cell.comment and cell.comment.author in authors:
            cell.comment = None
            if _is_ours(cell):
                unlocked = not cell.protection.locked
                given = {"pattern": "solid", "type": "rgb", "color": INPUT_FILL}
                cell.fill = _fill_of(given if unlocked else None)


def _is_ours(cell: Cell) -> bool:
    return cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in PAINT.values()
