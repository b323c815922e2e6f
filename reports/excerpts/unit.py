"""The page of one unit: how it stands, what is behind, its forms, what to mend, every figure.

The one rule: it goes to the unit, so no rank and nobody else's figures stand on it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kpi.words import formats
from reports import amounts, milestones
from reports.edition import Edition
from reports.excerpts import blocks
from reports.excerpts.figures import SAYS_NOTHING, OwedForm, UnitPage, UnitRow
from reports.excerpts.rooms import Room, write_within
from reports.leading.annex import cells_of, latest_of
from reports.looks import DELIVERY
from reports.pdf import Block, Column, Paragraph, Table
from reports.pdf.blocks import Align

COLUMNS: tuple[tuple[str, Align, float], ...] = (
    ("indicator", "left", 44), ("value", "right", 9), ("assessed", "right", 9),
    ("expected", "right", 9), ("target", "right", 9), ("achievement", "right", 8),
    ("change_previous", "right", 8), ("change_last_year", "right", 8), ("status", "left", 19),
)  # fmt: skip


BEHIND = (("indicator", 32.0), ("figures", 27.0), ("outlook", 14.0), ("why", 27.0))


def write_pdf_of(path: Path, edition: Edition, page: UnitPage) -> None:
    """Writes the two pages; equal figures give equal bytes."""
    title = edition.say("excerpts.unit.title", period=edition.title.upper())
    write_within(path, edition, title, lambda room: blocks_of(edition, page, room))


def blocks_of(edition: Edition, page: UnitPage, room: Room) -> list[Block]:
    """The page from top to bottom."""
    title = edition.say("excerpts.unit.title", period=edition.title.upper())
    return [
        *blocks.head(edition, title, page.unit_name),
        blocks.title(edition, "unit.one", room, total=len(page.rows)),
        *_standing(edition, page, room),
        blocks.title(edition, "unit.two", room, count=len(page.behind)),
        *blocks.behind(edition, page.behind, room, BEHIND, page.counts),
        blocks.title(edition, "unit.three", room, count=len(page.forms)),
        *_forms(edition, page, room),
        blocks.title(edition, "unit.four", room, count=len(page.open)),
        *_open(edition, page, room),
        blocks.title(edition, "unit.five", room),
        *_rows(edition, page, room),
    ]


def _standing(edition: Edition, page: UnitPage, room: Room) -> list[Block]:
    if not page.rows:
        return [Paragraph(edition.say("excerpts.unit.no_rows"), room.size)]
    return [blocks.bar(edition, page.counts, room)]


def _forms(edition: Edition, page: UnitPage, room: Room) -> list[Block]:
    if not page.forms:
        return [Paragraph(edition.say("excerpts.unit.no_forms"), room.size)]
    heads = ("form", "due", "received", "delivery", "outcome")
    columns = tuple(Column(edition.say(f"excerpts.unit.{head}")) for head in heads)
    rows = tuple(form_cells(edition, f) for f in page.forms[-room.listed :])
    return [Table(columns, rows, size=max(8.0, room.size - 0.5))]


def form_cells(edition: Edition, form: OwedForm) -> tuple[str, ...]:
    """A form's period, due day, moment of coming, and how it was taken."""
    due = formats.day(edition.local(form.due_at).date(), edition.locale)
    outcome = edition.say(f"status.outcome.{form.outcome}") if form.outcome else "–"
    return (
        edition.period_name(form.period),
        due,
        edition.moment(form.received_at) or "–",
        f"{DELIVERY[form.delivery].symbol} {edition.say(f'status.delivery.{form.delivery}')}",
        outcome,
    )


def _open(edition: Edition, page: UnitPage, room: Room) -> list[Block]:
    """What the checks ask of the unit; the workbook returned to it has each at its cell."""
    if not page.open:
        return [Paragraph(edition.say("excerpts.unit.nothing_open"), room.size)]
    shown = [
        Paragraph(
            f"- {amounts.beginning(' '.join(p.message.split()), 2 * room.letters)}", room.size
        )
        for p in page.open[: room.listed]
    ]
    left = len(page.open) - len(shown)
    key = "open_more" if left > 0 else "open_all"
    return [
        *shown,
        Paragraph(edition.say(f"excerpts.unit.{key}", left=left), room.size, italic=True),
    ]


def _rows(edition: Edition, page: UnitPage, room: Room) -> list[Block]:
    shown = page.told[: room.rows]
    made: list[Block] = []
    if shown:
        told = [{**cells_of(edition, r), **_own_figures(edition, r)} for r in shown]
        made.append(blocks.figures(edition, [r.status for r in shown], told, COLUMNS))
    if left := len(page.told) - len(shown):
        made.append(Paragraph(edition.say("excerpts.unit.rows_more", left=left), room.size))
    return [*made, *(Paragraph(line, 8) for line in feet(edition, page))]


def feet(edition: Edition, page: UnitPage) -> list[str]:
    """What stands below the table: what the period says nothing of, and what its marks mean."""
    said = []
    for status in SAYS_NOTHING:
        named = [_apart(edition, r) for r in page.apart if r.status == status]
        if named:
            counted = {"status": edition.status(status), "count": len(named)}
            said.append(edition.say("excerpts.unit.apart", indicators="; ".join(named), **counted))
    if any(r.provisional for r in page.told):
        said.append(edition.say("excerpts.unit.provisional"))
    return [*said, edition.say("excerpts.changes")]


def _apart(edition: Edition, r: UnitRow) -> str:
    """`CH14 (quý I/2024: đúng tiến độ)`: what the year last said of it."""
    latest = latest_of(edition, r)
    return (
        edition.say("excerpts.unit.latest", indicator=r.indicator, **latest)
        if latest
        else r.indicator
    )


def _own_figures(edition: Edition, r: UnitRow) -> dict[str, str]:
    """A unit's own figure of a yes/no is a word; an unfinished one has a mark and no count. Changes
    stand without their unit of measure: a note below the table tells it."""
    value, assessed = (_figure(edition, r, v) for v in (r.value, r.assessed))
    if milestones.is_milestone(r):
        assessed = milestones.state(edition, r)
    mark = "\u00a0◐" if r.provisional and r.assessed is not None else ""
    bare = replace(r, points=False)
    return {
        "value": value,
        "assessed": assessed + mark,
        "change_previous": amounts.signed(edition, bare, r.change_previous),
        "change_last_year": amounts.signed(edition, bare, r.change_last_year),
    }


def _figure(edition: Edition, r: UnitRow, value: float | None) -> str:
    if r.measure == "yes_no" and value in (0, 100):
        return edition.say(f"excerpts.unit.yes_no_{int(value)}")
    return amounts.figure(edition, r, value)
