"""The unit is not there on any day of the period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

if TYPE_CHECKING:
    from kpi.checks.wording import Wording


def _quote(words: Wording, row: Mapping[str, Any]) -> Quote:
    return Quote(values={"validity": words.validity(row["unit"])})


ENDED_UNIT = CheckRule(
    "ended_unit",
    "cell",
    "cells",
    always(Expect("ended_unit", "true", "unit_valid")),
    _quote,
)
