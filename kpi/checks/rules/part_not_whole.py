"""Parts that count things are whole."""

from __future__ import annotations

from kpi.checks.rule import CheckRule, Quote, holds

PART_NOT_WHOLE = CheckRule(
    "part_not_whole",
    "warning",
    holds("parts", "parts_whole"),
    lambda words, row: Quote(**words.parts(row)),
)
