"""A figure lies within what its own past allows, or within the change that the plan allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

if TYPE_CHECKING:
    from kpi.checks.wording import Row, Wording


def _quote(words: Wording, row: Row) -> Quote:
    indicator = words.plan.indicator_by_id[row["indicator"]]
    sign = "%" if indicator.is_percent else ""
    columns = {"low": "earlier_low", "high": "earlier_high", "previous": "previous_step"}
    quoted = {n: words.figure(row[column], indicator) + sign for n, column in columns.items()}
    kind = {"ratio": "share"}.get(indicator.measure)
    if kind is None and indicator.over_time == "running_total":
        kind = "added"
    step = words.figure(row["step"], indicator) + sign
    return Quote(
        "" if row["max_change"] is None else "changed_beyond_plan",
        figure=words.text(f"step.{kind}", step=step) if kind else "",
        limit=words.figure(row["max_change"]),
        **quoted,
    )


# a jump is asked about beside its own explanation only: those rules say more about it
CHANGED_MUCH = CheckRule(
    "changed_much",
    "warning",
    always(
        "history",
        Expect("at_least", "step", "usual_low"),
        Expect("at_least", "usual_high", "step"),
    ),
    _quote,
    gives_way_to=("slip_of_ten", "looks_cumulated", "looks_incremental", "running_total_falls"),
)
