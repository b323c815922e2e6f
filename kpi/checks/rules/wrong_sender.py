"""It comes from where nobody sends for the unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

if TYPE_CHECKING:
    from kpi.checks.wording import Wording


def _quote(words: Wording, row: Mapping[str, Any]) -> Quote:
    return Quote(values={"unit_name": words.unit_name(row["unit"])})


WRONG_SENDER = CheckRule(
    "wrong_sender",
    "file",
    "identity",
    always(Expect("wrong_sender", "true", "sender_allowed")),
    _quote,
)
