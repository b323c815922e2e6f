"""A report comes by its due day."""

from __future__ import annotations

from kpi.checks.rule import CheckRule, Quote, holds

LATE = CheckRule(
    "late",
    "warning",
    holds("delivery", "in_time"),
    lambda words, row: Quote(
        received=words.moment(row["received_at"]),
        due=words.day(row["due"]),
    ),
)
