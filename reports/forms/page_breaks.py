"""Where the printed form goes on to the next page: never between a heading and its first
indicator, inside a ratio, or between the last indicator and the signatures.

Excel and LibreOffice keep these breaks while fitting the table to the page's width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.forms.rows import Heading, Row

# A4 across in points, less the margins of the form.
PAGE_WIDTH, PAGE_HEIGHT = 770.0, 501.0
SAFETY = 0.98  # other programs' letters are a little larger


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that stay together. `row` is the sheet's first, from 0; `points` their height."""

    row: int
    points: float


def capacity(width: float) -> float:
    """The points that a page holds of a table of this width, once it fits the page's width."""
    return SAFETY * PAGE_HEIGHT * max(1.0, width / PAGE_WIDTH)


def blocks_of(
    lines: Sequence[Heading | Row], heights: Sequence[float], top: int, foot: float
) -> list[Block]:
    """The table's blocks; `top` is the first line's row, `foot` the height below the table."""
    found: list[Block] = []
    after_heading = False
    for row, (line, height) in enumerate(zip(lines, heights, strict=True), start=top):
        joins = after_heading or (isinstance(line, Row) and line.part is not None)
        if joins:
            found[-1] = Block(found[-1].row, found[-1].points + height)
        else:
            found.append(Block(row, height))
        after_heading = isinstance(line, Heading)
    last = found[-1]
    return [*found[:-1], Block(last.row, last.points + foot)]


def page_breaks(blocks: Iterable[Block], head: float, header: float, room: float) -> list[int]:
    """The rows that begin a new page; `header` is repeated on each, `head` only on the first."""
    breaks: list[int] = []
    used = head + header
    for block in blocks:
        if used + block.points > room and used > header:
            breaks.append(block.row)
            used = header
        used += block.points
    return breaks
