"""A total is declared, and an increment seems to be given."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always

LOOKS_INCREMENTAL = CheckRule(
    "looks_incremental",
    "warning",
    "history",
    always(Expect("true", "not_incremental")),
)
