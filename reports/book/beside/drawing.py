"""A part of the year beside its plan to date and the same period of last year, like with like."""

from __future__ import annotations

from kpi.words import formats
from reports import milestones
from reports.edition import Edition
from reports.kinds import KindFigures, lines_of
from reports.kinds.figures import BesideRow
from reports.workbook.book import Book, Page
from reports.workbook.lights import colour_statuses, trend
from reports.workbook.signed import amount, changed, reached, signed, status_text
from reports.workbook.under_fields import under_fields

COLUMNS = {
    "code": 7, "indicator": 92, "assessed": 12, "expected": 12, "margin": 14, "now": 12,
    "before": 12, "change": 13, "turn": 13, "status": 24,
}  # fmt: skip
STATUS = 9


def draw(book: Book, kind: KindFigures) -> None:
    edition = book.edition
    page = book.headed("beside", COLUMNS.values(), "kinds.page.heading_part")
    for line in lines_of(edition, kind, 8):
        page.note(line, italic=False)
    page.heads("kinds.column", COLUMNS)
    first = page.row
    under_fields(page, kind.beside, lambda row: _line(page, edition, row))
    statuses = dict.fromkeys(r.status for r in kind.beside)
    colour_statuses(page, (first, STATUS, page.row - 1, STATUS), statuses)
    page.note(edition.say("kinds.page.foot_part"))
    page.note(edition.say("report.indicators.foot_empty"))


def _line(page: Page, edition: Edition, r: BesideRow) -> None:
    book = page.book
    page.text(0, r.indicator, book.cell(align="center"))
    page.text(1, f"{r.indicator_name} ({r.unit_of_measure})", book.cell())
    reached(page, 2, r, amount(book, r))
    if r.due is not None:
        page.text(3, milestones.due_text(edition, r.due), book.cell(align="right"))
    elif r.band_low is None or r.band_high is None:
        page.figure(3, r.expected, amount(book, r))
    else:
        low, high = (formats.shortest(x, edition.locale) for x in (r.band_low, r.band_high))
        band = edition.say("leading.annex.band", low=low, high=high)
        page.text(3, band, book.cell(align="right"))
    measured = r.expected is not None or r.band_low is not None
    page.figure(4, r.margin if measured else None, signed(book, r))
    page.figure(5, r.now, amount(book, r))
    page.figure(6, r.before, amount(book, r))
    page.figure(7, r.change, changed(book, r))
    page.text(8, trend(edition, r.turn), book.cell())
    status = status_text(edition, r.status, milestone=r.measure == "milestone", late=r.done_late)
    page.text(9, status, book.cell())
    page.end()
