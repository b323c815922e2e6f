"""A figure is about 10, 100 or 1000 times what it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

if TYPE_CHECKING:
    from kpi.checks.wording import Wording
    from kpi.plan.model import Indicator


def _quote(words: Wording, row: Mapping[str, Any]) -> Quote:
    indicator = words.plan.indicator_by_id[row["indicator"]]
    more = "times_more" if row["more"] else "times_less"
    how = words.text(f"slip.{more}", times=words.figure(row["times"]))
    return Quote(values={"how": how, "previous": _previous(words, row, indicator)})


def _previous(words: Wording, row: Mapping[str, Any], indicator: Indicator) -> str:
    if indicator.measure != "ratio":
        return words.figure(row["previous_figure"])
    parts = (row["previous_numerator"], row["previous_denominator"])
    return " / ".join(words.figure(part) for part in parts)


SLIP_OF_TEN = CheckRule(
    "slip_of_ten",
    "warning",
    "history",
    always(Expect("true", "no_slip")),
    _quote,
    gives_way_to=("running_total_falls",),
)
