"""Every form owed or sent, and how many came how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reports.figures.query import query
from reports.figures.shared.units import DELIVERY_COUNTS, DeliveryCount
from reports.report import Report


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


DELIVERIES = query(__file__, "deliveries", Delivery)


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    deliveries: tuple[Delivery, ...]
    delivery_counts: tuple[DeliveryCount, ...]


def ask(report: Report) -> DeliveryPage:
    return DeliveryPage(
        deliveries=report.rows(DELIVERIES),
        delivery_counts=report.rows(DELIVERY_COUNTS),
    )
