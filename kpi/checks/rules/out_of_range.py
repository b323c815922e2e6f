"""A figure lies within the limits that the plan sets for its indicator, its parts within reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Expected, Quote
from kpi.plan.ranges import REACH, accepted_range

if TYPE_CHECKING:
    from kpi.checks.wording import Row, Wording
    from kpi.plan.model import Plan

Limits = tuple[float | None, float | None]
PARTS = ("numerator", "denominator")


def limits_of(plan: Plan) -> list[Limits]:
    """The different limits of the plan's indicators; each has a column of its own."""
    return list(dict.fromkeys(r for i in plan.indicators if any_limit(r := accepted_range(i))))


def any_limit(limits: Limits) -> bool:
    return limits != (None, None)


def _expects(plan: Plan) -> Sequence[Expect]:
    parts = [Expect("between", f"pair_{p}", low=0.0, high=REACH) for p in PARTS]
    figures = [
        Expect("between", f"figure_within_{n}", low=low, high=high)
        for n, (low, high) in enumerate(limits_of(plan))
    ]
    return [*parts, *figures]


def _quote(words: Wording, row: Row) -> Quote:
    if any((row[part] or 0.0) < 0 for part in PARTS):
        return Quote("negative_part")
    if any((row[part] or 0.0) > REACH for part in PARTS):
        return Quote("out_of_range_high", limit=words.figure(REACH))
    low, high = accepted_range(words.plan.indicator_by_id[row["indicator"]])
    if low is not None and row["figure"] < low:
        return Quote("out_of_range_low", limit=words.figure(low))
    return Quote("out_of_range_high", limit=words.figure(high))


OUT_OF_RANGE = CheckRule("out_of_range", "cell", Expected("cells", _expects), _quote)
