"""How much a page says, from roomy to narrow, so that it never takes more than its pages.

The one rule: letters are never below 8 points; what is left out is told.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from reports.edition import Edition
from reports.pdf import About, Block, pages_of, write_pdf
from reports.profiles import Margins

PAGES = 2
MARGINS = Margins(top=12, bottom=14, left=14, right=12)


@dataclass(frozen=True, slots=True)
class Room:
    """Rows of the table of what is behind, letters of a quote or a message, entries of other
    lists, rows of the table of all indicators, points of the letters."""

    behind: int
    letters: int
    listed: int
    rows: int
    size: float


ROOMS = (
    Room(behind=30, letters=220, listed=16, rows=200, size=10),
    Room(behind=30, letters=180, listed=12, rows=200, size=9.5),
    Room(behind=24, letters=140, listed=10, rows=200, size=9),
    Room(behind=24, letters=110, listed=8, rows=200, size=8.5),
    Room(behind=20, letters=90, listed=6, rows=200, size=8),
    Room(behind=16, letters=80, listed=5, rows=200, size=8),
    Room(behind=12, letters=70, listed=4, rows=200, size=8),
    Room(behind=12, letters=44, listed=4, rows=200, size=8),
    Room(behind=8, letters=44, listed=3, rows=200, size=8),
    Room(behind=5, letters=44, listed=3, rows=200, size=8),
    Room(behind=5, letters=44, listed=3, rows=34, size=8),
    Room(behind=5, letters=44, listed=3, rows=28, size=8),
    Room(behind=5, letters=44, listed=3, rows=23, size=8),
    Room(behind=5, letters=42, listed=3, rows=18, size=8),
    Room(behind=5, letters=40, listed=2, rows=12, size=8),
    Room(behind=3, letters=40, listed=2, rows=6, size=8),
    Room(behind=2, letters=30, listed=1, rows=3, size=8),
)  # none holds more of anything than the one before
MORE_ROWS = 11  # at most between two rooms
STILL_ROOMY = ROOMS[3]  # where this fits one page, no second one is begun


def write_within(
    path: Path, edition: Edition, title: str, blocks: Callable[[Room], list[Block]]
) -> None:
    """Writes the file with as much as two pages hold, or on one if what would not fit it is little;
    equal blocks give equal bytes."""
    about = About(
        title=title,
        author=edition.owner.name,
        language=edition.locale,
        made=edition.as_of,
        foot=f"{edition.plan.name}. {edition.notice}.",
    )
    room = room_for(lambda room, pages: pages_of(about, MARGINS, blocks(room)) <= pages)
    write_pdf(path, about, MARGINS, blocks(room))


def room_for(fits: Callable[[Room, int], bool]) -> Room:
    """The roomiest for two pages, or for one where that is still roomy. Rows that would be left out
    fill what is left."""
    if fits(STILL_ROOMY, 1):
        return ROOMS[bisect_left(ROOMS[:3], True, key=lambda room: fits(room, 1))]
    found = ROOMS[bisect_left(ROOMS[:-1], True, key=lambda room: fits(room, PAGES))]
    if found.rows == ROOMS[0].rows or not fits(found, PAGES):
        return found
    more = [replace(found, rows=found.rows + n) for n in range(1, MORE_ROWS + 1)]
    return [found, *more][bisect_left(more, True, key=lambda room: not fits(room, PAGES))]
