"""There is no part of nothing."""

from __future__ import annotations

from kpi.checks.rule import CheckRule, Quote, holds

PART_OF_NOTHING = CheckRule(
    "part_of_nothing",
    "warning",
    holds("parts", "total_given"),
    lambda words, row: Quote(**words.parts(row)),
)
