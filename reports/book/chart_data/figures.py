"""What the native charts draw."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from reports.figures.shared.indicators import PATHS, PathPoint
from reports.figures.shared.overall import (
    BEHIND,
    FIELD_STATUSES,
    FIELD_SUMMARIES,
    STATUS_COUNTS,
    Behind,
    FieldStatus,
    FieldSummary,
)
from reports.report import Report

BEHIND_CHARTED = 12


@dataclass(frozen=True, slots=True)
class ChartDataPage:
    statuses: tuple[str, ...]  # those that any indicator has
    field_statuses: tuple[FieldStatus, ...]
    field_summaries: tuple[FieldSummary, ...]
    behind: list[Behind]  # as many as a chart shows
    paths: list[list[PathPoint]]  # of each indicator charted


def ask(report: Report) -> ChartDataPage:
    behind = report.rows(BEHIND)
    paths = groupby(report.rows(PATHS), key=lambda point: point.place)
    return ChartDataPage(
        statuses=tuple(c.status for c in report.rows(STATUS_COUNTS) if c.indicators),
        field_statuses=report.rows(FIELD_STATUSES),
        field_summaries=report.rows(FIELD_SUMMARIES),
        behind=[b for b in behind if b.place <= BEHIND_CHARTED and b.pace_pct is not None],
        paths=[list(points) for _, points in paths],
    )
