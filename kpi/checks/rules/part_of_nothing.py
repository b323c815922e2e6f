"""There is no part of nothing."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always, quoting

PART_OF_NOTHING = CheckRule(
    "part_of_nothing",
    "warning",
    "parts",
    always(Expect("true", "total_given")),
    quoting(lambda words, row: words.parts(row)),
)
