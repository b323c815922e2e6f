"""The form says of which plan it is, and it is another."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

WRONG_PLAN = CheckRule(
    "wrong_plan",
    "file",
    always("identity", Expect("equal", "plan_said", "plan_expected")),
    lambda _, row: Quote(written=row["plan_said"], expected=row["plan_expected"]),
)
