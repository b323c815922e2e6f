"""The drawn charts, made before the workbook."""

from __future__ import annotations

from collections.abc import Sequence

from reports.picture import Picture
from reports.report import Report


def ask(report: Report) -> Sequence[Picture]:
    return report.pictures()
