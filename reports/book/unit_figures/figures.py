"""Each unit's own figures: its line and its cell for every indicator that it has."""

from __future__ import annotations

from dataclasses import dataclass

from reports.book.page import only_rows
from reports.figures.shared.indicators import IndicatorFigures
from reports.figures.shared.units import HeatCell, UnitSummary


@dataclass(frozen=True, slots=True)
class UnitFiguresPage:
    indicators: tuple[IndicatorFigures, ...]
    unit_summaries: tuple[UnitSummary, ...]
    heat: tuple[HeatCell, ...]


ask = only_rows(UnitFiguresPage)
