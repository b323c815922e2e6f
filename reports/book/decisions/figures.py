"""What people decided about the figures of the report's year so far."""

from __future__ import annotations

from kpi.warehouse.decisions import Decision
from reports.figures.shared.decided import decisions_of
from reports.report import Report


def ask(report: Report) -> tuple[Decision, ...]:
    """All of it, oldest first."""
    return decisions_of(report)


def shown(report: Report) -> bool:
    """A page without a line is none."""
    return bool(ask(report))
