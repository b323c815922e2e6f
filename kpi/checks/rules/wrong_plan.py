"""The form says of which plan it is, and it is another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

if TYPE_CHECKING:
    from kpi.checks.wording import Wording


def _quote(_words: Wording, row: Mapping[str, Any]) -> Quote:
    return Quote(values={"written": row["plan_said"], "expected": row["plan_expected"]})


WRONG_PLAN = CheckRule(
    "wrong_plan",
    "file",
    "identity",
    always(Expect("wrong_plan", "equal", "plan_said", "plan_expected")),
    _quote,
)
