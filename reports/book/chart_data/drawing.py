"""The sheet behind the native charts: each chart's rows, where `blocks.py` says that they are.

The sheet stands last in the workbook, hidden: nobody reads or prints it, but charts need their
figures in their own file, and whoever wants them shows it.
"""

from __future__ import annotations

from collections.abc import Sequence

from reports.book.chart_data.blocks import FIRST_MONTH, MONTHS, ways_of
from reports.book.chart_data.figures import ChartDataPage
from reports.charts.frames.frame import Frame
from reports.figures.shared.indicators import IndicatorFigures
from reports.workbook.book import Book, Page
from reports.workbook.quantity import suffix_of


def draw(book: Book, figures: ChartDataPage) -> None:
    series = max((len(f.series) for f in figures.frames), default=0)
    widths = [44.0, *[14.0] * max(FIRST_MONTH + MONTHS, series + 2)]
    page = book.headed("chart_data", widths, "report.charts.data_heading")
    page.sheet.hide()
    _courses(page, figures.indicators)
    for frame in figures.frames:
        _frame(page, frame)


def _head(page: Page, names: Sequence[str]) -> None:
    for column, name in enumerate(names):
        page.text(column, name, page.book.head())
    page.end()


def _courses(page: Page, indicators: Sequence[IndicatorFigures]) -> None:
    """The year's months of every indicator, for the small lines."""
    book = page.book
    months = (str(n + 1) for n in range(MONTHS))
    _head(page, [book.edition.say("charts.paths_axis"), "", *months])
    for i in indicators:
        page.text(0, i.indicator, book.cell())
        number = book.cell(num_format=book.number(i.decimals, suffix_of(i)))
        for column, value in enumerate(i.course, start=FIRST_MONTH):
            page.figure(column, value, number)
        page.end()
    page.skip()


def _frame(page: Page, frame: Frame) -> None:
    book = page.book
    ways = ways_of(frame)
    about = [book.edition.say(f"charts.way_{way}") for way in ("up", "down")][: len(ways)]
    _head(page, [frame.title, *(s.name for s in frame.series), *about])
    number = book.cell(num_format=book.number(frame.decimals))
    for row, name in enumerate(frame.codes or frame.categories):
        page.text(0, name, book.cell())
        columns = (*(s.values for s in frame.series), *ways)
        for column, values in enumerate(columns, start=1):
            page.figure(column, values[row], number)
        page.end()
    page.skip()
