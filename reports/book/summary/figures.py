"""What the one page for a leader says, and who has not sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.figures.shared.indicators import EXPLANATIONS, WITHOUT_DATA, Explained, WithoutData
from reports.figures.shared.overall import (
    BEHIND,
    FIELD_SUMMARIES,
    STATUS_COUNTS,
    TOTALS,
    Behind,
    FieldSummary,
    StatusCount,
    Totals,
)
from reports.figures.shared.units import DELIVERY_COUNTS, NOT_SENT, DeliveryCount, NotSent
from reports.kinds import KindFigures, ask_kind
from reports.report import Report

if TYPE_CHECKING:
    from kpi.assessment.bounds import FullReturn


@dataclass(frozen=True, slots=True)
class SummaryPage:
    totals: Totals
    status_counts: tuple[StatusCount, ...]
    field_summaries: tuple[FieldSummary, ...]
    behind: tuple[Behind, ...]
    explanations: tuple[Explained, ...]
    delivery_counts: tuple[DeliveryCount, ...]
    not_sent: tuple[NotSent, ...]
    without_data: tuple[WithoutData, ...]
    missing: Sequence[FullReturn]
    kind: KindFigures


def ask(report: Report) -> SummaryPage:
    return SummaryPage(
        totals=report.only(TOTALS),
        status_counts=report.rows(STATUS_COUNTS),
        field_summaries=report.rows(FIELD_SUMMARIES),
        behind=report.rows(BEHIND),
        explanations=report.rows(EXPLANATIONS),
        delivery_counts=report.rows(DELIVERY_COUNTS),
        not_sent=report.rows(NOT_SENT),
        without_data=report.rows(WITHOUT_DATA),
        missing=report.missing,
        kind=ask_kind(report),
    )
