"""A sheet of very many rows: whole rows are written at once, in the library's own bytes.

One rule: what a row looks like in the file is as xlsxwriter writes it in its mode of constant
memory; a test compares the two byte for byte. Rows of anything but texts, numbers, moments and
blanks go the library's way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain, repeat
from typing import Any, TypeAlias

from xlsxwriter.utility import (  # type: ignore[import-untyped]  # no types in it
    _preserve_whitespace,
    xl_col_to_name,
)
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # no types in it

Value: TypeAlias = str | float | datetime | None
Written: TypeAlias = tuple[int, Value, Any]  # the column, what stands in it, its format


class LongSheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A worksheet in constant memory that also takes whole rows."""

    previous_row: int

    def put_row(self, row: int, cells: Sequence[Written]) -> None:
        """Writes a row of one cell a column, columns in their order; no row before or in it may be
        written afterwards."""
        if row > self.previous_row:
            self._write_single_row(row)
        for column in (cells[0][0], cells[-1][0]):
            self._check_dimensions(row, column)
        self._write_row(row, None, self.row_info.get(row))
        self.fh.write("".join(self._cells(row, cells)) + "</row>")
        self.previous_row = row + 1

    def put_rows(self, first: int, columns: Sequence[Sequence[str]]) -> None:
        """Writes rows of columns from the first on, each cell given as what follows its place in
        the file; as `put_row`, no row before or among them may be written afterwards."""
        count = len(columns[0])
        if first > self.previous_row:
            self._write_single_row(first)
        for row, column in ((first, 0), (first + count - 1, len(columns) - 1)):
            self._check_dimensions(row, column)
        cells = "".join(f'<c r="{_letters(column)}%s%s' for column in range(len(columns)))
        for row, inner in enumerate(zip(*columns, strict=True), first):
            self._write_row(row, None, self.row_info.get(row))
            place = repeat(str(row + 1))
            self.fh.write(cells % tuple(chain.from_iterable(zip(place, inner, strict=False))))
            self.fh.write("</row>")
        self.previous_row = first + count

    def _cells(self, row: int, cells: Sequence[Written]) -> list[str]:
        number = str(row + 1)
        return [
            f'<c r="{_letters(column)}{number}" s="{style._get_xf_index()}"{inside(value, self)}'
            for column, value, style in cells
        ]


def inside(value: Value, sheet: Worksheet) -> str:
    """What follows a cell's place and format in a file."""
    if value is None:
        return "/>"
    if isinstance(value, str):
        return _text(value)
    shown = sheet._convert_date_time(value) if isinstance(value, datetime) else value
    return f"><v>{shown:.16G}</v></c>"


@lru_cache(maxsize=65_536)
def _text(value: str) -> str:
    kept = ' xml:space="preserve"' if _preserve_whitespace(value) else ""
    value = Worksheet._escape_control_characters(value)
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f' t="inlineStr"><is><t{kept}>{value}</t></is></c>'


@lru_cache(maxsize=256)
def _letters(column: int) -> str:
    return str(xl_col_to_name(column))
