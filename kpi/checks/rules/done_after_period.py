"""A day of completion lies within the period that reports it."""

from __future__ import annotations

from datetime import date

from kpi.checks.rule import CheckRule, Quote, holds

DONE_AFTER_PERIOD = CheckRule(
    "done_after_period",
    "warning",
    holds("milestones", "done_in_time"),
    lambda words, row: Quote(
        done=words.day(date.fromisoformat(row["done_on"])),
        last=words.day(row["last_day"]),
    ),
)
