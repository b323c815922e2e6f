"""A sheet of very many rows: whole rows are written at once, in the library's own bytes.

One rule: what a row looks like in the file is as xlsxwriter writes it in its mode of constant
memory; a test compares the two byte for byte. Rows of anything but texts, numbers, moments and
blanks go the library's way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from io import StringIO
from itertools import chain
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
    fh: Any

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

    def begin(self, row: int) -> None:
        """Writes the rows before this one; none of them may be written afterwards."""
        if row > self.previous_row:
            self._write_single_row(row)

    def put_rows(
        self, first: int, columns: Sequence[Sequence[str]], heights: Sequence[float | None]
    ) -> None:
        """Writes rows of columns from the first on, each cell given as what follows its place in
        the file, each row with its height in points (None for the program's own); as `put_row`,
        no row before or among them may be written afterwards."""
        count = len(columns[0])
        self.begin(first)
        for row, column in ((first, 0), (first + count - 1, len(columns) - 1)):
            self._check_dimensions(row, column)
        opened = self._opened(first, heights)
        cells = "".join(f'<c r="{_letters(column)}%s%s' for column in range(len(columns)))
        whole = f'<row r="%s"%s{cells}</row>'
        places = list(map(str, range(first + 1, first + count + 1)))
        inner = chain.from_iterable((places, column) for column in columns)
        self.fh.write("".join(map(whole.__mod__, zip(places, opened, *inner, strict=True))))
        self.previous_row = first + count

    def _opened(self, first: int, heights: Sequence[float | None]) -> list[str]:
        """What closes each row's head behind its number; the library is asked once for a height."""
        heads: dict[float | None, str] = {}
        sizes: dict[float, Any] = {}
        for row, height in enumerate(heights, first):
            if height not in heads:
                if height is not None:
                    self.set_row(row, height)
                    sizes[height] = self.row_sizes[row]
                heads[height] = self._head(row)
            if height is not None:
                self.row_sizes[row] = sizes[height]
        return list(map(heads.__getitem__, heights))

    def _head(self, row: int) -> str:
        written, self.fh = self.fh, StringIO()
        try:
            self._write_row(row, None, self.row_info.get(row))
            return str(self.fh.getvalue()).removeprefix(f'<row r="{row + 1}"')
        finally:
            self.fh = written

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
