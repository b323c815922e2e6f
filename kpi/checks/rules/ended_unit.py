"""The unit is not there on any day of the period."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always, quoting

ENDED_UNIT = CheckRule(
    "ended_unit",
    "cell",
    "cells",
    always(Expect("true", "unit_valid")),
    quoting(lambda words, row: {"validity": words.validity(row["unit"])}),
)
