"""The form says of which plan it is, and it is another."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always, quoting

WRONG_PLAN = CheckRule(
    "wrong_plan",
    "file",
    "identity",
    always(Expect("equal", "plan_said", "plan_expected")),
    quoting(lambda _, row: {"written": row["plan_said"], "expected": row["plan_expected"]}),
)
