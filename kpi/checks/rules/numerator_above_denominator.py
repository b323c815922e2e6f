"""A part of a whole is no larger than the whole."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

NUMERATOR_ABOVE_DENOMINATOR = CheckRule(
    "numerator_above_denominator",
    "cell",
    always("cells", Expect("at_least", "whole_of_part", "part_of_whole")),
    lambda words, row: Quote(**words.parts(row)),
)
