"""The sheet behind the native charts: each chart's rows, where `blocks.py` says that they are.

The sheet stands last in the workbook, hidden: nobody reads or prints it, but charts need their
figures in their own file, and whoever wants them shows it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from reports.book.chart_data.figures import ChartDataPage
from reports.edition import Edition
from reports.figures.shared.indicators import PathPoint
from reports.workbook.book import Book, Page
from reports.workbook.quantity import suffix_of


def draw(book: Book, figures: ChartDataPage) -> None:
    edition = book.edition
    columns = 2 + len(figures.statuses)
    page = book.page("chart_data", [44.0, *[14.0] * max(3, columns - 1)])
    page.sheet.hide()
    page.heading(edition.say("report.charts.data_heading", period=edition.title.upper()))
    if figures.field_summaries:
        _fields(page, figures)
    if figures.behind:
        _behind(page, figures)
    for points in figures.paths:
        _path(page, points)


def path_title(edition: Edition, one: PathPoint) -> str:
    return edition.say(
        "report.charts.path",
        indicator=one.indicator,
        name=one.indicator_name,
        unit=one.unit_of_measure,
    )


def _head(page: Page, names: Sequence[str]) -> None:
    for column, name in enumerate(names):
        page.text(column, name, page.book.head())
    page.end()


def _fields(page: Page, figures: ChartDataPage) -> None:
    book, edition = page.book, page.book.edition
    names = [edition.say("report.charts.field"), edition.say("report.charts.points")]
    _head(page, [*names, *(edition.status(status) for status in figures.statuses)])
    counts = {(c.field, c.status): c.indicators for c in figures.field_statuses}
    for field in figures.field_summaries:
        page.text(0, field.field_name, book.cell())
        page.figure(1, field.score, book.cell(num_format=book.number(1)))
        for column, status in enumerate(figures.statuses, start=2):
            page.figure(column, counts.get((field.field, status)), book.cell(num_format="0"))
        page.end()
    page.skip()


def _behind(page: Page, figures: ChartDataPage) -> None:
    book, edition = page.book, page.book.edition
    _head(page, [edition.say(f"report.summary.{name}") for name in ("indicator", "pace")])
    for b in figures.behind:
        name = textwrap.shorten(f"{b.indicator}. {b.indicator_name}", 44, placeholder="…")
        page.text(0, name, book.cell())
        page.figure(1, b.pace_pct, book.cell(num_format=book.number(1)))
        page.end()
    page.skip()


def _path(page: Page, points: Sequence[PathPoint]) -> None:
    book, edition = page.book, page.book.edition
    one = points[0]
    series = [edition.say(f"report.charts.{name}") for name in ("actual", "expected", "target")]
    _head(page, [path_title(edition, one), *series])
    number = book.cell(num_format=book.number(one.decimals, suffix_of(one)))
    for p in points:
        page.figure(0, p.month, book.cell(align="center", num_format="0"))
        for column, value in enumerate((p.actual, p.expected, p.target), start=1):
            page.figure(column, value, number)
        page.end()
    page.skip()
