"""What the page on method lists: statuses, indicators, and the years behind learned shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.figures.shared.indicators import IndicatorFigures, LearnedProfile
from reports.figures.shared.overall import StatusCount
from reports.report import Report


@dataclass(frozen=True, slots=True)
class MethodPage:
    statuses: list[str]
    codes: list[str]  # indicators in their order
    learned_years: Mapping[str, list[int]]  # by indicator


def ask(report: Report) -> MethodPage:
    return MethodPage(
        statuses=[c.status for c in report.rows(StatusCount)],
        codes=[i.indicator for i in report.rows(IndicatorFigures)],
        learned_years={p.indicator: p.years for p in report.rows(LearnedProfile)},
    )
