"""What the page says is what the report's kind says."""

from __future__ import annotations

from reports.kinds import KindFigures, ask_kind
from reports.report import Report


def ask(report: Report) -> KindFigures:
    return ask_kind(report)
