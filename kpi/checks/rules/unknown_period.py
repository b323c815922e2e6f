"""Nothing says for which period it is."""

from __future__ import annotations

from kpi.checks.rule import CheckRule, Quote, holds

UNKNOWN_PERIOD = CheckRule(
    "unknown_period",
    "file",
    holds("identity", "period_known"),
    lambda _, row: Quote(written=row["period"]),
)
