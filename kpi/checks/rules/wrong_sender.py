"""It comes from where nobody sends for the unit."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always, quoting

WRONG_SENDER = CheckRule(
    "wrong_sender",
    "file",
    "identity",
    always(Expect("true", "sender_allowed")),
    quoting(lambda words, row: {"unit_name": words.unit_name(row["unit"])}),
)
