"""The units' own words, quoted with the unit's name and never rewritten; alike ones once, with the
number of units and their names.

A row of a sheet can be only so high, so a long text goes on in the next row, letter for letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.book.statements.figures import StatementsPage
from reports.book.statements.said import Said, said_once
from reports.edition import Edition
from reports.workbook.book import Book, Page

COLUMNS = {"unit": 26, "period": 16, "item": 24, "text": 92}
LETTERS_IN_ROW = 1_800
LINES_IN_ROW = 20


def draw(book: Book, figures: StatementsPage) -> None:
    edition = book.edition
    page = book.headed("statements", COLUMNS.values(), "report.statements.heading")
    page.note(edition.say("report.statements.foot"))
    page.heads("report.statements", COLUMNS)
    for said in _said(edition, figures):
        _quote(page, said)
    if not figures.statements and not figures.explanations:
        page.note(edition.say("report.nothing"))


def _said(edition: Edition, figures: StatementsPage) -> tuple[Said, ...]:
    """All words: of work in general, then of what is behind."""
    general = [(s.heading, s.unit_name, s.period, s.text) for s in figures.statements]
    behind = [
        (f"{e.indicator}. {e.indicator_name}", e.unit_name, e.period, e.text)
        for e in figures.explanations
    ]
    named = [
        replace(s, item=edition.say("report.statements.explanation", indicator=s.item))
        for s in said_once(behind)
    ]
    return (*said_once(general), *named)


def _quote(page: Page, said: Said) -> None:
    """The text with who said it; of several their number first, their names below it."""
    edition = page.book.edition
    several = len(said.units) > 1
    unit = said.units[0]
    if several:
        unit = edition.say("report.statements.units", count=len(said.units))
    period = edition.period_name(said.periods[0])
    if len(said.periods) > 1:
        period = edition.say("report.statements.periods", count=len(said.periods))
    _rows(page, (unit, period, said.item), said.text)
    if several or len(said.periods) > 1:
        who = edition.say(
            "report.statements.who",
            units="; ".join(said.units),
            periods="; ".join(edition.period_within(p) for p in said.periods),
        )
        _rows(page, ("", "", edition.say("report.statements.said_by")), who, italic=True)


def _rows(page: Page, first: tuple[str, str, str], words: str, *, italic: bool = False) -> None:
    edition, text = page.book.edition, page.book.cell(valign="top", italic=italic)
    unit, period, item = first
    for number, part in enumerate(in_rows(words)):
        page.text(0, unit, text)
        page.text(1, period, text)
        more = f" {edition.say('report.statements.continued')}" if number else ""
        page.text(2, item + more, text)
        page.text(3, part, text)
        page.end()


def in_rows(text: str) -> Iterator[str]:
    """The text in parts that fit a row each; joined they are the text."""
    rest = text
    while rest:
        end = _end(rest)
        yield rest[:end]
        rest = rest[end:]


def _end(text: str) -> int:
    """Where a part ends: at the whole, else after a line or a word."""
    lines = text.split("\n", LINES_IN_ROW)
    room = len(text)
    if len(lines) > LINES_IN_ROW:
        room = len(text) - len(lines[-1])
    if room <= LETTERS_IN_ROW:
        return room
    for mark in ("\n", " "):
        cut = text.rfind(mark, LETTERS_IN_ROW // 2, LETTERS_IN_ROW)
        if cut > 0:
            return cut + 1
    return LETTERS_IN_ROW
