"""What the native charts and the small lines of the indicators' table draw."""

from __future__ import annotations

from dataclasses import dataclass

from reports.charts.frames.frame import Frame
from reports.charts.frames.native import native_frames
from reports.figures.shared.indicators import IndicatorFigures
from reports.report import Report


@dataclass(frozen=True, slots=True)
class ChartDataPage:
    indicators: tuple[IndicatorFigures, ...]
    frames: tuple[Frame, ...]


def ask(report: Report) -> ChartDataPage:
    return ChartDataPage(indicators=report.rows(IndicatorFigures), frames=native_frames(report))
