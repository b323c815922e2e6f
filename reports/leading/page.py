"""Page one as a PDF: the six points on one A4 page.

The one rule: it stays one page. Where the facts need more, lists are cut shorter, step by step, and
each says how many it leaves out; letters are never below 8 points.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from reports.edition import Edition
from reports.leading import wording
from reports.leading.facts import Behind, Facts
from reports.looks import STATUS
from reports.pdf import (
    About,
    Block,
    Column,
    Heading,
    Paragraph,
    StatusBar,
    StatusPart,
    Table,
    pages_of,
    write_pdf,
)
from reports.profiles import Margins

MARGINS = Margins(top=11, bottom=14, left=14, right=12)


@dataclass(frozen=True, slots=True)
class Room:
    """How much is said: rows of what is behind, quotes of each, letters of a quote or a name,
    entries of other lists, points of the letters."""

    behind: int
    quotes: int
    letters: int
    listed: int
    size: float


ROOMS = (
    Room(behind=20, quotes=2, letters=160, listed=14, size=10),
    Room(behind=16, quotes=2, letters=130, listed=10, size=9.5),
    Room(behind=14, quotes=1, letters=110, listed=8, size=9),
    Room(behind=14, quotes=1, letters=90, listed=6, size=9),
    Room(behind=14, quotes=1, letters=80, listed=5, size=8.5),
    Room(behind=14, quotes=1, letters=70, listed=4, size=8.5),
    Room(behind=12, quotes=1, letters=60, listed=4, size=8.5),
    Room(behind=12, quotes=1, letters=60, listed=4, size=8),
    Room(behind=10, quotes=1, letters=60, listed=4, size=8),
    Room(behind=8, quotes=1, letters=60, listed=3, size=8),
    Room(behind=6, quotes=1, letters=50, listed=3, size=8),
    Room(behind=4, quotes=1, letters=40, listed=2, size=8),
    Room(behind=2, quotes=1, letters=30, listed=1, size=8),
)  # from roomy to narrow: none holds more of anything than the one before


def write_page(path: Path, edition: Edition, facts: Facts) -> None:
    """Writes the page with as much as it holds; equal facts give equal bytes."""
    about = About(
        title=edition.say("leading.page.title", period=edition.title),
        author=edition.owner.name,
        language=edition.locale,
        made=edition.as_of,
        foot=edition.plan.name,
    )
    fits = bisect_left(
        ROOMS[:-1], True, key=lambda r: pages_of(about, MARGINS, blocks(edition, facts, r)) == 1
    )
    write_pdf(path, about, MARGINS, blocks(edition, facts, ROOMS[fits]))


def blocks(edition: Edition, facts: Facts, room: Room) -> list[Block]:
    """The page from top to bottom."""
    say, size = edition.say, room.size
    text = [Paragraph(line, size) for line in _head(edition)]
    made: list[Block] = [
        Paragraph(edition.owner.name.upper(), size, bold=True, align="center"),
        Heading(say("leading.page.title", period=edition.title.upper()), size=13, align="center"),
        *(Paragraph(p.text, size, italic=True, align="center") for p in text),
        _title(edition, "one", size, total=facts.total),
        status_bar(edition, facts, size),
        Paragraph(wording.standing_before(edition, facts), size),
        _title(edition, "two", size, count=len(facts.behind)),
        *_behind(edition, facts, room),
    ]
    sections = {
        "three": wording.moved(edition, facts, room.listed, room.letters),
        "four": wording.sent(edition, facts, room.listed),
        "five": [wording.proposals(edition, facts, room.listed, room.letters)],
        "six": wording.completeness(edition, facts, room.listed),
    }
    for key, lines in sections.items():
        made.append(_title(edition, key, size))
        made += [Paragraph(line, size) for line in lines]
    return made


def _head(edition: Edition) -> list[str]:
    return [f"{edition.as_of_text}. {edition.notice}."]


def _title(edition: Edition, key: str, size: float, **values: object) -> Heading:
    return Heading(edition.say(f"leading.page.{key}", **values), level=2, size=size + 1)


def status_bar(edition: Edition, facts: Facts, size: float) -> StatusBar:
    """A box with its symbol for each indicator, and the words with their counts."""
    parts = tuple(
        StatusPart(STATUS[c.status].symbol, edition.status(c.status), c.indicators,
                   STATUS[c.status].fill)
        for c in facts.counts
    )  # fmt: skip
    return StatusBar(parts, size)


def _behind(edition: Edition, facts: Facts, room: Room) -> list[Block]:
    if not facts.behind:
        return [Paragraph(edition.say("leading.behind.none"), room.size)]
    figures = "figures_end" if edition.period.month_of_year == 12 else "figures"
    names = ("indicator", figures, "outlook", "lead", "why")
    columns = tuple(Column(edition.say(f"leading.page.{name}")) for name in names)
    shown = facts.behind[: room.behind]
    rows = tuple(_row(edition, b, room) for b in shown)
    made: list[Block] = [Table(columns, rows, size=max(8.0, room.size - 0.5))]
    left = facts.behind[room.behind :]
    if left:
        codes = ", ".join(b.row.indicator for b in left)
        more = edition.say("leading.behind.more", left=len(left), codes=codes)
        made.append(Paragraph(more, room.size))
    return made


def _row(edition: Edition, behind: Behind, room: Room) -> tuple[str, ...]:
    row = behind.row
    figures = f"{wording.reached(edition, row)}, {wording.missing(edition, row)}"
    if row.provisional:
        figures = f"{figures} {wording.mark(edition, row)}"
    return (
        f"{STATUS[row.status].symbol} {row.indicator} "
        + wording.beginning(row.indicator_name, room.letters),
        figures,
        wording.outlook(edition, row),
        wording.lead(edition, row),
        wording.quotes(edition, behind.reasons, room.quotes, room.letters),
    )
