"""Where each chart finds its rows on the sheet of chart data: known before a row is written."""

from __future__ import annotations

from dataclasses import dataclass

from reports.book.chart_data.figures import ChartDataPage

BELOW_HEADING = 1  # the first free row


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


@dataclass(frozen=True, slots=True)
class Blocks:
    """In their order on the sheet; None where there is nothing to draw."""

    fields: Block | None
    behind: Block | None
    paths: tuple[Block, ...]


def blocks_of(figures: ChartDataPage) -> Blocks:
    row = BELOW_HEADING
    made: list[Block | None] = []
    for rows in map(len, (figures.field_summaries, figures.behind, *figures.paths)):
        block = Block(row, rows) if rows else None
        made.append(block)
        row = block.below if block else row
    fields, behind, *paths = made
    return Blocks(fields, behind, tuple(block for block in paths if block))
