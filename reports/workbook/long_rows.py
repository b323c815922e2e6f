"""Rows of a table that are all made alike, given column by column: what comes again in a column is
looked at once, and of a long sheet the rows are written together.

One rule: the file is the one that comes of putting cell by cell; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from reports.workbook.column_cells import Cells, ColumnCells, Given
from reports.workbook.layout import OWN_HEIGHT, ROW_HEIGHT, Cell, Printed
from reports.workbook.long_sheet import Value
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

    def some(self, start: int, end: int) -> Given:
        styles = self.styles[start:end] if isinstance(self.styles, list) else self.styles
        return Given(self.values[start:end], styles)


def put_columns(page: Page, columns: Sequence[Column]) -> None:
    """Writes as many rows as the columns have values; all columns of the page, from the first."""
    count, done = len(columns[0].values), 0
    alike = page.book.is_long and all(_is_plain(page, column) for column in columns)
    if alike and page.kept is not None and (first := _to_measure(page, columns)) <= count:
        page.lay_out(_of_each_kind(columns, first))
    while done < count and not (alike and page.kept is None):
        for number, column in enumerate(columns):
            value = column.values[done]
            shown = (clean(value) or None) if isinstance(value, str) else value
            page.spread(number, number, shown, column.style(done))
        page.end()
        done += 1
    made = [ColumnCells(page, number) for number in range(len(columns))]
    for start in range(done, count, TOGETHER):
        page.sheet.begin(page.row)
        some = [column.some(start, start + TOGETHER) for column in columns]
        _write(page, _cells(made, some))


def _is_plain(page: Page, column: Column) -> bool:
    """Whether its cells are those of a table's body: with borders, and no text in bold."""
    styles = column.styles if isinstance(column.styles, list) else [column.styles]
    found = {id(style) for style in styles}
    book = page.book
    if not all(book.properties[one].get("border") for one in found):
        return False
    return not any(book.letters[one].bold for one in found) or str not in map(type, column.values)


def _to_measure(page: Page, columns: Sequence[Column]) -> int:
    """How many rows decide on the widths of a page that is not laid out yet."""
    from reports.workbook.book import MEASURED

    return (MEASURED - len(page.kept or ())) // len(columns) + 1


def _of_each_kind(columns: Sequence[Column], rows: int) -> Iterator[Cell]:
    """What decides on the columns' widths in the first rows: what comes again once."""
    for number, column in enumerate(columns):
        given = column.some(0, rows)
        styles = given.styles if isinstance(given.styles, list) else [given.styles] * rows
        cells = zip(given.values, styles, strict=True)
        kinds = {(value, id(style)): style for value, style in cells}
        for (value, _), style in kinds.items():
            shown = (clean(value) or None) if isinstance(value, str) else value
            yield Cell(0, number, number, shown, style)


def _cells(made: Sequence[ColumnCells], some: Sequence[Given]) -> list[Cells]:
    """The cells of some rows; the file numbers formats in the order in which rows show them."""
    grouped = [of.by_format(given) for of, given in zip(made, some, strict=True)]
    firsts = [
        (first, column, style)
        for column, groups in enumerate(grouped)
        for first, style in groups.firsts()
    ]
    for _, _, style in sorted(firsts, key=lambda f: f[:2]):
        style._get_xf_index()
    return [of.cells(groups) for of, groups in zip(made, grouped, strict=True)]


def _write(page: Page, columns: Sequence[Cells]) -> None:
    first, count = page.row, len(columns[0].written)
    high = [column.heights for column in columns if column.heights is not None]
    heights = list(map(max, *high)) if len(high) > 1 else high[0] if high else [0.0] * count
    kinds = {h: Printed(max(h, OWN_HEIGHT), announces=False, in_table=True) for h in set(heights)}
    page.printed.update(enumerate(map(kinds.__getitem__, heights), first))
    own = [height if height > ROW_HEIGHT else None for height in heights]
    page.sheet.put_rows(first, [column.written for column in columns], own)
    page.row += count
