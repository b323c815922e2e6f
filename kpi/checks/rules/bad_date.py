"""A day of completion from the plan's first year to the day of receipt."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kpi.checks.rule import CheckRule, Quote, holds

if TYPE_CHECKING:
    from kpi.checks.wording import Row, Wording


def _quote(words: Wording, _row: Row) -> Quote:
    return Quote(first=words.day(date(words.plan.years[0], 1, 1)))


BAD_DATE = CheckRule("bad_date", "cell", holds("cells", "date_fits"), _quote)
