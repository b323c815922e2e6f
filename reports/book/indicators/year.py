"""A year's results: met or not, by what margin, and what the next year needs."""

from __future__ import annotations

from kpi.words import formats
from reports.book.indicators.figures import IndicatorsPage
from reports.edition import Edition
from reports.kinds import lines_of
from reports.kinds.figures import YearRow
from reports.kinds.lines import is_reached
from reports.workbook.book import Book, Page
from reports.workbook.lights import bars, colour_statuses
from reports.workbook.signed import (
    amount,
    changed,
    completed,
    name_and_lead,
    reached,
    signed,
    status_text,
)
from reports.workbook.under_fields import under_fields

COLUMNS = {
    "code": 7, "name": 84, "result": 11, "target": 11, "margin": 13, "achievement": 11,
    "last_year": 12, "status": 22, "next_target": 11, "next_step": 14, "coverage": 8,
}  # fmt: skip
ACHIEVEMENT, STATUS = 5, 7


def draw(book: Book, figures: IndicatorsPage) -> None:
    edition = book.edition
    year = edition.period.year
    page = book.headed("indicators", COLUMNS.values(), "kinds.page.heading_year", next=year + 1)
    page.note(f"{edition.as_of_text}. {edition.notice}.")
    page.note(lines_of(edition, figures.kind)[0], italic=False)
    page.heads("kinds.column", COLUMNS, year=year, last=year - 1, next=year + 1)
    first = page.row
    under_fields(page, figures.kind.year, lambda row: _line(page, edition, row))
    bars(page, (first, ACHIEVEMENT, page.row - 1, ACHIEVEMENT))
    statuses = [c.status for c in figures.status_counts]
    colour_statuses(page, (first, STATUS, page.row - 1, STATUS), statuses)
    page.note(edition.say("kinds.page.foot_year"))
    page.note(edition.say("report.indicators.foot_empty"))


def _line(page: Page, edition: Edition, r: YearRow) -> None:
    book = page.book
    mark = "◐ " if r.provisional else ""
    page.text(0, r.indicator, book.cell(align="center"))
    page.text(1, name_and_lead(r), book.cell())
    reached(page, 2, r, amount(book, r))
    _target(page, edition, r)
    page.figure(4, r.margin if r.target is not None else None, signed(book, r))
    completed(page, 5, r)
    page.figure(6, r.change, changed(book, r))
    status = status_text(edition, r.status, milestone=r.measure == "milestone", late=r.done_late)
    page.text(7, status, book.cell())
    page.figure(8, r.next_target, amount(book, r))
    if is_reached(r):
        page.text(9, edition.say("kinds.page.reached"), book.cell(align="right"))
    else:
        page.figure(9, r.next_step, signed(book, r))
    counts = {"reported": r.units_reported, "expected": r.units_expected}
    said = "" if r.units_expected is None else edition.say("report.indicators.of", **counts)
    page.text(10, mark + said, book.cell(align="center"))
    page.end()


def _target(page: Page, edition: Edition, r: YearRow) -> None:
    """The year's target; a band or a due day where the indicator has that instead."""
    book, locale = page.book, edition.locale
    if r.target is not None:
        page.figure(3, r.target, amount(book, r))
    elif r.due is not None:
        due = edition.say("report.indicators.due", day=formats.day(r.due, locale))
        page.text(3, due, book.cell(align="right"))
    elif r.band_low is not None and r.band_high is not None:
        low, high = (formats.shortest(x, locale) for x in (r.band_low, r.band_high))
        page.text(
            3, edition.say("leading.annex.band", low=low, high=high), book.cell(align="right")
        )
    else:
        page.text(3, None, book.cell())
