"""The layout of a page, from what stands in it: widths of its columns, heights of its rows.

The one rule: a page's drawing says how wide columns are beside each other, and the text decides
the rest. No word and no figure is cut; then the columns are narrowed towards that as far as print
of 8 points asks for; then rows get the height that their text takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import takewhile
from math import ceil
from typing import Any

from reports.measure import (
    DIGIT,
    breadth_of_columns,
    height_of,
    lines_of,
    room_of_columns,
    text_width,
    widest_word,
    width_for,
)
from reports.measure.lines import PADDING, TALLEST
from reports.workbook.measure import EDGES, day_width, shape_of, width_of

LEAST_PRINT = 8.0  # points on paper
USUAL = 11.0  # points of a page's letters
ROW_HEIGHT = 16.5  # points; lower rows keep the program's own height
WIDEST = 22.0  # a column of figures grows no wider; what needs more is printed smaller
OWN_HEIGHT = 15.0  # points of a row without a height of its own
SEVERAL = 3  # pages from which on smaller print is taken to need fewer
LEAST_FULL = 0.2  # of a page: what a last page should hold
FULL = 0.97  # of a page is filled: programs round heights each in its own way
FULL_SHEET = 0.96  # of a page that holds all: it is printed at the whole per cent below that
MOST_BREAKS = 1000  # of a sheet; Excel takes 1,026
UPRIGHT = 1.15  # of the size: the breadth of a line that stands upright, as the font has it
INDENT = 2.5  # points that a program keeps free beside text, both sides together


@dataclass(frozen=True, slots=True)
class Letters:
    """What a format means for the room that its cell needs."""

    size: float
    bold: bool
    italic: bool
    wrapped: bool
    upright: bool
    number: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, or several merged ones of a row: columns from `first` to `last`.

    `leads_to` is the place that a click opens, if any, as xlsxwriter writes it.
    """

    row: int
    first: int
    last: int
    value: str | float | datetime | None
    style: Any  # xlsxwriter has no types
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """How high a row is, in points, whether it announces the next one (a title, a head), and
    whether it is a table's."""

    height: float
    announces: bool
    in_table: bool = False


def announces(cells: Iterable[tuple[Cell, Letters]]) -> bool:
    """Whether a row is a title or a table's head: nothing in it but bold text."""
    filled = False
    for cell, letters in cells:
        if cell.value is not None and not (isinstance(cell.value, str) and letters.bold):
            return False
        filled = filled or cell.value is not None
    return filled


def scale_of(widths: Sequence[float], paper: float) -> int:
    """The largest per cent at which a program prints a page as wide as the paper: at most 100."""
    return max(10, min(100, int(100 * paper / breadth_of_columns(widths, DIGIT) + 1e-6)))


def widened(widths: Sequence[float], paper: float, scale: int) -> list[float]:
    """The columns so wide that a page as wide as the paper prints at a per cent, or smaller where
    the program's columns are wider: a scale of its own would hold with the measured font alone,
    in another one columns would stand on a second sheet."""
    edges = breadth_of_columns([0.0] * len(widths), DIGIT)
    more = (paper * 100 / scale - edges) / (breadth_of_columns(widths, DIGIT) - edges)
    return [width * max(1.0, more) for width in widths] if scale < 100 else list(widths)


def breaks_of(rows: Sequence[Printed], page: float, repeated: float) -> list[int]:
    """The rows before which a new page begins; no announcement is left behind on the old one.

    `page` is the points that a page holds, `repeated` those of the heads on every later page.
    """
    found: list[int] = []
    at, start = 0.0, 0
    for number, row in enumerate(rows):
        room = page * FULL - (repeated if found else 0.0)
        if at + row.height > room and number > start:
            first = number if repeated else _table_of(rows, start, number, page * FULL)
            while first - 1 > start and rows[first - 1].announces:
                first -= 1
            found.append(first)
            start, at = first, sum(r.height for r in rows[first:number])
        at += row.height
    return found


def fits_one_page(
    rows: Sequence[Printed], widths: Sequence[float], paper: float, down: float, size: float
) -> bool:
    """Whether all rows stand on one page, the smallest letters (of `size`) in the least print or
    larger."""
    high = sum(row.height for row in rows)
    room = paper / breadth_of_columns(widths), FULL_SHEET * down / high if high else 1.0
    return min(room) >= LEAST_PRINT / size - 1e-6


def scale_of_high(
    rows: Sequence[Printed], widths: Sequence[float], paper: float, down: float
) -> int | None:
    """The per cent at which a sheet that is too high stands on one page; None for any other. Told
    to fit it, LibreOffice takes the nearest whole per cent and lets go of the last row."""
    high = sum(row.height for row in rows)
    scale = int(100 * FULL * down / high) if high else 100
    return scale if scale < min(100, 97 * paper / breadth_of_columns(widths)) else None


def _table_of(rows: Sequence[Printed], start: int, number: int, room: float) -> int:
    """Where the table of a row begins, for a head that is not repeated must not be left behind;
    the row itself if its table began before the page did, or needs more than a page anyway and
    would only leave this one empty."""
    first = number
    while first > start and rows[number].in_table and rows[first - 1].in_table:
        first -= 1
    if first == start:
        return number
    whole = sum(row.height for row in takewhile(lambda row: row.in_table, rows[first:]))
    return first if whole <= room else number


