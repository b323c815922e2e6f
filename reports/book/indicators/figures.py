"""Every indicator of the plan as a whole, and the statuses in their order."""

from __future__ import annotations

from dataclasses import dataclass

from reports.figures.shared.indicators import IndicatorFigures
from reports.figures.shared.overall import StatusCount
from reports.kinds import KindFigures, ask_kind
from reports.report import Report


@dataclass(frozen=True, slots=True)
class IndicatorsPage:
    indicators: tuple[IndicatorFigures, ...]
    status_counts: tuple[StatusCount, ...]
    kind: KindFigures


def ask(report: Report) -> IndicatorsPage:
    return IndicatorsPage(
        indicators=report.rows(IndicatorFigures),
        status_counts=report.rows(StatusCount),
        kind=ask_kind(report),
    )
