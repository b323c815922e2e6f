"""Nothing says whose report it is."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always, quoting

UNKNOWN_UNIT = CheckRule(
    "unknown_unit",
    "file",
    "identity",
    always(Expect("true", "unit_known")),
    quoting(lambda _, row: {"written": row["unit"]}),
)
