"""Who sent what, when, on time or late, and how it was taken."""

from __future__ import annotations

from reports.book.delivery.figures import DeliveryPage
from reports.workbook import lights
from reports.workbook.book import Book, Page
from reports.workbook.long_rows import Column, put_columns

COLUMNS = {
    "unit": 40, "period": 21, "due": 15, "received": 15, "state": 21,
    "outcome": 42, "files": 8, "file": 38,
}  # fmt: skip


def draw(book: Book, figures: DeliveryPage) -> None:
    edition = book.edition
    page = book.headed("delivery", COLUMNS.values(), "report.delivery.heading")
    _counts(page, figures)
    page.note(edition.say("report.delivery.foot"))
    page.heads("report.delivery", COLUMNS)
    first = page.row
    day = book.cell(align="center", num_format=book.day_format)
    text, moment = book.cell(), book.cell(align="center", num_format=book.moment_format)
    whole = book.cell(align="center", num_format="0")
    sent = figures.deliveries
    outcomes = [edition.say(f"status.outcome.{d.outcome}") if d.outcome else None for d in sent]
    columns = [
        Column([d.unit_name for d in sent], text),
        Column([edition.period_name(d.period) for d in sent], text),
        Column([d.due_at and edition.local_minute(d.due_at) for d in sent], day),
        Column([d.received_at and edition.local_minute(d.received_at) for d in sent], moment),
        Column([lights.delivery(edition, d.delivery) for d in sent], text),
        Column(outcomes, text),
        Column([d.files or None for d in sent], whole),
        Column([d.file for d in sent], text),
    ]
    put_columns(page, columns)
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
