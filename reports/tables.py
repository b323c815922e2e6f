"""A table as a workbook for people who go on with it in Excel: one sheet, typed cells.

Text is text whatever it begins with; nothing in such a file is computed by whoever opens it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi.files import working_folder
from reports.printable import cell_text

if TYPE_CHECKING:
    import polars as pl

MOST_ROWS = 1_048_575  # below the header; Excel has no more
WIDEST = 60  # characters
ROWS_MEASURED = 200
_CREATED = datetime(2021, 1, 1)  # noqa: DTZ001 - xlsxwriter takes no zone; fixed for equal bytes
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class TableTooLong(Exception):
    """More rows than a sheet can hold."""


def write_table(
    path: Path, frame: pl.DataFrame, title: str, *, mixed: Collection[str] = ()
) -> None:
    """Writes the frame with its column names as header; missing is an empty cell.

    `mixed` names text columns that hold numbers and ISO days: each cell gets its own type.
    Raises TableTooLong, and OSError if the disk does not take it.
    """
    if frame.height > MOST_ROWS:
        raise TableTooLong(frame.height)
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # the library has no types
    from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

    with working_folder(path.parent) as folder:  # rows are written there before they are packed
        book = Workbook(str(path), {"constant_memory": True, "tmpdir": str(folder)})
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet(title)
        _fill(sheet, frame, frozenset(mixed), *_formats(book))
        try:
            book.close()
        except FileCreateError as error:
            raise error.args[0] from error


def _formats(book: Any) -> tuple[Any, Any]:
    """The looks of the header and of a day."""
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#DDE6F0"})
    return head, book.add_format({"num_format": "yyyy-mm-dd"})


def _fill(sheet: Any, frame: pl.DataFrame, mixed: frozenset[str], head: Any, day: Any) -> None:
    for column, name in enumerate(frame.columns):
        sheet.set_column(column, column, _width(frame, name))
    for column, name in enumerate(frame.columns):
        sheet.write_string(0, column, name, head)
    for number, row in enumerate(frame.iter_rows(), start=1):
        for column, value in enumerate(row):
            typed = _typed(value) if frame.columns[column] in mixed else value
            _write(sheet, number, column, typed, day)
    sheet.freeze_panes(1, 0)
    if frame.width:
        sheet.autofilter(0, 0, frame.height, frame.width - 1)


def _typed(value: Any) -> Any:
    """A number or a day of which the text is written; else the text."""
    if isinstance(value, str):
        if _NUMBER.fullmatch(value):
            return float(value)
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    return value


def _write(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float) and math.isfinite(value):
        sheet.write_number(row, column, value)
    elif isinstance(value, date) and value.year >= 1900:
        sheet.write_datetime(row, column, datetime.combine(value, datetime.min.time()), day)
    else:
        sheet.write_string(row, column, cell_text(str(value)))


def _width(frame: pl.DataFrame, name: str) -> int:
    texts = [str(v) for v in frame[name].head(ROWS_MEASURED) if v is not None]
    return max(8, min(WIDEST, max(map(len, [name, *texts])) + 3))
