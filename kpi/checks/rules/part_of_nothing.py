"""There is no part of nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

if TYPE_CHECKING:
    from kpi.checks.wording import Wording


def _quote(words: Wording, row: Mapping[str, Any]) -> Quote:
    return Quote(values=words.parts(row))


PART_OF_NOTHING = CheckRule(
    "part_of_nothing",
    "warning",
    "parts",
    always(Expect("part_of_nothing", "true", "total_given")),
    _quote,
)
