"""What page one of the workbook says: the facts of page one, the score, what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.figures.shared.indicators import WithoutData
from reports.figures.shared.overall import Totals
from reports.leading import facts as leading
from reports.report import Report

if TYPE_CHECKING:
    from kpi.assessment.bounds import FullReturn


@dataclass(frozen=True, slots=True)
class SummaryPage:
    facts: leading.Facts
    totals: Totals
    without_data: tuple[WithoutData, ...]
    missing: Sequence[FullReturn]


def ask(report: Report) -> SummaryPage:
    return SummaryPage(
        facts=leading.ask(report),
        totals=report.only(Totals),
        without_data=report.rows(WithoutData),
        missing=report.missing,
    )
