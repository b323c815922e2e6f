"""The frames that stand in the workbook as native charts, in their order there."""

from __future__ import annotations

from reports.charts.frames import bridge, bullets, dumbbells, fields, paths, strip, years
from reports.charts.frames.frame import Frame
from reports.report import Report

PATHS_CHARTED, YEARS_CHARTED = 3, 4  # with the charts before them two pages, three of a year


def native_frames(report: Report) -> tuple[Frame, ...]:
    """Frames that have something to show; a year's report has the plan's years for its months."""
    panels = years.frames(report)[:YEARS_CHARTED] or paths.frames(report)[:PATHS_CHARTED]
    single = (f(report) for f in (strip.frame, bridge.frame, bullets.frame, dumbbells.frame))
    return tuple(f for f in (*single, fields.frame(report), *panels) if f is not None)
