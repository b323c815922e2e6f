"""A part of a whole is no larger than the whole."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always, quoting

NUMERATOR_ABOVE_DENOMINATOR = CheckRule(
    "numerator_above_denominator",
    "cell",
    "cells",
    always(Expect("at_least", "whole_of_part", "part_of_whole")),
    quoting(lambda words, row: words.parts(row)),
)
