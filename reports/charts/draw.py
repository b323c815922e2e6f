"""All drawn charts of a report, in the order of its pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from reports.charts import bridge, bullets, deliveries, dumbbells, fields, heat, panels, strip
from reports.charts.canvas import Drawing, drawing, save
from reports.charts.frames import bridge as bridge_frame
from reports.charts.frames import bullets as bullets_frame
from reports.charts.frames import dumbbells as dumbbells_frame
from reports.charts.frames import fields as fields_frame
from reports.charts.frames import strip as strip_frame
from reports.edition import Edition
from reports.picture import Picture
from reports.report import Report

Asked = TypeVar("Asked")


@dataclass(frozen=True, slots=True)
class Chart(Generic[Asked]):
    """`name` is that of its files; a second page of it is called `NAME-2`. `ask` gives all that is
    drawn, as plain rows that another process can be handed. A report that has nothing for a chart
    gets no file of it."""

    name: str
    ask: Callable[[Report], Asked]
    drawn: Callable[[Edition, Asked], tuple[Drawing, ...]]

    def draw(self, report: Report) -> tuple[Drawing, ...]:
        return self.drawn(report.edition, self.ask(report))


CHARTS: tuple[Chart[Any], ...] = (
    Chart("strip", strip_frame.frame, strip.draw),
    Chart("bridge", bridge_frame.frame, bridge.draw),
    Chart("bullets", bullets_frame.frame, bullets.draw),
    Chart("years", panels.ask_years, panels.draw),
    Chart("dumbbells", dumbbells_frame.frame, dumbbells.draw),
    Chart("paths", panels.ask_paths, panels.draw),
    Chart("status", fields_frame.frame, fields.draw),
    Chart("heat", heat.ask, heat.draw),
    Chart("delivery", deliveries.ask, deliveries.draw),
)


def ask_all(report: Report) -> list[Any]:
    """What every chart draws, in their order."""
    return [chart.ask(report) for chart in CHARTS]


def draw_charts(report: Report, folder: Path) -> list[Picture]:
    """Draw every chart as PNG and SVG into the folder, in their order."""
    return draw_all(report.edition, ask_all(report), folder)


def draw_all(edition: Edition, asked: Sequence[Any], folder: Path) -> list[Picture]:
    """The same from what `ask_all` gave."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    with drawing():
        for chart, rows in zip(CHARTS, asked, strict=True):
            for number, page in enumerate(chart.drawn(edition, rows), start=1):
                name = chart.name if number == 1 else f"{chart.name}-{number}"
                made.append(Picture(*save(page, folder, name), page.alt))
    return made
