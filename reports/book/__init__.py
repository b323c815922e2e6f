"""The report's workbooks as a list of their pages, in the order in which they are read.

A page is a folder: its SQL, its rows (`figures.py`), its drawing (`drawing.py`). No page needs
another, but native charts and small lines the sheet whose rows they draw; what several print is in
`reports/figures/shared/`.
"""

from __future__ import annotations

from typing import Any

from kpi.compare.moves import NAMED
from reports.book import (
    areas,
    beside,
    chart_data,
    charts,
    cover,
    decisions,
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
    record,
    sources,
    statements,
    summary,
    unit_figures,
    units,
)
from reports.book.page import BookPage
from reports.kinds.figures import AreaRow
from reports.report import Report
from reports.scope import kind_of
from reports.workbook.volumes import Volume

ANNEX = (Volume.ANNEX,)


def _of_part(report: Report) -> bool:
    return kind_of(report.edition.period) == "part"


def _of_plan(report: Report) -> bool:
    return kind_of(report.edition.period) == "plan"


def _of_no_plan(report: Report) -> bool:
    """A plan is compared with its baseline, not with the plan before, and has nothing to come."""
    return not _of_plan(report)


def _something_moved(report: Report) -> bool:
    """Otherwise the summary has said all: a page of its own would be empty."""
    moves = report.moves()
    return moves is not None and any(m.turn in NAMED for m in moves.moves)


def _year_goes_on(report: Report) -> bool:
    return report.edition.period.month_of_year < 12


def _areas_changed(report: Report) -> bool:
    return _of_plan(report) and bool(report.rows(AreaRow))


BOTH = tuple(Volume)

PAGES: tuple[BookPage[Any], ...] = (
    BookPage("cover", cover.ask, cover.draw, BOTH),
    BookPage("summary", summary.ask, summary.draw),
    BookPage("indicators", indicators.ask, indicators.draw),
    BookPage("beside", beside.ask, beside.draw, shown=_of_part),
    BookPage("areas", areas.ask, areas.draw, shown=_areas_changed),
    BookPage("reasons", reasons.ask, reasons.draw, BOTH, _of_no_plan, _something_moved),
    BookPage("forecast", forecast.ask, forecast.draw, BOTH, _of_no_plan, _year_goes_on),
    BookPage("units", units.ask, units.draw, BOTH),
    BookPage("charts", charts.ask, charts.draw),
    BookPage("method", method.ask, method.draw, BOTH),
    BookPage("chart_data", chart_data.ask, chart_data.draw, listed=False),
    BookPage("sources", sources.ask, sources.draw, ANNEX),
    BookPage("statements", statements.ask, statements.draw, ANNEX),
    BookPage("problems", problems.ask, problems.draw, ANNEX),
    BookPage("decisions", decisions.ask, decisions.draw, ANNEX, decisions.shown),
    BookPage("delivery", delivery.ask, delivery.draw, ANNEX),
    BookPage("missing", missing.ask, missing.draw, ANNEX),
    BookPage("record", record.ask, record.draw, ANNEX, record.shown),
    BookPage("methods", methods.ask, methods.draw, ANNEX),
    BookPage("unit_figures", unit_figures.ask, unit_figures.draw, ANNEX),
    BookPage("heat", heat.ask, heat.draw, ANNEX),
    BookPage("pictures", pictures.ask, pictures.draw, ANNEX),
)
