"""The report's workbook, sheet by sheet, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reports.edition import Edition
from reports.figures import Figures, Missing
from reports.since import Since
from reports.workbook.book import Book, open_book
from reports.workbook.chart_data import data_page, write_chart_data
from reports.workbook.charts import charts_page, write_charts
from reports.workbook.cover import write_cover
from reports.workbook.delivery import write_delivery
from reports.workbook.forecast import write_forecast
from reports.workbook.heat_map import write_heat_map
from reports.workbook.indicators import write_indicators
from reports.workbook.method import write_method
from reports.workbook.methods import write_methods
from reports.workbook.missing import write_missing
from reports.workbook.pictures import write_pictures
from reports.workbook.problems import write_problems
from reports.workbook.reasons import write_reasons
from reports.workbook.sources import write_sources
from reports.workbook.statements import write_statements
from reports.workbook.summary import write_summary
from reports.workbook.unit_figures import write_unit_figures
from reports.workbook.units import write_units

SHEETS = ("summary", "indicators", "reasons", "forecast", "methods", "missing", "charts",
          "pictures", "units", "unit_figures", "heat", "delivery", "problems", "statements",
          "sources", "method", "chart_data")  # fmt: skip


def write_workbook(  # noqa: PLR0913 - two of them keywords: after what, without what
    path: Path,
    edition: Edition,
    figures: Figures,
    pictures: Sequence[Path],
    *,
    since: Since | None = None,
    missing: Missing = (),
) -> None:
    """Write `report.xlsx`. `pictures` are PNG files, embedded in their order; `since` is what
    differs from the last report, `missing` what missing reports could change."""
    book = open_book(path, edition, rows=len(figures.sources) + len(figures.heat))
    write_cover(book, SHEETS)
    write_summary(book, figures, missing)
    write_indicators(book, figures)
    write_reasons(book, since)
    write_forecast(book, figures)
    write_methods(book, figures)
    write_missing(book, figures, missing)
    charts = charts_page(book)
    write_pictures(book, pictures)
    write_units(book, figures)
    write_unit_figures(book, figures)
    write_heat_map(book, figures)
    write_delivery(book, figures)
    write_problems(book, figures)
    write_statements(book, figures)
    write_sources(book, figures)
    write_method(book, figures)
    write_charts(charts, write_chart_data(data_page(book, figures), figures))
    _close(book)


def _close(book: Book) -> None:
    """Writes the file; trouble with the disk is told as what it is."""
    from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

    try:
        book.workbook.close()
    except FileCreateError as error:
        raise error.args[0] from error
