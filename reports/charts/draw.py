"""All drawn charts of a report, in the order of its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reports.charts import bridge, bullets, deliveries, dumbbells, fields, heat, panels, strip
from reports.charts.canvas import Drawing, drawing, save
from reports.report import Picture, Report


@dataclass(frozen=True, slots=True)
class Chart:
    """`name` is that of its files; a second page of it is called `NAME-2`. A report that has
    nothing for a chart gets no file of it."""

    name: str
    draw: Callable[[Report], tuple[Drawing, ...]]


CHARTS = (
    Chart("strip", strip.draw),
    Chart("bridge", bridge.draw),
    Chart("bullets", bullets.draw),
    Chart("years", panels.draw_years),
    Chart("dumbbells", dumbbells.draw),
    Chart("paths", panels.draw_paths),
    Chart("status", fields.draw),
    Chart("heat", heat.draw),
    Chart("delivery", deliveries.draw),
)


def draw_charts(report: Report, folder: Path) -> list[Picture]:
    """Draw every chart as PNG and SVG into the folder, in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    with drawing():
        for chart in CHARTS:
            for number, page in enumerate(chart.draw(report), start=1):
                name = chart.name if number == 1 else f"{chart.name}-{number}"
                made.append(Picture(*save(page, folder, name), page.alt))
    return made
