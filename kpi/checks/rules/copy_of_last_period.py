"""Not every figure is that of an earlier period."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always, quoting

COPY_OF_LAST_PERIOD = CheckRule(
    "copy_of_last_period",
    "warning",
    "copies",
    always(Expect("true", "differs_in_time")),
    quoting(lambda words, row: {"other_period_title": words.title(row["other_period"])}),
)
