"""The drawn charts, made before the workbook."""

from __future__ import annotations

from collections.abc import Sequence

from reports.report import Picture, Report


def ask(report: Report) -> Sequence[Picture]:
    return report.pictures()
