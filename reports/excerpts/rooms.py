"""How much a page says, from roomy to narrow, so that it never takes more than its pages.

The one rule: letters are never below 8 points; what is left out is told.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
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
    fits = bisect_left(ROOMS[:-1], True, key=lambda r: pages_of(about, MARGINS, blocks(r)) <= PAGES)
    write_pdf(path, about, MARGINS, blocks(ROOMS[fits]))
