"""Where every figure came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reports.figures.plan_tables import SOURCE_ROWS_AT_MOST
from reports.figures.query import row_of
from reports.figures.shared.history import History
from reports.report import Report


@row_of("sources")
@dataclass(frozen=True, slots=True)
class Source:
    unit_name: str
    period: str
    indicator: str
    indicator_name: str
    measure: str
    decimals: int
    numerator: float | None
    denominator: float | None
    value: float | None
    done_on: date | None
    state: str
    questioned: bool
    file: str
    sheet: str | None
    cell: str | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class SourcesPage:
    sources: tuple[Source, ...]
    at_most: int | None  # rows beyond which earlier periods were left out, if they were


def ask(report: Report) -> SourcesPage:
    cut = report.only(History).observations > SOURCE_ROWS_AT_MOST
    return SourcesPage(
        sources=report.rows(Source),
        at_most=SOURCE_ROWS_AT_MOST if cut else None,
    )
