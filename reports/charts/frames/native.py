"""The frames that stand in the workbook as native charts, in their order there."""

from __future__ import annotations

from reports.charts.frames import bridge, bullets, dumbbells, fields, paths, strip, years
from reports.charts.frames.frame import Frame
from reports.report import Report

PATHS_CHARTED, YEARS_CHARTED = 2, 4  # with the charts before them two pages, three of a year


def native_frames(report: Report) -> tuple[Frame, ...]:
    """Frames that have something to show; a year's report has the plan's years for its months."""
    steps = bridge.frame(report)
    fewer = 0 if steps is None else 1  # the bridge is as large as a panel, and stands beside one
    panels = years.frames(report)[: YEARS_CHARTED - fewer]
    panels = panels or paths.frames(report)[: PATHS_CHARTED - fewer]
    single = (f(report) for f in (bullets.frame, dumbbells.frame, fields.frame))
    return tuple(f for f in (strip.frame(report), steps, *single, *panels) if f is not None)
