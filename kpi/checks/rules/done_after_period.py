"""A day of completion lies within the period that reports it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

if TYPE_CHECKING:
    from kpi.checks.wording import Wording


def _quote(words: Wording, row: Mapping[str, Any]) -> Quote:
    done = words.day(date.fromisoformat(row["done_on"]))
    return Quote(values={"done": done, "last": words.day(row["last_day"])})


DONE_AFTER_PERIOD = CheckRule(
    "done_after_period",
    "warning",
    "milestones",
    always(Expect("done_after_period", "true", "done_in_time")),
    _quote,
)
