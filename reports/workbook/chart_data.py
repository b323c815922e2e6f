"""The sheet behind the native charts: where each chart finds its rows.

The sheet stands last in the workbook, is written like every other and is printed like them, so
that nothing in a chart is hidden.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.figures import Figures, PathPoint
from reports.workbook.book import Book, Page
from reports.workbook.quantity import suffix_of

BEHIND_CHARTED = 12


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of the data sheet: names in column 0, series from column 1, head in `head`."""

    head: int
    first: int
    last: int
    title: str = ""
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class ChartData:
    """Where the blocks stand; `statuses` are those of the columns of `fields`."""

    fields: Block | None
    statuses: tuple[str, ...]
    behind: Block | None
    paths: tuple[Block, ...]


def write_chart_data(page: Page, figures: Figures) -> ChartData:
    edition = page.book.edition
    page.heading(edition.say("report.charts.data_heading", period=edition.title.upper()))
    statuses = tuple(c.status for c in figures.status_counts if c.indicators)
    return ChartData(
        fields=_fields(page, figures, statuses),
        statuses=statuses,
        behind=_behind(page, figures),
        paths=tuple(
            _path(page, list(points))
            for _, points in groupby(figures.paths, key=lambda point: point.place)
        ),
    )


def data_page(book: Book, figures: Figures) -> Page:
    columns = 2 + sum(1 for c in figures.status_counts if c.indicators)
    return book.page("chart_data", [44.0, *[14.0] * max(3, columns - 1)])


def _head(page: Page, names: Sequence[str]) -> int:
    for column, name in enumerate(names):
        page.text(column, name, page.book.head())
    page.end()
    return page.row - 1


def _fields(page: Page, figures: Figures, statuses: Sequence[str]) -> Block | None:
    if not figures.field_summaries:
        return None
    book, edition = page.book, page.book.edition
    names = [edition.say("report.charts.field"), edition.say("report.charts.points")]
    head = _head(page, [*names, *(edition.status(status) for status in statuses)])
    first = page.row
    counts = {(c.field, c.status): c.indicators for c in figures.field_statuses}
    for field in figures.field_summaries:
        page.text(0, field.field_name, book.cell())
        page.figure(1, field.score, book.cell(num_format=book.number(1)))
        for column, status in enumerate(statuses, start=2):
            page.figure(column, counts.get((field.field, status)), book.cell(num_format="0"))
        page.end()
    block = Block(head, first, page.row - 1)
    page.skip()
    return block


def _behind(page: Page, figures: Figures) -> Block | None:
    shown = [b for b in figures.behind if b.place <= BEHIND_CHARTED and b.pace_pct is not None]
    if not shown:
        return None
    book, edition = page.book, page.book.edition
    names = [edition.say(f"report.summary.{name}") for name in ("indicator", "pace")]
    head = _head(page, names)
    first = page.row
    for b in shown:
        name = textwrap.shorten(f"{b.indicator}. {b.indicator_name}", 44, placeholder="…")
        page.text(0, name, book.cell())
        page.figure(1, b.pace_pct, book.cell(num_format=book.number(1)))
        page.end()
    block = Block(head, first, page.row - 1)
    page.skip()
    return block


def _path(page: Page, points: list[PathPoint]) -> Block:
    book, edition = page.book, page.book.edition
    one = points[0]
    title = edition.say(
        "report.charts.path",
        indicator=one.indicator,
        name=one.indicator_name,
        unit=one.unit_of_measure,
    )
    series = [edition.say(f"report.charts.{name}") for name in ("actual", "expected", "target")]
    head = _head(page, [title, *series])
    first = page.row
    number = book.cell(num_format=book.number(one.decimals, suffix_of(one)))
    for p in points:
        page.figure(0, p.month, book.cell(align="center", num_format="0"))
        for column, value in enumerate((p.actual, p.expected, p.target), start=1):
            page.figure(column, value, number)
        page.end()
    block = Block(head, first, page.row - 1, title, one.decimals)
    page.skip()
    return block
