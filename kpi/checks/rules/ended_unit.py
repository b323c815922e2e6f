"""The unit is not there on any day of the period."""

from __future__ import annotations

from kpi.checks.rule import CheckRule, Quote, holds

ENDED_UNIT = CheckRule(
    "ended_unit",
    "cell",
    holds("cells", "unit_valid"),
    lambda words, row: Quote(validity=words.validity(row["unit"])),
)
