"""Page one as a PDF: the six points on one A4 page.

The one rule: it stays one page. Where the facts need more, lists are cut shorter, step by step, and
each says how many it leaves out; letters are never below 8 points.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from reports import amounts
from reports.edition import Edition
from reports.kinds import KindFigures, lines_of, title_of
from reports.leading import wording
from reports.leading.facts import Behind, BehindRow, Facts
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
    trial_fonts,
    write_pdf,
)
from reports.profiles import Margins

TOLD_ABOVE = ("judged", "failed")  # of the kind's sentences: points 1 and 2 say it
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
    Room(behind=6, quotes=1, letters=50, listed=2, size=8),
    Room(behind=5, quotes=1, letters=40, listed=2, size=8),
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
    with trial_fonts() as fonts:
        fits = bisect_left(
            ROOMS[:-1], True,
            key=lambda r: pages_of(about, MARGINS, blocks(edition, facts, r), fonts) == 1,
        )  # fmt: skip
    write_pdf(path, about, MARGINS, blocks(edition, facts, ROOMS[fits]))


def blocks(edition: Edition, facts: Facts, room: Room) -> list[Block]:
    """The page from top to bottom."""
    say, size, ends = edition.say, room.size, edition.period.month_of_year == 12
    made: list[Block] = [
        Paragraph(edition.owner.name.upper(), size, bold=True, align="center"),
        Heading(say("leading.page.title", period=edition.title.upper()), size=13, align="center"),
        Paragraph(wording.basis(edition, facts), size, italic=True, align="center"),
        _title(edition, "one", size, total=facts.total),
        status_bar(edition, facts, size),
        *_before(edition, facts, size),
        _title(edition, "two_end" if ends else "two", size, count=len(facts.behind)),
        *_behind(edition, facts, room),
    ]
    of_kind = lines_of(edition, facts.kind, room.listed, without=TOLD_ABOVE)
    sections = {
        **_three(edition, facts, room, of_kind),
        "four": wording.sent(edition, facts, room.listed),
        "five": [wording.proposals(edition, facts, room.listed, room.letters)],
        "six": wording.completeness(edition, facts, room.listed),
    }
    if corrected := wording.corrected(edition, facts):
        sections["six"].append(corrected)
    if of_kind and facts.kind.kind != "plan":
        sections["seven"] = of_kind
    about = title_of(edition, facts.kind)
    for key, lines in sections.items():
        made.append(_title(edition, key, size, title=about))
        made += [Paragraph(line, size) for line in lines]
    return made


def _three(edition: Edition, facts: Facts, room: Room, of_kind: list[str]) -> dict[str, list[str]]:
    """What moved since the last report; of a plan, which has none before it, how it went."""
    if facts.kind.kind == "plan":
        return {"three_plan": of_kind}
    return {"three": wording.moved(edition, facts, room.listed, room.letters)}


def _before(edition: Edition, facts: Facts, size: float) -> list[Block]:
    """How the last report stood; there is none before a plan's."""
    if facts.kind.kind == "plan":
        return []
    return [Paragraph(wording.standing_before(edition, facts), size)]


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
    names = ("indicator", figures, _third(facts.kind), "lead", "why")
    next_year = edition.period.year + 1
    columns = tuple(Column(edition.say(f"leading.page.{n}", next=next_year)) for n in names)
    shown = facts.behind[: room.behind]
    rows = tuple(_row(edition, b, room, facts.kind) for b in shown)
    made: list[Block] = [Table(columns, rows, size=max(8.0, room.size - 0.5))]
    left = facts.behind[room.behind :]
    if left:
        codes = ", ".join(b.row.indicator for b in left)
        more = edition.say("leading.behind.more", left=len(left), codes=codes)
        made.append(Paragraph(more, room.size))
    return made


def _third(kind: KindFigures) -> str:
    """What stands beside a figure: what is to come, or how the years of a plan went."""
    return {"year": "next_target", "plan": "years"}.get(kind.kind, "outlook")


def _beside(edition: Edition, row: BehindRow, kind: KindFigures) -> str:
    if kind.kind == "year":
        targets = {r.indicator: r.next_target for r in kind.year}
        return amounts.figure(edition, row, targets.get(row.indicator))
    if kind.kind == "plan":
        (of,) = (r for r in kind.plan if r.indicator == row.indicator)
        return edition.say("kinds.page.years_met", met=of.years_met, judged=of.years_judged)
    return wording.outlook(edition, row)


def _row(edition: Edition, behind: Behind, room: Room, kind: KindFigures) -> tuple[str, ...]:
    row = behind.row
    figures = f"{wording.reached(edition, row)}, {wording.missing(edition, row)}"
    if row.provisional:
        figures = f"{figures} {wording.mark(edition, row)}"
    return (
        f"{STATUS[row.status].symbol} {row.indicator} "
        + wording.beginning(row.indicator_name, room.letters),
        figures,
        _beside(edition, row, kind),
        wording.lead(edition, row),
        wording.quotes(edition, behind.reasons, room.quotes, room.letters),
    )
