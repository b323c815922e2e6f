"""How much a page holds, tried on a workbook that is never written.

The one rule: a page of one sheet keeps print of 8 points; lists are shortened until it does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from reports.workbook.book import Book, Page, open_book
from reports.workbook.layout import OWN_HEIGHT, Printed, fits_one_page

NOWHERE = Path("never-written.xlsx")


def most_that_fits(book: Book, draw: Callable[[Book, int], Page], rooms: Sequence[int]) -> int:
    """The first of `rooms` (from roomy to narrow) with which what `draw` draws fits one sheet of
    paper; the last where none does."""
    return next((room for room in rooms if _fits(draw(_scratch(book), room))), rooms[-1])


def _scratch(book: Book) -> Book:
    return open_book(NOWHERE, book.edition, rows=0, contents=book.contents)


def _fits(page: Page) -> bool:
    page.lay_out()
    blank = Printed(OWN_HEIGHT, announces=False)
    rows = [page.printed.get(n, blank) for n in range(max(page.printed, default=0) + 1)]
    return fits_one_page(rows, page.widths, page.paper, page.down, page.size)
