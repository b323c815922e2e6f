"""A part of a whole is no larger than the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

if TYPE_CHECKING:
    from kpi.checks.wording import Wording


def _quote(words: Wording, row: Mapping[str, Any]) -> Quote:
    return Quote(values=words.parts(row))


NUMERATOR_ABOVE_DENOMINATOR = CheckRule(
    "numerator_above_denominator",
    "cell",
    "cells",
    always(Expect("numerator_above_denominator", "at_least", "whole_of_part", "part_of_whole")),
    _quote,
)
