"""Page one as a PDF: the six points on one A4 page.

The one rule: it stays one page. Where the facts need more, lists are cut shorter, step by step, and
each says how many it leaves out (`rooms.py`); letters are never below 8 points.
"""

from __future__ import annotations

from pathlib import Path

from reports import amounts
from reports.edition import Edition
from reports.kinds import lines_of, title_of
from reports.leading import wording
from reports.leading.facts import Behind, Facts
from reports.leading.rooms import ASKED, Room, roomiest
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
        room = roomiest(lambda r: pages_of(about, MARGINS, blocks(edition, facts, r), fonts) == 1)
    write_pdf(path, about, MARGINS, blocks(edition, facts, room))


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
    of_kind = lines_of(edition, facts.kind, room.listed, without=TOLD_ABOVE, letters=room.names)
    sections = {
        **_three(edition, facts, room, of_kind),
        "four": wording.sent(edition, facts, room.listed),
        "five": [wording.proposals(edition, facts, max(room.listed, ASKED), room.asked)],
        "six": wording.completeness(edition, facts, room.listed, room.names),
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
        standing = [(c.status, c.indicators) for c in facts.counts]
        return [Paragraph(wording.none_behind(edition, standing), room.size)]
    figures = "figures_end" if edition.period.month_of_year == 12 else "figures"
    said = {n: edition.say(f"leading.page.{n}") for n in ("indicator", figures, "lead", "why")}
    heads = (said["indicator"], said[figures], wording.beside_head(edition, facts),
             said["lead"], said["why"])  # fmt: skip
    shown = facts.behind[: room.behind]
    rows = tuple(_row(edition, b, room, facts) for b in shown)
    columns = tuple(Column(head) for head in heads)
    made: list[Block] = [Table(columns, rows, size=max(8.0, room.size - 0.5))]
    if left := facts.behind[room.behind :]:
        made.append(Paragraph(wording.more_behind(edition, left, room.names), room.size))
    return made


def _row(edition: Edition, behind: Behind, room: Room, facts: Facts) -> tuple[str, ...]:
    row = behind.row
    figures = f"{wording.reached(edition, row)}, {wording.missing(edition, row)}"
    if row.provisional:
        figures = f"{figures} {wording.mark(edition, row)}"
    return (
        f"{STATUS[row.status].symbol} {row.indicator} "
        + amounts.beginning(row.indicator_name, room.titles),
        figures,
        wording.beside(edition, row, facts),
        wording.lead(edition, row),
        wording.quotes(edition, behind.reasons, room.quotes, room.letters),
    )
