"""The plan as a whole and its fields: counts that add up, scores, and what is behind."""

from __future__ import annotations

from dataclasses import dataclass

from reports.figures.query import query
from reports.figures.shared.named import Named, Tally


@dataclass(frozen=True, slots=True)
class StatusCount:
    status: str
    indicators: int
    share_pct: float | None
    total: int


@dataclass(frozen=True, slots=True)
class Totals(Tally):
    """`score` is the mean, 0 to 100, of what `scored` indicators have reached: no share of those
    that are met."""

    provisional: int
    score: float | None
    scored: int


@dataclass(frozen=True, slots=True)
class FieldStatus:
    field: str
    field_name: str
    status: str
    indicators: int


@dataclass(frozen=True, slots=True)
class FieldSummary(Tally):
    field: str
    field_name: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Behind(Named):
    total: int
    field_name: str
    assessed: float | None
    expected: float | None
    target: float | None
    pace_pct: float | None
    status: str
    lead: str | None
    provisional: bool
    method: str
    depends_on_method: bool


STATUS_COUNTS = query(__file__, "status_counts", StatusCount)
TOTALS = query(__file__, "totals", Totals)
FIELD_STATUSES = query(__file__, "field_statuses", FieldStatus)
FIELD_SUMMARIES = query(__file__, "field_summaries", FieldSummary)
BEHIND = query(__file__, "behind", Behind)
