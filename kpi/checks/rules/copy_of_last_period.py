"""Not every figure is that of an earlier period."""

from __future__ import annotations

from kpi.checks.rule import CheckRule, Quote, holds

COPY_OF_LAST_PERIOD = CheckRule(
    "copy_of_last_period",
    "warning",
    holds("copies", "differs_in_time"),
    lambda words, row: Quote(other_period_title=words.title(row["other_period"])),
)
