"""Pieces that the page of a unit and that of a field share: the head, the bar, both tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.edition import Edition
from reports.excerpts.rooms import Room
from reports.leading import wording
from reports.leading.facts import Behind
from reports.looks import STATUS
from reports.pdf import Block, Column, Heading, Paragraph, StatusBar, StatusPart, Table


def head(edition: Edition, title: str, of: str) -> list[Block]:
    """Whose paper it is, of what and whom, and how far its figures go."""
    marking = edition.plan.marking
    return [
        Paragraph(edition.owner.name.upper(), 10, bold=True, align="center"),
        Heading(title, size=13, align="center"),
        Paragraph(of, 12, bold=True, align="center"),
        Paragraph(f"{edition.as_of_text}.", 9, italic=True, align="center"),
        *([Paragraph(marking, 9, bold=True, align="center")] if marking else []),
    ]


def title(edition: Edition, key: str, room: Room, **values: object) -> Heading:
    return Heading(edition.say(f"excerpts.{key}", **values), level=2, size=room.size + 1)


def bar(edition: Edition, counts: Iterable[tuple[str, int]], room: Room) -> StatusBar:
    """A box with its symbol for each indicator, and the words with their counts."""
    parts = tuple(
        StatusPart(STATUS[s].symbol, edition.status(s), count, STATUS[s].fill)
        for s, count in counts
    )
    return StatusBar(parts, room.size)


def behind(
    edition: Edition,
    found: Sequence[Behind],
    room: Room,
    columns: Sequence[str],
    shares: tuple[float, ...] = (),
) -> list[Block]:
    """What is behind with what is missing and why; how many are left out."""
    if not found:
        return [Paragraph(edition.say("excerpts.none_behind"), room.size)]
    heads = tuple(Column(_head(edition, name)) for name in columns)
    rows = tuple(_behind(edition, b, room, columns) for b in found[: room.behind])
    made: list[Block] = [Table(heads, rows, size=max(8.0, room.size - 0.5), shares=shares)]
    if left := found[room.behind :]:
        codes = ", ".join(b.row.indicator for b in left)
        more = edition.say("leading.behind.more", left=len(left), codes=codes)
        made.append(Paragraph(more, room.size))
    return made


def _head(edition: Edition, name: str) -> str:
    if name == "figures" and edition.period.month_of_year == 12:
        name = "figures_end"
    return edition.say(f"excerpts.behind.{name}")


def _behind(edition: Edition, one: Behind, room: Room, columns: Sequence[str]) -> tuple[str, ...]:
    row = one.row
    name = wording.beginning(row.indicator_name, room.letters)
    told = {
        "indicator": f"{STATUS[row.status].symbol} {row.indicator} {name}",
        "figures": f"{wording.reached(edition, row)}, {wording.missing(edition, row)}",
        "outlook": wording.outlook(edition, row),
        "lead": wording.lead(edition, row),
        "why": wording.quotes(edition, one.reasons, 2, room.letters),
    }
    return tuple(told[name] for name in columns)
