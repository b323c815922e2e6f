"""Each unit's own figures, a block for each field: the number with its status' symbol before it.

A cell without a figure shows the symbol alone, so an empty cell is an indicator that the unit does
not have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from reports.figures import Figures, HeatCell, IndicatorFigures, UnitSummary
from reports.looks import STATUS
from reports.workbook.book import Book, Page
from reports.workbook.quantity import suffix_of

COLUMNS_OF_BLOCK = 15


def write_unit_figures(book: Book, figures: Figures) -> None:
    edition = book.edition
    blocks = list(_blocks(figures))
    widest = max((len(indicators) for _, indicators in blocks), default=1)
    page = book.page("unit_figures", [42.0, *[10.5] * widest])
    page.heading(edition.say("report.unit_figures.heading", period=edition.title.upper()))
    page.note(edition.say("report.unit_figures.foot", sheet=edition.sheet("indicators")))
    for name, indicators in blocks:
        _block(page, figures, name, indicators)
    if not blocks:
        page.note(edition.say("report.nothing"))


def _blocks(figures: Figures) -> Iterator[tuple[str, Sequence[IndicatorFigures]]]:
    """The indicators that units have, field by field, in pieces that fit a page's width."""
    had = {cell.indicator for cell in figures.heat}
    shown = [i for i in figures.indicators if i.indicator in had]
    for name, group in groupby(shown, key=lambda i: i.field_name):
        indicators = list(group)
        for start in range(0, len(indicators), COLUMNS_OF_BLOCK):
            yield name, indicators[start : start + COLUMNS_OF_BLOCK]


def _block(page: Page, figures: Figures, name: str, indicators: Sequence[IndicatorFigures]) -> None:
    book = page.book
    page.skip()
    page.section(name)
    page.text(0, book.edition.say("report.units.unit"), book.head())
    for column, i in enumerate(indicators, start=1):
        page.text(column, f"{i.indicator}\n{i.unit_of_measure}", book.head())
    page.end()
    cells = figures.status_by_unit_and_indicator
    for unit in figures.unit_summaries:
        row = [cells.get((unit.unit, i.indicator)) for i in indicators]
        if any(row):
            _line(page, unit, row)


def _line(page: Page, unit: UnitSummary, row: Sequence[HeatCell | None]) -> None:
    book = page.book
    page.text(0, unit.unit_name, book.cell())
    for column, cell in enumerate(row, start=1):
        if cell is None:
            page.text(column, None, book.cell())
            continue
        look = STATUS[cell.status]
        if cell.assessed is None:
            page.text(column, look.symbol, book.cell(align="center", bg_color=look.fill))
        else:
            number = book.number(cell.decimals, suffix_of(cell), before=f"{look.symbol} ")
            style = book.cell(num_format=number, bg_color=look.fill)
            page.figure(column, cell.assessed, style)
    page.end()
