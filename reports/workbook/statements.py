"""The units' own words, quoted with the unit's name and never rewritten.

A row of a sheet can be only so high, so a long text goes on in the next row, letter for letter.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.figures import Figures
from reports.workbook.book import Book

COLUMNS = (("unit", 26), ("period", 16), ("item", 24), ("text", 92))
LETTERS_IN_ROW = 1_800
LINES_IN_ROW = 20


def write_statements(book: Book, figures: Figures) -> None:
    edition = book.edition
    page = book.page("statements", [width for _, width in COLUMNS])
    page.heading(edition.say("report.statements.heading", period=edition.title.upper()))
    page.note(edition.say("report.statements.foot"))
    page.columns([edition.say(f"report.statements.{name}") for name, _ in COLUMNS])
    text = book.cell(valign="top")
    for s in figures.statements:
        for number, part in enumerate(in_rows(s.text)):
            page.text(0, s.unit_name, text)
            page.text(1, edition.period_name(s.period), text)
            more = f" {edition.say('report.statements.continued')}" if number else ""
            page.text(2, s.heading + more, text)
            page.text(3, part, text)
            page.end()
    if not figures.statements:
        page.note(edition.say("report.nothing"))


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
