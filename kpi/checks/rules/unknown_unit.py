"""Nothing says whose report it is."""

from __future__ import annotations

from kpi.checks.rule import CheckRule, Quote, holds

UNKNOWN_UNIT = CheckRule(
    "unknown_unit",
    "file",
    holds("identity", "unit_known"),
    lambda _, row: Quote(written=row["unit"]),
)
