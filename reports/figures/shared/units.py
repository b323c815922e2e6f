"""Units: one line each, each of their indicators, how their forms came, and what they wrote."""

from __future__ import annotations

from dataclasses import dataclass

from reports.figures.query import row_of
from reports.figures.shared.named import Tally


@row_of("unit_summaries")
@dataclass(frozen=True, slots=True)
class UnitSummary(Tally):
    place: int
    unit: str
    unit_name: str
    score: float | None
    rank: int | None


@row_of("heat")
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


@row_of("delivery_counts")
@dataclass(frozen=True, slots=True)
class DeliveryCount:
    delivery: str
    forms: int
    total: int


@row_of("not_sent")
@dataclass(frozen=True, slots=True)
class NotSent:
    """`sent_but_not_taken`: a file came and could not be read."""

    place: int
    total: int
    unit_name: str
    periods: list[str]
    sent_but_not_taken: bool | None


@row_of("statements")
@dataclass(frozen=True, slots=True)
class Statement:
    """What a unit wrote under a heading of its form, letter for letter."""

    unit_name: str
    period: str
    heading: str
    text: str
