"""Nothing says for which period it is."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always, quoting

UNKNOWN_PERIOD = CheckRule(
    "unknown_period",
    "file",
    "identity",
    always(Expect("true", "period_known")),
    quoting(lambda _, row: {"written": row["period"]}),
)
