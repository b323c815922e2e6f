"""Rows of a table that are all made alike, given column by column: what comes again in a column is
looked at once, and of a long sheet the rows are written together.

One rule: the file is the one that comes of putting cell by cell; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from reports.workbook.fitting import Fitting
from reports.workbook.layout import OWN_HEIGHT, ROW_HEIGHT, Cell, Printed
from reports.workbook.long_sheet import Value, inside
from reports.workbook.texts import clean

if TYPE_CHECKING:
    from reports.workbook.book import Page

Format: TypeAlias = Any  # xlsxwriter has no types
TOGETHER = 4_000  # rows


@dataclass(frozen=True, slots=True)
class Column:
    """What stands in a column, from the current row on: texts as they came, figures, moments on
    local clocks; None is an empty cell. `styles`: one for all, or one for each."""

    values: Sequence[Value]
    styles: Format | list[Format]

    def style(self, number: int) -> Format:
        return self.styles[number] if isinstance(self.styles, list) else self.styles


def put_columns(page: Page, columns: Sequence[Column]) -> None:
    """Writes as many rows as the columns have values; all columns of the page, from the first."""
    count, done = len(columns[0].values), 0
    alike = all(_is_plain(page, column) for column in columns)
    while done < count and not (alike and page.kept is None and page.book.is_long):
        for number, column in enumerate(columns):
            value = column.values[done]
            shown = (clean(value) or None) if isinstance(value, str) else value
            page.spread(number, number, shown, column.style(done))
        page.end()
        done += 1
    made = [_Made(page, number) for number in range(len(columns))]
    for start in range(done, count, TOGETHER):
        some = range(start, min(start + TOGETHER, count))
        _write(page, [of.cells(column, some) for of, column in zip(made, columns, strict=True)])


def _is_plain(page: Page, column: Column) -> bool:
    """Whether its cells are those of a table's body: with borders, and no title."""
    styles = column.styles if isinstance(column.styles, list) else [column.styles]
    found = {id(style) for style in styles}
    return all(
        page.book.properties[one].get("border") and not page.book.letters[one].bold for one in found
    )


def _write(page: Page, columns: Sequence[Sequence[tuple[str, float]]]) -> None:
    first = page.row
    heights = [max(h for _, h in cells) for cells in zip(*columns, strict=True)]
    for row, height in enumerate(heights, first):
        if height > ROW_HEIGHT:
            page.sheet.set_row(row, height)
        page.printed[row] = Printed(max(height, OWN_HEIGHT), announces=False, in_table=True)
    page.sheet.put_rows(first, [[cell for cell, _ in column] for column in columns])
    page.row += len(heights)


class _Made:
    """The cells of one column; a text or moment that came before is not looked at again."""

    def __init__(self, page: Page, number: int) -> None:
        self._page, self._number = page, number
        self._known: dict[tuple[Value, int], tuple[str, float]] = {}
        self._fittings: dict[int, Fitting] = {}

    def cells(self, column: Column, numbers: range) -> list[tuple[str, float]]:
        """What follows each cell's place in the file, and the height that it needs."""
        known, found = self._known, []
        for number in numbers:
            value, style = column.values[number], column.style(number)
            if isinstance(value, float):
                found.append(self._made(value, style))
                continue
            key = value, id(style)
            if key not in known:
                known[key] = self._made(value, style)
            found.append(known[key])
        return found

    def _made(self, value: Value, style: Format) -> tuple[str, float]:
        page, number = self._page, self._number
        shown = (clean(value) or None) if isinstance(value, str) else value
        height = 0.0
        if shown is not None and not isinstance(shown, datetime):
            fitting = self._fitting(style)
            cell = Cell(page.row, number, number, shown, style)
            if isinstance(shown, str):
                height = fitting.height(cell, shown)
            elif (share := fitting.share(cell, shown)) != 1:
                style = page.book.smaller(style, share)
        return f'" s="{style._get_xf_index()}"{inside(shown, page.sheet)}', height

    def _fitting(self, style: Format) -> Fitting:
        if id(style) not in self._fittings:
            letters = self._page.book.letters[id(style)]
            self._fittings[id(style)] = Fitting(letters, self._page.widths)
        return self._fittings[id(style)]
