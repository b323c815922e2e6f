"""All drawn charts of a report, in the order of its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reports.charts import deliveries, fields, heat, pace, paths
from reports.charts.canvas import drawing, save
from reports.report import Report

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Chart:
    """`name` is that of its files; `charts.NAME_title` says in words what it shows."""

    name: str
    draw: Callable[[Report], Figure]


CHARTS = (
    Chart("paths", paths.draw),
    Chart("pace", pace.draw),
    Chart("status", fields.draw),
    Chart("heat", heat.draw),
    Chart("delivery", deliveries.draw),
)


def draw_charts(report: Report, folder: Path) -> list[Path]:
    """Draw every chart as PNG and SVG into the folder; the paths of all files, PNG first."""
    folder.mkdir(parents=True, exist_ok=True)
    with drawing():
        written = [save(chart.draw(report), folder, chart.name) for chart in CHARTS]
    return [path for pair in written for path in pair]
