"""What a page of the report's workbooks is: a name, figures, a drawing, the workbook it stands in.

The one rule: `ask` makes every figure (by SQL, or from what the report was given), `draw` writes
them and computes none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from reports.report import Report
from reports.workbook.book import Book
from reports.workbook.volumes import Volume

Figures = TypeVar("Figures")


def only_rows(page: type[Figures]) -> Callable[[Report], Figures]:
    """The `ask` of a page whose every field is all rows of one query: `tuple[Row, ...]`. Raises
    ValueError of a page with another field: it asks by itself."""
    rows = dict(_rows(page))

    def ask(report: Report) -> Figures:
        return page(**{name: report.rows(row) for name, row in rows.items()})

    return ask


def _rows(page: type[Any]) -> Iterator[tuple[str, type[Any]]]:
    hints = get_type_hints(page)
    for field in fields(page):
        row, *more = get_args(hints[field.name]) or (None,)
        if more != [...]:
            raise ValueError(f"{page.__qualname__}.{field.name} is not all rows of a query")
        yield field.name, row


def always(_: Report) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class BookPage(Generic[Figures]):
    """`key` names the page in the words: `report.sheets.KEY` on its tab, `report.cover.KEY` in the
    contents. A page that is not `shown` is neither asked nor drawn nor listed, one that does not
    `lead` stands in the annex alone; one that is not `listed` holds what others draw, and is
    hidden."""

    key: str
    ask: Callable[[Report], Figures]
    draw: Callable[[Book, Figures], None]
    volumes: tuple[Volume, ...] = (Volume.REPORT,)
    shown: Callable[[Report], bool] = always
    leads: Callable[[Report], bool] = always
    listed: bool = True

    def stands_in(self, volume: Volume, report: Report) -> bool:
        """Whether the page is one of a workbook's."""
        if volume not in self.volumes or not self.shown(report):
            return False
        return volume is not Volume.REPORT or self.leads(report)
