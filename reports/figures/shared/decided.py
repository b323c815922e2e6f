"""What people decided about the figures behind a report, and whether its period is closed."""

from __future__ import annotations

from pathlib import Path

import kpi.warehouse
from kpi.warehouse.acts import Closing, closing_over
from kpi.warehouse.decisions import Decision, behind, known_by
from reports.figures.query import Query
from reports.report import Report

CLOSINGS = Query(Path(__file__).with_name("closings.sql"), Closing)
DECISIONS = Query(Path(kpi.warehouse.__file__).parent / "sql" / "decisions.sql", Decision)


def closing_of(report: Report) -> Closing | None:
    """The closing of the report's period, or of a longer one around it."""
    return closing_over(report.rows(CLOSINGS), report.edition.period)


def decisions_of(report: Report) -> tuple[Decision, ...]:
    """What was decided of the report's year so far, oldest first."""
    edition = report.edition
    known = known_by(report.rows(DECISIONS), edition.as_of, edition.locale)
    return behind(known, edition.period)
