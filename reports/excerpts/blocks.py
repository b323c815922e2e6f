"""Pieces that the page of a unit and that of a field share: the head, the bar, both tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reports import amounts
from reports.edition import Edition
from reports.excerpts.rooms import Room
from reports.leading import wording
from reports.leading.facts import Behind
from reports.looks import STATUS
from reports.pdf import Block, Column, Heading, Paragraph, StatusBar, StatusPart, Table
from reports.pdf.blocks import Align


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
    columns: Sequence[tuple[str, float]],
    counts: Iterable[tuple[str, int]],
) -> list[Block]:
    """What is behind with what is missing and why; how many are left out. `columns` by name and
    share; a year that has ended has no outlook."""
    if not found:
        return [Paragraph(wording.none_behind(edition, counts, "excerpts.behind"), room.size)]
    ended = edition.period.month_of_year == 12
    kept = [(name, share) for name, share in columns if not (ended and name == "outlook")]
    heads = tuple(Column(_head(edition, name)) for name, _ in kept)
    rows = tuple(
        _behind(edition, b, room, [name for name, _ in kept]) for b in found[: room.behind]
    )
    shares = tuple(share for _, share in kept)
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
    name = amounts.beginning(row.indicator_name, room.letters)
    own = "lead" not in columns  # on a unit's own page nobody else is quoted
    told = {
        "indicator": f"{STATUS[row.status].symbol} {row.indicator} {name}",
        "figures": f"{wording.reached(edition, row)}, {wording.missing(edition, row)}",
        "outlook": wording.outlook(edition, row),
        "lead": wording.lead(edition, row),
        "why": (
            own_words(edition, one, room.letters)
            if own
            else wording.quotes(edition, one.reasons, 2, room.letters)
        ),
    }
    return tuple(told[name] for name in columns)


def own_words(edition: Edition, one: Behind, letters: int) -> str:
    """What the unit itself says, without its name."""
    said = [amounts.beginning(a.text, letters) for a in one.reasons]
    quoted = [edition.say("excerpts.own_quote", text=text) for text in said]
    return "; ".join(quoted) or edition.say("leading.behind.unsaid")


def figures(
    edition: Edition,
    statuses: Sequence[str],
    told: Sequence[Mapping[str, str]],
    columns: Sequence[tuple[str, Align, float]],
    size: float = 8,
) -> Table:
    """The table of indicators: cells by the columns' names, the last one coloured by status."""
    year = edition.period.year
    heads = tuple(
        Column(edition.say(f"excerpts.column.{name}", year=year), align)
        for name, align, _ in columns
    )
    return Table(
        heads,
        tuple(tuple(cells[name] for name, *_ in columns) for cells in told),
        size=size,
        fills=tuple((n, len(columns) - 1, STATUS[s].fill) for n, s in enumerate(statuses)),
        shares=tuple(share for *_, share in columns),
    )
