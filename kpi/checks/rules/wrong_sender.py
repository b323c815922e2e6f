"""It comes from where nobody sends for the unit."""

from __future__ import annotations

from kpi.checks.rule import CheckRule, Quote, holds

WRONG_SENDER = CheckRule(
    "wrong_sender",
    "file",
    holds("identity", "sender_allowed"),
    lambda words, row: Quote(unit_name=words.unit_name(row["unit"])),
)
