"""A report comes by its due day."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always, quoting

LATE = CheckRule(
    "late",
    "warning",
    "delivery",
    always(Expect("true", "in_time")),
    quoting(
        lambda words, row: {
            "received": words.moment(row["received_at"]),
            "due": words.day(row["due"]),
        }
    ),
)
