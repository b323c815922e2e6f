"""Not every figure is that of another unit."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always, quoting

COPY_OF_OTHER_UNIT = CheckRule(
    "copy_of_other_unit",
    "warning",
    "copies",
    always(Expect("true", "differs_across")),
    quoting(lambda words, row: {"other_unit": words.unit_name(row["other_unit"])}),
)
