"""Tables of indicators: the rows of a field under its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Protocol, TypeVar

from reports.workbook.book import Page


class OfField(Protocol):
    @property
    def field_name(self) -> str: ...


Row = TypeVar("Row", bound=OfField)


def under_fields(page: Page, rows: Iterable[Row], write: Callable[[Row], None]) -> None:
    """Writes rows, which stand together by field, each field's name in a band above them."""
    band = page.book.cell(bold=True, bg_color="#F2F2F2")
    for name, group in groupby(rows, key=lambda row: row.field_name):
        page.across(name, band)
        for row in group:
            write(row)
