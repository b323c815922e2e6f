"""Where the printed form goes on to the next page: never between a heading and its first
indicator, inside a ratio, or between the last indicator and the signatures.

Excel and LibreOffice keep these breaks while fitting the table to the page's width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reports.forms.rows import Heading, Row

# A4 across in points, less the margins of the form.
PAGE_WIDTH, PAGE_HEIGHT = 770.0, 501.0
SAFETY = 0.98  # other programs' letters are a little larger
MOST_EMPTY = 1 / 3  # of a page above a break
SIGN_LINES = (8, 7, 6)  # rows of room for the signatures
# Wider margins at the sides make the fitted table smaller, so that more of it goes on a page.
SIDES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)  # inches added on both sides together


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that stay together. `row` is the sheet's first, from 0; `points` their height."""

    row: int
    points: float


@dataclass(frozen=True, slots=True)
class Paper:
    """How a form is printed: inches added to the side margins, lines of room for the signatures,
    the rows that begin a page, and the greatest part of a page left empty above one."""

    side: float
    sign_lines: int
    breaks: tuple[int, ...]
    empty: float


@dataclass(frozen=True, slots=True)
class Measures:
    """Heights in points of what is printed beside the table's lines: `head` on the first page,
    `header` on each, `guide` and `sign_line` (a line of room for signing) below; `width` is the
    table's."""

    head: float
    header: float
    guide: float
    sign_line: float
    width: float


def capacity(width: float, side: float = 0.0) -> float:
    """The points that a page holds of a table of this width, once it fits the page's width."""
    return SAFETY * PAGE_HEIGHT * max(1.0, width / (PAGE_WIDTH - 72 * side))


def paper_for(blocks: Sequence[Block], measures: Measures) -> Paper:
    """The roomiest way to print the blocks on one page; else the roomiest that leaves no third of
    a page empty; if none does, the one that leaves least. The last block gets what stands below the
    table."""
    tried = [_paper(blocks, measures, side, lines) for side in SIDES for lines in SIGN_LINES]
    whole = (paper for paper in tried if not paper.breaks)
    good = (paper for paper in tried if paper.empty <= MOST_EMPTY)
    least = min(tried, key=lambda paper: paper.empty)
    return next(whole, None) or next(good, None) or least


def _paper(blocks: Sequence[Block], measures: Measures, side: float, lines: int) -> Paper:
    last = blocks[-1]
    foot = measures.guide + measures.sign_line * lines
    whole = [*blocks[:-1], replace(last, points=last.points + foot)]
    room = capacity(measures.width, side)
    breaks, empty = page_breaks(whole, measures.head, measures.header, room)
    return Paper(side, lines, tuple(breaks), empty)


def blocks_of(lines: Sequence[Heading | Row], heights: Sequence[float], top: int) -> list[Block]:
    """The table's blocks; `top` is the first line's row."""
    found: list[Block] = []
    after_heading = False
    for row, (line, height) in enumerate(zip(lines, heights, strict=True), start=top):
        joins = after_heading or (isinstance(line, Row) and line.part is not None)
        if joins:
            found[-1] = Block(found[-1].row, found[-1].points + height)
        else:
            found.append(Block(row, height))
        after_heading = isinstance(line, Heading)
    return found


def page_breaks(
    blocks: Iterable[Block], head: float, header: float, room: float
) -> tuple[list[int], float]:
    """The rows that begin a new page, and the greatest part of a page left empty above one;
    `header` is repeated on each page, `head` stands only on the first."""
    breaks: list[int] = []
    empty = 0.0
    used = head + header
    for block in blocks:
        if used + block.points > room and used > header:
            breaks.append(block.row)
            empty = max(empty, 1 - used / room)
            used = header
        used += block.points
    return breaks, empty
