"""A figure is for the indicator's own period, or a longer one made of whole ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpi.checks.engine import Expect
from kpi.checks.periods import LENGTHS
from kpi.checks.rule import CheckRule, Expected, Quote
from kpi.periods import MONTHS_IN

if TYPE_CHECKING:
    from kpi.checks.wording import Row, Wording
    from kpi.plan.model import Plan


def _expects(plan: Plan) -> Sequence[Expect]:
    """For each frequency of the plan the lengths that fit it."""
    return [
        Expect(
            "in_set",
            f"months_beside_{own}",
            among=tuple(n for n in LENGTHS if n >= own and n % own == 0),
        )
        for own in sorted({MONTHS_IN[i.frequency] for i in plan.indicators})
    ]


def _quote(words: Wording, row: Row) -> Quote:
    indicator = words.plan.indicator_by_id[row["indicator"]]
    return Quote(frequency=words.text(f"frequency.{indicator.frequency}"))


WRONG_FREQUENCY = CheckRule("wrong_frequency", "cell", Expected("cells", _expects), _quote)
