"""How far earlier estimates of the year's end may be trusted: what was forecast from the same month
of earlier years, what came, and how often the ranges held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.book.record.figures import Forecasted, RecordPage
from reports.edition import Edition
from reports.workbook.book import Book, Page
from reports.workbook.quantity import suffix_of
from reports.workbook.under_fields import under_fields

if TYPE_CHECKING:
    from kpi.forecasts import ForecastRow

COLUMNS = {
    "place": 4, "code": 8, "name": 44, "unit_of_measure": 10, "year": 7,
    "projection": 12, "low": 12, "high": 12, "came": 12, "inside": 14, "held": 12,
}  # fmt: skip


def draw(book: Book, figures: RecordPage) -> None:
    edition = book.edition
    page = book.headed("record", COLUMNS.values(), "report.record.heading")
    page.note(edition.say("report.record.intro", month=edition.period.month_of_year))
    if not figures.indicators:
        page.note(edition.say("report.record.no_year"), italic=False)
        return
    page.note(_told(edition, figures), italic=False)
    page.heads("report.record", COLUMNS)
    under_fields(page, figures.indicators, lambda one: _lines(page, edition, one))
    page.skip()
    for key in ("foot_inside", "foot_year"):
        page.note(edition.say(f"report.record.{key}"))


def _told(edition: Edition, figures: RecordPage) -> str:
    """Of which years, and how many of all ranges held."""
    years = ", ".join(str(year) for year in figures.years)
    key = "told" if figures.record.ranges else "told_no_range"
    return edition.say(
        f"report.record.{key}", years=years, held=figures.record.held, ranges=figures.record.ranges
    )


def _lines(page: Page, edition: Edition, one: Forecasted) -> None:
    """A line a year; how many of the indicator's ranges held stands on the first."""
    book = page.book
    centre, whole = book.cell(align="center"), book.cell(align="center", num_format="0")
    amount = book.cell(num_format=book.number(one.decimals, suffix_of(one)))
    for n, row in enumerate(one.years):
        page.figure(0, one.place if n == 0 else None, whole)
        page.text(1, one.indicator, centre)
        page.text(2, one.indicator_name, book.cell())
        page.text(3, one.unit_of_measure, centre)
        page.figure(4, row.year, whole)
        figures = (row.projection, row.projection_low, row.projection_high, row.came)
        for column, figure in enumerate(figures, start=5):
            page.figure(column, figure, amount)
        page.text(9, _inside(edition, row), centre)
        page.text(10, _held(edition, one) if n == 0 else None, centre)
        page.end()


def _inside(edition: Edition, row: ForecastRow) -> str:
    word = {True: "yes", False: "no", None: "no_range"}[row.held]
    return edition.say(f"report.record.{word}")


def _held(edition: Edition, one: Forecasted) -> str | None:
    if not one.record.ranges:
        return None
    return edition.say("report.record.of", held=one.record.held, ranges=one.record.ranges)
