"""Every form owed or sent, and how many came how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reports.figures.query import row_of
from reports.figures.shared.units import DeliveryCount
from reports.report import Report


@row_of("deliveries")
@dataclass(frozen=True, slots=True)
class Delivery:
    place: int
    unit: str
    unit_name: str
    period: str
    due_at: datetime | None
    received_at: datetime | None
    outcome: str | None
    file: str | None
    files: int
    delivery: str


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    deliveries: tuple[Delivery, ...]
    delivery_counts: tuple[DeliveryCount, ...]


def ask(report: Report) -> DeliveryPage:
    return DeliveryPage(
        deliveries=report.rows(Delivery),
        delivery_counts=report.rows(DeliveryCount),
    )
