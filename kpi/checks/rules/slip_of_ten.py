"""A figure is about 10, 100 or 1000 times what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi.checks.rule import CheckRule, Quote, holds

if TYPE_CHECKING:
    from kpi.checks.wording import Row, Wording
    from kpi.plan.model import Indicator


def _quote(words: Wording, row: Row) -> Quote:
    indicator = words.plan.indicator_by_id[row["indicator"]]
    more = "times_more" if row["more"] else "times_less"
    how = words.text(f"slip.{more}", times=words.figure(row["times"]))
    return Quote(how=how, previous=_previous(words, row, indicator))


def _previous(words: Wording, row: Row, indicator: Indicator) -> str:
    if indicator.measure != "ratio":
        return words.figure(row["previous_figure"])
    parts = (row["previous_numerator"], row["previous_denominator"])
    return " / ".join(words.figure(part) for part in parts)


SLIP_OF_TEN = CheckRule(
    "slip_of_ten",
    "warning",
    holds("history", "no_slip"),
    _quote,
    gives_way_to=("running_total_falls",),
)
