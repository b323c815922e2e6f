"""What the cover asks: whether the period is closed, and by whom. It prints no figure; all else of
it stands in the plan and in the list of pages."""

from __future__ import annotations

from kpi.warehouse.acts import Closing, closing_over
from reports.figures.query import query
from reports.report import Report

CLOSINGS = query(__file__, "closings", Closing)


def ask(report: Report) -> Closing | None:
    """The closing of the report's period, or of a longer one around it."""
    return closing_over(report.rows(CLOSINGS), report.edition.period)
