"""The drawn charts, made before the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reports.report import Report


def ask(report: Report) -> Sequence[Path]:
    return report.pictures
