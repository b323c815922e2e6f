"""What differs from the last reports, and the results of now that say so."""

from __future__ import annotations

from reports.book.reasons.since import Since, since_last
from reports.report import Report


def ask(report: Report) -> Since | None:
    return since_last(report)
