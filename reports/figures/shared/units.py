"""Units: one line each, each of their indicators, and how their forms came."""

from __future__ import annotations

from dataclasses import dataclass

from reports.figures.query import query
from reports.figures.shared.named import Tally


@dataclass(frozen=True, slots=True)
class UnitSummary(Tally):
    place: int
    unit: str
    unit_name: str
    score: float | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class HeatCell:
    unit: str
    unit_name: str
    picture_place: int
    indicator: str
    status: str
    decimals: int
    measure: str
    assessed: float | None


@dataclass(frozen=True, slots=True)
class DeliveryCount:
    delivery: str
    forms: int
    total: int


UNIT_SUMMARIES = query(__file__, "unit_summaries", UnitSummary)
HEAT = query(__file__, "heat", HeatCell)
DELIVERY_COUNTS = query(__file__, "delivery_counts", DeliveryCount)
