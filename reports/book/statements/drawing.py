"""The units' own words, quoted with the unit's name and never rewritten.

A row of a sheet can be only so high, so a long text goes on in the next row, letter for letter.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.book.statements.figures import StatementsPage
from reports.workbook.book import Book, Page

COLUMNS = (("unit", 26), ("period", 16), ("item", 24), ("text", 92))
LETTERS_IN_ROW = 1_800
LINES_IN_ROW = 20


def draw(book: Book, figures: StatementsPage) -> None:
    edition = book.edition
    page = book.page("statements", [width for _, width in COLUMNS])
    page.heading(edition.say("report.statements.heading", period=edition.title.upper()))
    page.note(edition.say("report.statements.foot"))
    page.columns([edition.say(f"report.statements.{name}") for name, _ in COLUMNS])
    for s in figures.statements:
        _quote(page, s.unit_name, s.period, s.heading, s.text)
    for e in figures.explanations:
        item = edition.say(
            "report.statements.explanation", indicator=f"{e.indicator}. {e.indicator_name}"
        )
        _quote(page, e.unit_name, e.period, item, e.text)
    if not figures.statements and not figures.explanations:
        page.note(edition.say("report.nothing"))


def _quote(page: Page, unit: str, period: str, item: str, words: str) -> None:
    edition, text = page.book.edition, page.book.cell(valign="top")
    for number, part in enumerate(in_rows(words)):
        page.text(0, unit, text)
        page.text(1, edition.period_name(period), text)
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
