"""A report comes by its due day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

if TYPE_CHECKING:
    from kpi.checks.wording import Wording


def _quote(words: Wording, row: Mapping[str, Any]) -> Quote:
    received = words.moment(row["received_at"])
    return Quote(values={"received": received, "due": words.day(row["due"])})


LATE = CheckRule(
    "late",
    "warning",
    "delivery",
    always(Expect("late", "true", "in_time")),
    _quote,
)
