"""Two numbers for a ratio, yes or no (100 or 0) where that is asked, else a number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Expected, Quote

if TYPE_CHECKING:
    from kpi.checks.wording import Row, Wording
    from kpi.plan.model import Plan

_EXPECTED = {"ratio": "parts", "yes_no": "yes_no", "milestone": "date"}
# what a figure may be given as, by the measure; 100 and 0 are numbers too
GIVEN_AS = {
    "ratio": ("parts",),
    "yes_no": ("all_or_nothing",),
    "milestone": ("all_or_nothing",),
    "count": ("number", "all_or_nothing"),
    "score": ("number", "all_or_nothing"),
}


def _expects(plan: Plan) -> Sequence[Expect]:
    measures = sorted({i.measure for i in plan.indicators} & GIVEN_AS.keys())
    fitting = tuple(f"{measure}: {way}" for measure in measures for way in GIVEN_AS[measure])
    return [Expect("in_set", "measure_and_given", among=fitting)]


def _quote(words: Wording, row: Row) -> Quote:
    measure = words.plan.indicator_by_id[row["indicator"]].measure
    expected = words.text(f"expected.{_EXPECTED.get(measure, 'number')}")
    return Quote(expected=expected)


WRONG_TYPE = CheckRule("wrong_type", "cell", Expected("cells", _expects), _quote)
