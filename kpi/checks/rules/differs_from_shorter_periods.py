"""A longer period's figure is that of the shorter ones inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi.checks.rule import CheckRule, Quote, holds

if TYPE_CHECKING:
    from kpi.checks.wording import Row, Wording


def _quote(words: Wording, row: Row) -> Quote:
    indicator = words.plan.indicator_by_id[row["indicator"]]
    own = row["longer_months"] == row["months"]
    return Quote(
        "" if own else "differs_from_longer_period",
        period_title=words.title_of_months(row["longer_first"], row["longer_months"]),
        other=words.figure(row["from_shorter"], indicator),
        longer=words.figure(row["from_longer"], indicator),
    )


DIFFERS_FROM_SHORTER_PERIODS = CheckRule(
    "differs_from_shorter_periods", "warning", holds("longer", "agrees"), _quote
)
