"""A table over as many pages as it needs: its heads on each, no row cut unless it fills a page."""

from __future__ import annotations

from dataclasses import dataclass

from reports.measure import portioned, shared_out, wrapped
from reports.pdf.blocks import Align, Table
from reports.pdf.canvas import LINE, Canvas

BESIDE, ABOVE = 3.0, 2.5  # points between a frame and its text
HEAD_FILL = "#E8EEF4"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's lines by column, each with its alignment and colour."""

    cells: tuple[tuple[str, ...], ...]
    aligns: tuple[Align, ...]
    fills: tuple[str, ...]
    size: float
    head: bool = False

    @property
    def lines(self) -> int:
        return max((len(cell) for cell in self.cells), default=1)

    @property
    def height(self) -> float:
        return self.lines * self.size * LINE + 2 * ABOVE

    def part(self, first: int, last: int) -> _Row:
        cells = tuple(cell[first:last] for cell in self.cells)
        return _Row(cells, self.aligns, self.fills, self.size, self.head)


def draw_table(canvas: Canvas, table: Table) -> None:
    """Draws the table from where the canvas stands; ValueError if a row has another width."""
    widths = _widths(table, canvas.width)
    head = _head(table, widths)
    rows = [_row(table, number, widths) for number in range(len(table.rows))]
    first = rows[0].height if rows else 0.0
    if head.height + first > canvas.room() and canvas.y > canvas.top:
        canvas.new_page()
    _draw(canvas, head, widths)
    for row in rows:
        _draw_whole(canvas, head, row, widths)


def _draw_whole(canvas: Canvas, head: _Row, row: _Row, widths: list[float]) -> None:
    """A row on this page or the next; one higher than a page goes on over several."""
    page = int((canvas.bottom - canvas.top - head.height - 2 * ABOVE) / (row.size * LINE))
    for start in range(0, row.lines, max(1, page)):
        part = row.part(start, start + max(1, page))
        if part.height > canvas.room():
            canvas.new_page()
            _draw(canvas, head, widths)
        _draw(canvas, part, widths)


def _draw(canvas: Canvas, row: _Row, widths: list[float]) -> None:
    x = canvas.left
    for cell, align, fill, width in zip(row.cells, row.aligns, row.fills, widths, strict=True):
        canvas.box(x, canvas.y, width, row.height, fill)
        with canvas.tagged("TH" if row.head else "TD"):
            canvas.lines(
                cell,
                x + BESIDE,
                canvas.y + ABOVE,
                width - 2 * BESIDE,
                row.size,
                style="B" if row.head else "",
                align=align,
            )
        x += width
    canvas.y += row.height


def _widths(table: Table, room: float) -> list[float]:
    if any(len(row) != len(table.columns) for row in table.rows):
        raise ValueError("a row has not as many cells as the table has columns")
    texts = [
        [column.head, *(row[number] for row in table.rows)]
        for number, column in enumerate(table.columns)
    ]
    frames = 2 * BESIDE
    free = room - frames * len(table.columns)
    if table.shares:
        shared = portioned(texts, table.shares, free, table.size)
    else:
        shared = shared_out(texts, free, table.size)
    return [width + frames for width in shared]


def _head(table: Table, widths: list[float]) -> _Row:
    cells = tuple(
        wrapped(column.head, width - 2 * BESIDE, table.size, bold=True)
        for column, width in zip(table.columns, widths, strict=True)
    )
    centred: list[Align] = ["center" for _ in cells]
    return _Row(cells, tuple(centred), (HEAD_FILL,) * len(cells), table.size, head=True)


def _row(table: Table, number: int, widths: list[float]) -> _Row:
    cells = tuple(
        wrapped(text, width - 2 * BESIDE, table.size)
        for text, width in zip(table.rows[number], widths, strict=True)
    )
    colours = {column: fill for row, column, fill in table.fills if row == number}
    fills = tuple(colours.get(n, "") for n in range(len(cells)))
    return _Row(cells, tuple(c.align for c in table.columns), fills, table.size)
