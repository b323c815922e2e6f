"""Units' own words: of their work, and of what is behind."""

from __future__ import annotations

from dataclasses import dataclass

from reports.figures.shared.indicators import Explained
from reports.figures.shared.units import Statement
from reports.report import Report


@dataclass(frozen=True, slots=True)
class StatementsPage:
    statements: tuple[Statement, ...]
    explanations: tuple[Explained, ...]


def ask(report: Report) -> StatementsPage:
    return StatementsPage(
        statements=report.rows(Statement),
        explanations=report.rows(Explained),
    )
