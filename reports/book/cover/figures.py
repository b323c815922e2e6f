"""What the cover asks: whether the period is closed, and by whom. It prints no figure; all else of
it stands in the plan and in the list of pages."""

from __future__ import annotations

from kpi.warehouse.acts import Closing
from reports.figures.shared.decided import closing_of
from reports.report import Report


def ask(report: Report) -> Closing | None:
    """The closing of the report's period, or of a longer one around it."""
    return closing_of(report)
