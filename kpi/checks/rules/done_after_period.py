"""A day of completion lies within the period that reports it."""

from __future__ import annotations

from datetime import date

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always, quoting

DONE_AFTER_PERIOD = CheckRule(
    "done_after_period",
    "warning",
    "milestones",
    always(Expect("true", "done_in_time")),
    quoting(
        lambda words, row: {
            "done": words.day(date.fromisoformat(row["done_on"])),
            "last": words.day(row["last_day"]),
        }
    ),
)
