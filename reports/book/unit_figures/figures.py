"""Each unit's own figures: its line and its cell for every indicator that it has."""

from __future__ import annotations

from dataclasses import dataclass

from reports.figures.shared.indicators import IndicatorFigures
from reports.figures.shared.units import HeatCell, UnitSummary
from reports.report import Report


@dataclass(frozen=True, slots=True)
class UnitFiguresPage:
    indicators: tuple[IndicatorFigures, ...]
    unit_summaries: tuple[UnitSummary, ...]
    heat: tuple[HeatCell, ...]


def ask(report: Report) -> UnitFiguresPage:
    return UnitFiguresPage(
        indicators=report.rows(IndicatorFigures),
        unit_summaries=report.rows(UnitSummary),
        heat=report.rows(HeatCell),
    )
