"""Not every figure is that of an earlier period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

if TYPE_CHECKING:
    from kpi.checks.wording import Wording


def _quote(words: Wording, row: Mapping[str, Any]) -> Quote:
    return Quote(values={"other_period_title": words.title(row["other_period"])})


COPY_OF_LAST_PERIOD = CheckRule(
    "copy_of_last_period",
    "warning",
    "copies",
    always(Expect("copy_of_last_period", "true", "differs_in_time")),
    _quote,
)
