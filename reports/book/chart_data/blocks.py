"""Where each chart finds its rows on the sheet of chart data: known before a row is written."""

from __future__ import annotations

from dataclasses import dataclass

from reports.book.chart_data.figures import ChartDataPage
from reports.edition import Edition
from reports.workbook.book import clean

BELOW_HEADING = 1  # the first free row
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of the data sheet: names in column 0, series from column 1, their names in `head`."""

    head: int
    rows: int

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
        made.append(Block(row, len(frame.categories)))
        row = made[-1].below
    return tuple(made)


def course_place(edition: Edition, place: int) -> str:
    """Where the months of the indicator of a place (from 1 on) stand, as a formula names it."""
    row = BELOW_HEADING + place + 1  # formulas count rows from 1
    sheet = clean(edition.sheet("chart_data")).replace("'", "''")
    return f"'{sheet}'!B{row}:{chr(ord('A') + MONTHS)}{row}"
