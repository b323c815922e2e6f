"""Units by indicators: the status of every cell, indicators and statuses in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.figures.shared.indicators import IndicatorFigures
from reports.figures.shared.overall import StatusCount
from reports.figures.shared.units import HeatCell, UnitSummary
from reports.report import Report


@dataclass(frozen=True, slots=True)
class HeatPage:
    unit_summaries: tuple[UnitSummary, ...]
    codes: list[str]  # the indicators that units have
    status_by_cell: Mapping[tuple[str, str], str]  # by unit and indicator
    statuses: list[str]


def ask(report: Report) -> HeatPage:
    heat = report.rows(HeatCell)
    present = {cell.indicator for cell in heat}
    return HeatPage(
        unit_summaries=report.rows(UnitSummary),
        codes=[i.indicator for i in report.rows(IndicatorFigures) if i.indicator in present],
        status_by_cell={(cell.unit, cell.indicator): cell.status for cell in heat},
        statuses=[c.status for c in report.rows(StatusCount)],
    )
