"""Moves on one worksheet. Text from outside stays text: nothing here lets it become a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Unpack

from reports.forms.styles import FONT_SIZE, Styles
from reports.measure import lines_of, room_of_columns
from reports.measure.faces import Face
from reports.printable import cell_text

LONGEST_TEXT = 32_000  # Excel's limit of a cell is 32,767
POINTS_PER_LINE = 16.0  # of 12-point letters
TALLEST_ROW = 409.0  # Excel's limit


class Sheet:
    """An xlsxwriter worksheet (the library has no types) together with the workbook's styles.

    Rows and columns count from 0. `page` is the worksheet itself, for its page set-up.
    """

    def __init__(self, page: Any, styles: Styles) -> None:
        self.page = page
        self.styles = styles

    def text(self, row: int, column: int, text: str, style: str) -> None:
        """Text as text, whatever it begins with; nothing as a blank cell with its style."""
        if text:
            self.page.write_string(row, column, cell_text(text, LONGEST_TEXT), self.styles(style))
        else:
            self.page.write_blank(row, column, None, self.styles(style))

    def number(
        self, row: int, column: int, value: float, style: str, decimals: int | None = None
    ) -> None:
        """A number; with `decimals` shown in Vietnamese notation, else as its program shows it."""
        look = self.styles(style) if decimals is None else self.styles.number(style, decimals)
        self.page.write_number(row, column, value, look)

    def day(self, row: int, column: int, value: date, style: str) -> None:
        self.page.write_datetime(row, column, value, self.styles.dated(style))

    def across(self, row: int, columns: tuple[int, int], text: str, style: str) -> None:
        """Text over several columns of one row (never inside the table)."""
        # merge_range would read "=..." as a formula, so the range is merged blank and filled after.
        self.page.merge_range(row, columns[0], row, columns[1], "", self.styles(style))
        self.text(row, columns[0], text, style)

    def rich(self, row: int, column: int, parts: tuple[tuple[str, str], ...], style: str) -> None:
        """Runs of text, each (style, text), in one cell; at least two."""
        runs = [piece for name, text in parts for piece in (self.styles(name), text)]
        self.page.write_rich_string(row, column, *runs, self.styles(style))

    def hint(self, rows: tuple[int, int], column: int, rule: dict[str, Any]) -> None:
        """A data validation on the rows from the first to the last given."""
        self.page.data_validation(rows[0], column, rows[1], column, rule)


def lines_needed(
    text: str, widths: Sequence[float], size: float = FONT_SIZE, **face: Unpack[Face]
) -> int:
    """How many lines a text takes in columns of these widths together, at least one."""
    return lines_of(text, room_of_columns(widths), size, **face)
