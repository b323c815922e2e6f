"""Parts that count things are whole."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always, quoting

PART_NOT_WHOLE = CheckRule(
    "part_not_whole",
    "warning",
    "parts",
    always(Expect("true", "parts_whole")),
    quoting(lambda words, row: words.parts(row)),
)
