"""The plan as a whole and its fields: counts that add up, scores, and what is behind."""

from __future__ import annotations

from dataclasses import dataclass

from reports.figures.query import row_of
from reports.figures.shared.named import Named, Tally


@row_of("status_counts")
@dataclass(frozen=True, slots=True)
class StatusCount:
    status: str
    indicators: int
    share_pct: float | None
    total: int


@row_of("totals")
@dataclass(frozen=True, slots=True)
class Totals(Tally):
    """`score` is the mean, 0 to 100, of what `scored` indicators have reached: no share of those
    that are met."""

    provisional: int
    score: float | None
    scored: int


@row_of("field_statuses")
@dataclass(frozen=True, slots=True)
class FieldStatus:
    field: str
    field_name: str
    status: str
    indicators: int


@row_of("field_summaries")
@dataclass(frozen=True, slots=True)
class FieldSummary(Tally):
    field: str
    field_name: str
    score: float | None


@row_of("behind")
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
