"""A running total does not fall within its year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always
from kpi.periods import MONTHS_IN

if TYPE_CHECKING:
    from kpi.checks.wording import Row, Wording


def _quote(words: Wording, row: Row) -> Quote:
    months = MONTHS_IN[words.plan.indicator_by_id[row["indicator"]].frequency]
    title = words.title_of_months(row["total_before_first"], months)
    previous = words.figure(row["total_before"])
    return Quote(previous=previous, other_period_title=title)


RUNNING_TOTAL_FALLS = CheckRule(
    "running_total_falls",
    "warning",
    always("history", Expect("at_least", "total", "total_before")),
    _quote,
)
