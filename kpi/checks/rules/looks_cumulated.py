"""Increments are declared, and a total seems to be given."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always

LOOKS_CUMULATED = CheckRule(
    "looks_cumulated",
    "warning",
    "history",
    always(Expect("true", "not_cumulated")),
)
