"""Whether a page is one sheet of paper, tried on a workbook that is never written.

The one rule: a page of one sheet keeps print of 8 points; lists are shortened until it does.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reports.workbook.book import Book, Page
from reports.workbook.layout import OWN_HEIGHT, Printed, fits_one_page
from reports.workbook.opening import open_book

NOWHERE = Path("never-written.xlsx")


def is_one_sheet(book: Book, draw: Callable[[Book], Page]) -> bool:
    """Whether what `draw` draws would stand on one sheet of paper in a workbook like this one."""
    page = draw(open_book(NOWHERE, book.edition, rows=0, contents=book.contents))
    page.lay_out()
    blank = Printed(OWN_HEIGHT, announces=False)
    rows = [page.printed.get(n, blank) for n in range(max(page.printed, default=0) + 1)]
    return fits_one_page(rows, page.widths, page.paper, page.down, page.size)
