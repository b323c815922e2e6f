"""A day of completion from the plan's first year to the day of receipt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

if TYPE_CHECKING:
    from kpi.checks.wording import Wording


def _quote(words: Wording, _row: Mapping[str, Any]) -> Quote:
    return Quote(values={"first": words.day(date(words.plan.years[0], 1, 1))})


BAD_DATE = CheckRule(
    "bad_date",
    "cell",
    "cells",
    always(Expect("true", "date_fits")),
    _quote,
)
