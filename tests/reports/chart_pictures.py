"""All drawn charts in colour, grey and small: `python -m tests.reports.chart_pictures FOLDER`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from PIL import Image

from reports.charts.draw import draw_charts
from tests.reports.case import report_of
from tests.reports.large_case import before, large

SMALL = 390  # pixels of a phone


def main(folder: Path) -> None:
    cases = {
        "month": ("2024-06", 53, 56),
        "year": ("2024", 53, 56),
        "plan": ("2021-2025", 120, 200),
    }
    for name, (label, indicators, units) in cases.items():
        case = large(indicators, units, label=label, long=name == "plan")
        report = replace(report_of(case), last=before(case))
        for picture in draw_charts(report, folder / name):
            image = Image.open(picture.png).convert("RGB")
            image.convert("L").save(folder / name / f"{picture.png.stem}-grey.png")
            high = image.height * SMALL // image.width
            image.resize((SMALL, high)).save(folder / name / f"{picture.png.stem}-small.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
