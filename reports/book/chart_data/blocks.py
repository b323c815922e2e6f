"""Where each chart finds its rows on the sheet of chart data: known before a row is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from reports.book.chart_data.figures import ChartDataPage
from reports.charts.frames.frame import Frame
from reports.edition import Edition
from reports.workbook.texts import clean

Ways: TypeAlias = tuple[tuple[float | None, ...], ...]

BELOW_HEADING = 1  # the first free row
FIRST_MONTH, MONTHS = 2, 12  # its column, and how many follow


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of the data sheet: names in column 0, series from column 1, their names in `head`."""

    head: int
    rows: int
    series: int = 0

    @property
    def first(self) -> int:
        return self.head + 1

    @property
    def last(self) -> int:
        return self.head + self.rows

    @property
    def below(self) -> int:
        """The row in which the next block begins, an empty one between."""
        return self.last + 2


def blocks_of(figures: ChartDataPage) -> tuple[Block, ...]:
    """The block of each frame, in their order; above them stand the indicators' courses."""
    row = Block(BELOW_HEADING, len(figures.indicators)).below
    made = []
    for frame in figures.frames:
        made.append(Block(row, len(frame.categories), len(frame.series)))
        row = made[-1].below
    return tuple(made)


def ways_of(frame: Frame) -> Ways:
    """How far bars go up and down from a mark: a forecast's range, the way from a baseline to its
    result. Empty for frames that have none; cells, for programs read no others."""
    if frame.name == "dumbbells":
        start, low, high = frame.of("baseline"), frame.of("result"), frame.of("result")
    else:
        start, low, high = frame.of("likely"), frame.of("low"), frame.of("high")
    if not low or not start:
        return ()
    pairs = list(zip(start, low, high, strict=True))
    up = tuple(max(0.0, c - a) if a is not None and c is not None else None for a, _, c in pairs)
    down = tuple(max(0.0, a - b) if a is not None and b is not None else None for a, b, _ in pairs)
    return up, down


def course_place(edition: Edition, place: int) -> str:
    """Where the months of the indicator of a place (from 1 on) stand, as a formula names it: an
    empty cell on both sides keeps the marks off the edge of the small line's cell."""
    row = BELOW_HEADING + place + 1  # formulas count rows from 1
    sheet = clean(edition.sheet("chart_data")).replace("'", "''")
    last = chr(ord("A") + FIRST_MONTH + MONTHS)
    return f"'{sheet}'!B{row}:{last}{row}"
