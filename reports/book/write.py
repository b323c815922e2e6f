"""The report's workbook: every page of the list is asked, opened and drawn, from the first on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reports.book import PAGES
from reports.book.page import BookPage
from reports.book.sources.figures import SOURCES
from reports.figures.shared.units import HEAT
from reports.report import Report
from reports.workbook.book import open_book


def write_book(path: Path, report: Report, pages: Sequence[BookPage[Any]] = PAGES) -> None:
    """Write `report.xlsx`. The first page is the cover, which lists the others."""
    shown = [page for page in pages if page.shown(report)]
    long = len(report.rows(SOURCES)) + len(report.rows(HEAT))
    contents = [page.key for page in shown[1:]]
    book = open_book(path, report.edition, rows=long, contents=contents)
    for page in shown:
        page.draw(book, page.ask(report))
    book.close()
