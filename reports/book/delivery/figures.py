"""Every form owed or sent, and how many came how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reports.book.page import only_rows
from reports.figures.query import row_of
from reports.figures.shared.units import DeliveryCount


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


ask = only_rows(DeliveryPage)
