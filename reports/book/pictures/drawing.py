"""The drawn charts in the workbook, one on a page, each as wide as the page."""

from __future__ import annotations

from collections.abc import Sequence

from reports.picture import Picture
from reports.workbook.book import Book
from reports.workbook.pictures import insert_picture

WIDTH, HEIGHT = 950, 574  # pixels of a landscape A4 page between its margins
ROWS = 30


def draw(book: Book, pictures: Sequence[Picture]) -> None:
    page = book.headed("pictures", (137,), "report.pictures.heading")
    page.sheet.set_print_scale(100)
    top = page.row
    for number, picture in enumerate(pictures):
        insert_picture(page, top + number * ROWS, picture.png, (WIDTH, HEIGHT), picture.alt)
    page.sheet.set_h_pagebreaks([top + number * ROWS for number in range(1, len(pictures))])
