"""The report's workbook as a list of its pages, in the order in which they are read.

A page is a folder: its SQL, its rows (`figures.py`), its drawing (`drawing.py`). No page needs
another, but the native charts the sheet whose rows they draw; what several print is asked in
`reports/figures/shared/`.
"""

from __future__ import annotations

from typing import Any

from reports.book import (
    chart_data,
    charts,
    cover,
    delivery,
    forecast,
    heat,
    indicators,
    method,
    methods,
    missing,
    pictures,
    problems,
    reasons,
    sources,
    statements,
    summary,
    unit_figures,
    units,
)
from reports.book.page import BookPage

PAGES: tuple[BookPage[Any], ...] = (
    BookPage("cover", cover.ask, cover.draw),
    BookPage("summary", summary.ask, summary.draw),
    BookPage("indicators", indicators.ask, indicators.draw),
    BookPage("reasons", reasons.ask, reasons.draw),
    BookPage("forecast", forecast.ask, forecast.draw),
    BookPage("methods", methods.ask, methods.draw),
    BookPage("missing", missing.ask, missing.draw),
    BookPage("charts", charts.ask, charts.draw),
    BookPage("pictures", pictures.ask, pictures.draw),
    BookPage("units", units.ask, units.draw),
    BookPage("unit_figures", unit_figures.ask, unit_figures.draw),
    BookPage("heat", heat.ask, heat.draw),
    BookPage("delivery", delivery.ask, delivery.draw),
    BookPage("problems", problems.ask, problems.draw),
    BookPage("statements", statements.ask, statements.draw),
    BookPage("sources", sources.ask, sources.draw),
    BookPage("method", method.ask, method.draw),
    BookPage("chart_data", chart_data.ask, chart_data.draw),
)
