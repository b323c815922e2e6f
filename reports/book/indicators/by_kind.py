"""The page of all indicators as the report's kind has it: of a year and a plan another table."""

from __future__ import annotations

from reports.book.indicators import drawing, plan, year
from reports.book.indicators.figures import IndicatorsPage
from reports.workbook.book import Book


def draw(book: Book, figures: IndicatorsPage) -> None:
    if figures.kind.kind == "year":
        year.draw(book, figures)
    elif figures.kind.kind == "plan":
        plan.draw(book, figures)
    else:
        drawing.draw(book, figures)
