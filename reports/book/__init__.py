"""The report's workbooks as a list of their pages, in the order in which they are read.

A page is a folder: its SQL, its rows (`figures.py`), its drawing (`drawing.py`). No page needs
another, but native charts and small lines the sheet whose rows they draw; what several print is in
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
from reports.workbook.volumes import Volume

ANNEX = (Volume.ANNEX,)
BOTH = tuple(Volume)

PAGES: tuple[BookPage[Any], ...] = (
    BookPage("cover", cover.ask, cover.draw, BOTH),
    BookPage("summary", summary.ask, summary.draw),
    BookPage("indicators", indicators.ask, indicators.draw),
    BookPage("reasons", reasons.ask, reasons.draw, BOTH),
    BookPage("forecast", forecast.ask, forecast.draw, BOTH),
    BookPage("units", units.ask, units.draw, BOTH),
    BookPage("charts", charts.ask, charts.draw),
    BookPage("method", method.ask, method.draw, BOTH),
    BookPage("chart_data", chart_data.ask, chart_data.draw, listed=False),
    BookPage("sources", sources.ask, sources.draw, ANNEX),
    BookPage("statements", statements.ask, statements.draw, ANNEX),
    BookPage("problems", problems.ask, problems.draw, ANNEX),
    BookPage("delivery", delivery.ask, delivery.draw, ANNEX),
    BookPage("missing", missing.ask, missing.draw, ANNEX),
    BookPage("methods", methods.ask, methods.draw, ANNEX),
    BookPage("unit_figures", unit_figures.ask, unit_figures.draw, ANNEX),
    BookPage("heat", heat.ask, heat.draw, ANNEX),
    BookPage("pictures", pictures.ask, pictures.draw, ANNEX),
)
