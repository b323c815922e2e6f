"""The plan has an indicator of that id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Expected, Quote

if TYPE_CHECKING:
    from kpi.checks.wording import Row, Wording
    from kpi.plan.model import Plan


def _expects(plan: Plan) -> Sequence[Expect]:
    return (Expect("in_set", "indicator", among=tuple(i.id for i in plan.indicators)),)


def _quote(words: Wording, row: Row) -> Quote:
    return Quote(near=words.near(row["indicator"]))


UNKNOWN_INDICATOR = CheckRule("unknown_indicator", "cell", Expected("cells", _expects), _quote)
