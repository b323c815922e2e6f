"""What a file held, as a plain workbook: each value where it stood, in the look of its kind.

For files that nothing was taken of and that are no workbooks of today's kind (.xls, .ods, .csv).
"""

from __future__ import annotations

import io
import logging
import math
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

from kpi.reading.one_file import open_book
from kpi.words import say
from kpi.workbooks.grid import Cell, Refused, Sheet
from kpi.workbooks.guard import type_of
from reports.printable import cell_text

log = logging.getLogger(__name__)

MOST_CELLS = 200_000
LONGEST_TEXT = 32_000
WIDEST = 60
_CREATED = datetime(2021, 1, 1)  # noqa: DTZ001 - xlsxwriter takes no zone; fixed for equal bytes
_LOOKS = {
    "general": "General",
    "percent": "0.0##%",
    "percent_sign": '0.0##"%"',
    "date": "dd/mm/yyyy",
    "month": "mm/yyyy",
    "time": "hh:mm",
}
_LONGEST_TITLE = 31


def copied(original: Path, locale: str) -> bytes | None:
    """The content of a file in a new workbook; None if it cannot be read, or is too much."""
    try:
        kind = type_of(original, original.name)
        if kind in ("zip", "attachment"):
            return None
        sheets = open_book(original, kind).sheets
    except (Refused, OSError, ValueError):
        return None
    if not sheets or sum(len(row) for s in sheets for row in s.rows.values()) > MOST_CELLS:
        return None
    return _written(sheets, locale)


def _written(sheets: tuple[Sheet, ...], locale: str) -> bytes:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # the library has no types

    target = io.BytesIO()
    look = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
    book = Workbook(target, {"in_memory": True, "default_format_properties": look})
    book.set_properties({"created": _CREATED})
    formats = {kind: book.add_format({**look, "num_format": f}) for kind, f in _LOOKS.items()}
    for sheet in sheets:
        title = sheet.name if _is_title(sheet.name) else say("feedback.content_sheet", locale)
        page = book.add_worksheet(title)
        _write_sheet(page, sheet, formats)
        if sheet.hidden and len(sheets) > 1:
            page.hide()
    book.close()
    return target.getvalue()


def _is_title(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_TITLE and not set(name) & set("[]:*?/\\") and "'" not in (
        name[0], name[-1]
    )  # fmt: skip


def _write_sheet(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    longest: dict[int, int] = defaultdict(int)
    for number, row in sheet.rows.items():
        for column, cell in row.items():
            _write_cell(page, number - 1, column - 1, cell, formats)
            longest[column] = max(longest[column], len(cell.text))
    for column, length in longest.items():
        page.set_column(column - 1, column - 1, max(10, min(WIDEST, length + 2)))


def _write_cell(page: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    look = formats[cell.format]
    if cell.kind == "bool":
        page.write_boolean(row, column, bool(cell.number), look)
    elif cell.kind == "number" and math.isfinite(cell.number):
        page.write_number(row, column, cell.number, look)
    elif cell.text:
        page.write_string(row, column, cell_text(cell.text, LONGEST_TEXT), formats["general"])
