"""All drawn charts of a report, in the order of its pages."""

from __future__ import annotations

from pathlib import Path

from reports.charts import deliveries, fields, heat, pace, paths
from reports.charts.canvas import drawing, save
from reports.edition import Edition
from reports.figures import Figures

CHARTS = (paths, pace, fields, heat, deliveries)


def draw_charts(edition: Edition, figures: Figures, folder: Path) -> list[Path]:
    """Draw every chart as PNG and SVG into the folder; the paths of all files, PNG first."""
    folder.mkdir(parents=True, exist_ok=True)
    with drawing():
        written = [save(c.draw(edition, figures), folder, c.NAME) for c in CHARTS]
    return [path for pair in written for path in pair]
