"""A sheet of very many rows: whole rows are written at once, in the library's own bytes.

One rule: what a row looks like in the file is as xlsxwriter writes it in its mode of constant
memory; a test compares the two byte for byte. Rows of anything but texts, numbers, moments and
blanks go the library's way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
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

    def _cells(self, row: int, cells: Sequence[Written]) -> list[str]:
        number, date = str(row + 1), self._convert_date_time
        return [
            f'<c r="{_letters(column)}{number}" s="{style._get_xf_index()}"{_inside(value, date)}'
            for column, value, style in cells
        ]


def _inside(value: Value, date: Callable[[datetime], float]) -> str:
    """What follows a cell's place and format."""
    if value is None:
        return "/>"
    if isinstance(value, str):
        return _text(value)
    shown = date(value) if isinstance(value, datetime) else value
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
