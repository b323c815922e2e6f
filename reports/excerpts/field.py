"""The page of one field: how it stands, what is behind and why, what moved, figures, units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reports import amounts
from reports.edition import Edition
from reports.excerpts import blocks
from reports.excerpts.figures import FieldPage, FieldUnits
from reports.excerpts.rooms import Room, write_within
from reports.leading import wording
from reports.leading.annex import cells_of
from reports.leading.facts import AnnexRow
from reports.pdf import Block, Column, Paragraph, Table
from reports.pdf.blocks import Align

COLUMNS: tuple[tuple[str, Align, float], ...] = (
    ("indicator", "left", 42), ("value", "right", 9), ("assessed", "right", 12),
    ("expected", "right", 9), ("target", "right", 9), ("achievement", "right", 8),
    ("change_previous", "right", 8), ("change_last_year", "right", 8), ("status", "left", 19),
)  # fmt: skip
BEHIND = (
    ("indicator", 27.0), ("figures", 23.0), ("outlook", 17.0), ("lead", 15.0), ("why", 22.0),
)  # fmt: skip
UNITS_NAMED = 6


def write_pdf_of(path: Path, edition: Edition, page: FieldPage) -> None:
    """Writes the two pages; equal figures give equal bytes."""
    title = edition.say("excerpts.field.title", period=edition.title.upper())
    write_within(path, edition, title, lambda room: blocks_of(edition, page, room))


def blocks_of(edition: Edition, page: FieldPage, room: Room) -> list[Block]:
    """The page from top to bottom."""
    title = edition.say("excerpts.field.title", period=edition.title.upper())
    bar = [blocks.bar(edition, page.counts, room)] if page.rows else []
    return [
        *blocks.head(edition, title, page.field_name),
        blocks.title(edition, "field.one", room, total=len(page.rows)),
        *bar,
        blocks.title(edition, "field.two", room, count=len(page.behind)),
        *blocks.behind(edition, page.behind, room, BEHIND, page.counts),
        blocks.title(edition, "field.three", room),
        *(Paragraph(line, room.size) for line in _moved(edition, page)),
        blocks.title(edition, "field.four", room),
        *_rows(edition, page, room),
        blocks.title(edition, "field.five", room),
        *_units(edition, page, room),
    ]


def _moved(edition: Edition, page: FieldPage) -> list[str]:
    """What moved in this field alone; the words are those of page one."""
    moves = page.facts.moves
    if moves is None:
        return wording.moved(edition, page.facts)
    own = {r.indicator for r in page.rows}
    return wording.moved_of(edition, [m for m in moves.moves if m.indicator in own])


def _rows(edition: Edition, page: FieldPage, room: Room) -> list[Block]:
    if not page.rows:
        return [Paragraph(edition.say("excerpts.field.no_rows"), room.size)]
    shown = page.rows[: room.rows]
    told = [{**cells_of(edition, r), **_bare_changes(edition, r)} for r in shown]
    size = max(8.0, room.size - 1)
    made: list[Block] = [
        blocks.figures(edition, [r.status for r in shown], told, COLUMNS, size),
        Paragraph(edition.say("excerpts.changes"), 8, italic=True),
    ]
    if left := len(page.rows) - len(shown):
        made.append(Paragraph(edition.say("excerpts.field.rows_more", left=left), room.size))
    return made


def _bare_changes(edition: Edition, r: AnnexRow) -> dict[str, str]:
    """Changes without their unit of measure: a note below the table tells it."""
    bare = replace(r, points=False)
    return {
        "change_previous": amounts.signed(edition, bare, r.change_previous),
        "change_last_year": amounts.signed(edition, bare, r.change_last_year),
    }


def _units(edition: Edition, page: FieldPage, room: Room) -> list[Block]:
    """By indicator: which units are behind and which have no data."""
    told = [(r, page.units[r.indicator]) for r in page.rows if r.indicator in page.units]
    found = [(r, u) for r, u in told if u.behind or u.silent][: room.rows]
    if not found:
        return [Paragraph(edition.say("excerpts.field.no_units"), room.size)]
    heads = ("indicator", "units_behind", "units_silent")
    columns = tuple(Column(edition.say(f"excerpts.field.{head}")) for head in heads)
    rows = tuple(_unit_row(edition, r, u, room) for r, u in found)
    return [Table(columns, rows, size=max(8.0, room.size - 1))]


def _unit_row(edition: Edition, r: AnnexRow, units: FieldUnits, room: Room) -> tuple[str, ...]:
    name = f"{r.indicator} {amounts.beginning(r.indicator_name, room.letters)}"
    return (
        name,
        _named(edition, units.behind, units, room),
        _named(edition, units.silent, units, room),
    )


def _named(edition: Edition, names: Sequence[str], of: FieldUnits, room: Room) -> str:
    """`3/19: A, B, C`: how many of the units that the indicator is given to, and who."""
    if not names:
        return "–"
    listed = amounts.listed(edition, names, min(UNITS_NAMED, room.listed), "more_units")
    return edition.say("excerpts.field.units", count=len(names), total=of.units, names=listed)
