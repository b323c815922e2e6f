"""Not every figure is that of another unit."""

from __future__ import annotations

from kpi.checks.rule import CheckRule, Quote, holds

COPY_OF_OTHER_UNIT = CheckRule(
    "copy_of_other_unit",
    "warning",
    holds("copies", "differs_across"),
    lambda words, row: Quote(other_unit=words.unit_name(row["other_unit"])),
)
