"""Who sent what, when, on time or late, and how it was taken."""

from __future__ import annotations

from reports.book.delivery.figures import DeliveryPage
from reports.workbook import lights
from reports.workbook.book import Book, Page

COLUMNS = (
    ("unit", 40), ("period", 21), ("due", 15), ("received", 15), ("state", 21),
    ("outcome", 42), ("files", 8), ("file", 38),
)  # fmt: skip


def draw(book: Book, figures: DeliveryPage) -> None:
    edition = book.edition
    page = book.page("delivery", [width for _, width in COLUMNS])
    page.heading(edition.say("report.delivery.heading", period=edition.title.upper()))
    _counts(page, figures)
    page.note(edition.say("report.delivery.foot"))
    page.columns([edition.say(f"report.delivery.{name}") for name, _ in COLUMNS])
    first = page.row
    day = book.cell(align="center", num_format=book.day_format)
    text, moment = book.cell(), book.cell(align="center", num_format=book.moment_format)
    for d in figures.deliveries:
        page.text(0, d.unit_name, text)
        page.text(1, edition.period_name(d.period), text)
        page.moment(2, d.due_at, day)
        page.moment(3, d.received_at, moment)
        page.text(4, lights.delivery(edition, d.delivery), text)
        page.text(5, edition.say(f"status.outcome.{d.outcome}") if d.outcome else None, text)
        page.figure(6, d.files or None, book.cell(align="center", num_format="0"))
        page.text(7, d.file, text)
        page.end()
    lights.colour_deliveries(page, (first, 4, page.row - 1, 4))
    if not figures.deliveries:
        page.note(edition.say("report.nothing"))


def _counts(page: Page, figures: DeliveryPage) -> None:
    edition, book = page.book.edition, page.book
    page.text(0, edition.say("report.delivery.way"), book.head())
    page.text(1, edition.say("report.delivery.forms"), book.head())
    page.end()
    first, whole = page.row, book.cell(align="center", num_format="0")
    for count in figures.delivery_counts:
        page.text(0, lights.delivery(edition, count.delivery), book.cell())
        page.figure(1, count.forms, whole)
        page.end()
    lights.colour_deliveries(page, (first, 0, page.row - 1, 0))
    page.text(0, edition.say("report.delivery.total"), book.cell(bold=True))
    page.figure(1, figures.delivery_counts[0].total, book.cell(bold=True, align="center"))
    page.skip(2)
