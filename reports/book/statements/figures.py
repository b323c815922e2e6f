"""Units' own words: of their work, and of what is behind."""

from __future__ import annotations

from dataclasses import dataclass

from reports.figures.query import query
from reports.figures.shared.indicators import EXPLANATIONS, Explained
from reports.report import Report


@dataclass(frozen=True, slots=True)
class Statement:
    unit_name: str
    period: str
    heading: str
    text: str


STATEMENTS = query(__file__, "statements", Statement)


@dataclass(frozen=True, slots=True)
class StatementsPage:
    statements: tuple[Statement, ...]
    explanations: tuple[Explained, ...]


def ask(report: Report) -> StatementsPage:
    return StatementsPage(
        statements=report.rows(STATEMENTS),
        explanations=report.rows(EXPLANATIONS),
    )
