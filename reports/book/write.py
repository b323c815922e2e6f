"""The report's workbooks: every page of the list is asked, opened and drawn, from the first on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reports.book import PAGES
from reports.book.page import BookPage
from reports.book.sources.figures import Source
from reports.figures.shared.units import HeatCell
from reports.report import Report
from reports.workbook.opening import open_book
from reports.workbook.volumes import Contents, Volume


def write_books(
    folder: Path, report: Report, pages: Sequence[BookPage[Any]] = PAGES
) -> tuple[Path, ...]:
    """Write both workbooks into the folder; their files, the one for leadership first."""
    written = tuple(folder / volume.value for volume in Volume)
    for path, volume in zip(written, Volume, strict=True):
        write_book(path, report, volume, pages)
    return written


def write_book(
    path: Path, report: Report, volume: Volume, pages: Sequence[BookPage[Any]] = PAGES
) -> None:
    """Write one of them. The first page is the cover, which lists those of both."""
    here = [page for page in pages if page.stands_in(volume, report)]
    contents = _contents(volume, report, pages)
    book = open_book(path, report.edition, rows=_rows(volume, report), contents=contents)
    for page in here:
        page.draw(book, page.ask(report))
    book.close()


def _contents(volume: Volume, report: Report, pages: Sequence[BookPage[Any]]) -> Contents:
    listed = [page for page in pages if page.listed]
    own = [page.key for page in listed if page.stands_in(volume, report)]
    others = [v for v in Volume if v is not volume]
    elsewhere = {p.key: v for p in listed for v in others if p.stands_in(v, report)}
    elsewhere.pop(own[0])
    return Contents(volume, own[1:], MappingProxyType(elsewhere))


def _rows(volume: Volume, report: Report) -> int:
    """About how many the longest pages have; leadership's have few."""
    if volume is Volume.REPORT:
        return 0
    return len(report.rows(Source)) + len(report.rows(HeatCell))
