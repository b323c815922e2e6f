"""The drawn charts in the workbook, one on a page, each as wide as the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reports.workbook.book import Book

WIDTH, HEIGHT = 950, 574  # pixels of a landscape A4 page between its margins
ROWS = 30


def draw(book: Book, pictures: Sequence[Path]) -> None:
    edition = book.edition
    page = book.page("pictures", (137,))
    page.sheet.set_print_scale(100)
    page.heading(edition.say("report.pictures.heading", period=edition.title.upper()))
    top = page.row
    for number, picture in enumerate(pictures):
        described = edition.say(f"charts.{picture.stem}_title", year=edition.period.year)
        page.picture(top + number * ROWS, picture, (WIDTH, HEIGHT), described)
    page.sheet.set_h_pagebreaks([top + number * ROWS for number in range(1, len(pictures))])
