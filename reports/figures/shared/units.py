"""Units: one line each, each of their indicators, how their forms came, and what they wrote."""

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


@dataclass(frozen=True, slots=True)
class NotSent:
    """`sent_but_not_taken`: a file came and could not be read."""

    place: int
    total: int
    unit_name: str
    periods: list[str]
    sent_but_not_taken: bool | None


@dataclass(frozen=True, slots=True)
class Statement:
    """What a unit wrote under a heading of its form, letter for letter."""

    unit_name: str
    period: str
    heading: str
    text: str


UNIT_SUMMARIES = query(__file__, "unit_summaries", UnitSummary)
HEAT = query(__file__, "heat", HeatCell)
DELIVERY_COUNTS = query(__file__, "delivery_counts", DeliveryCount)
NOT_SENT = query(__file__, "not_sent", NotSent)
STATEMENTS = query(__file__, "statements", Statement)