def pages_of(  # noqa: PLR0913, PLR0917 - a page is that much
    rows: Sequence[Printed], widths: Sequence[float], paper: float, down: float, repeated: float,
    size: float = USUAL,
) -> tuple[int, list[int]]:  # fmt: skip
    """(per cent, rows before which pages begin): as large as the columns allow, or a little
    smaller, down to the least print, where that spares a last page that is nearly empty, or one of
    several. Where nothing spares it, the page before gives it some of its rows."""
    largest = scale_of(widths, paper)
    looser = breadth_of_columns(widths) / breadth_of_columns(widths, DIGIT)
    least = min(largest, ceil(100 * LEAST_PRINT / size * looser))
    several = len(breaks_of(rows, down * 100 / largest, repeated)) >= SEVERAL - 1
    fewest = len(breaks_of(rows, down * 100 / least, repeated)) if several else None
    for scale in range(largest, least - 1, -1):
        page = down * 100 / scale
        breaks = breaks_of(rows, page, repeated)
        last = _last(rows, breaks) if breaks else page
        if last >= LEAST_FULL * page and fewest in (None, len(breaks)):
            return scale, breaks
    scale = least if several else largest
    page = down * 100 / scale
    return scale, _filled(rows, breaks_of(rows, page, repeated), page, repeated)


def _last(rows: Sequence[Printed], breaks: Sequence[int]) -> float:
    """The points of the rows on the last page."""
    return sum(row.height for row in rows[breaks[-1] :])


def _filled(rows: Sequence[Printed], breaks: list[int], page: float, repeated: float) -> list[int]:
    """The breaks with the last one so early that its page is not nearly empty; a title or a head
    goes with what it announces, a table without a repeated head stays whole, and the page before
    keeps half of what it had."""
    if not breaks:
        return breaks
    *earlier, last = breaks
    start = earlier[-1] if earlier else 0
    first = last
    while first - 1 > (start + last) // 2 and (
        _last(rows, [first]) < LEAST_FULL * page or rows[first - 1].announces
    ):
        first -= 1
    divides = first != last and not repeated and rows[first].in_table and rows[first - 1].in_table
    return breaks if divides else [*earlier, first]


def columns_of(
    given: Sequence[float],
    cells: Iterable[tuple[Cell, Letters]],
    paper: float,
    firm: Mapping[int, float] | None = None,
) -> list[float]:
    """The width of each column; `paper` is the points between the margins, `firm` the widths below
    which columns of words are not brought, whatever the print."""
    least = [(firm or {}).get(column, 0.0) for column in range(len(given))]
    sizes = [USUAL]
    for cell, letters in cells:
        if cell.value is None or cell.value == "":
            continue
        sizes.append(letters.size)
        if cell.first == cell.last:
            least[cell.first] = max(least[cell.first], need_of(cell.value, letters))
    wished = [max(width, low) for width, low in zip(given, least, strict=True)]
    scale = min(100, ceil(100 * LEAST_PRINT / min(sizes)))  # whole per cents, as programs take it
    return _narrowed(wished, least, paper * 100 / scale)


def _narrowed(wished: list[float], least: list[float], room: float) -> list[float]:
    """All columns brought towards their least width alike, until they fit into the room."""
    most, few = breadth_of_columns(wished), breadth_of_columns(least)
    if most <= room:
        return wished
    kept = max(0.0, (room - few) / (most - few)) if most > few else 0.0
    return [low + (wish - low) * kept for wish, low in zip(wished, least, strict=True)]


def need_of(value: str | float | datetime, letters: Letters) -> float:
    """The least column width for a value, so that it is neither cut nor broken in a word."""
    if isinstance(value, str):
        return _word_width(value, letters)
    if isinstance(value, datetime):
        return day_width(letters.number, letters.size, bold=letters.bold)
    shape = shape_of(letters.number)
    if shape is None:
        return 0.0
    return min(WIDEST, width_of(value, shape, letters.size, bold=letters.bold))


@lru_cache(maxsize=65_536)
def _word_width(text: str, letters: Letters) -> float:
    if letters.upright:
        return width_for(UPRIGHT * letters.size + INDENT)
    if not letters.wrapped:
        return 0.0  # it runs on over empty cells
    wide = widest_word(text, letters.size, bold=letters.bold, italic=letters.italic)
    return width_for(wide + INDENT)


def height_needed(cell: Cell, letters: Letters, widths: Sequence[float]) -> float:
    """The points that a cell's text needs in height; 0 for one that needs no more than any row."""
    if not isinstance(cell.value, str):
        return 0.0
    bold, italic = letters.bold, letters.italic
    if letters.upright:
        wide = text_width(cell.value, letters.size, bold=bold, italic=italic)
        return min(TALLEST, wide + PADDING + INDENT)
    if not letters.wrapped:
        return 0.0
    room = max(letters.size, room_of_columns(widths[cell.first : cell.last + 1]) - INDENT)
    lines = lines_of(cell.value, room, letters.size, bold=bold, italic=italic)
    return height_of(lines, letters.size)


def shrunk(cell: Cell, letters: Letters, widths: Sequence[float]) -> float:
    """The share of its size at which a figure fits its columns: 1 for most."""
    shape = shape_of(letters.number)
    if shape is None or not isinstance(cell.value, int | float):
        return 1.0
    need = width_of(cell.value, shape, letters.size, bold=letters.bold)
    has = width_for(room_of_columns(widths[cell.first : cell.last + 1]))
    return 1.0 if need <= has + 0.01 else (has - EDGES) / (need - EDGES)
