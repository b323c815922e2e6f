"""Parts that count things are whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

if TYPE_CHECKING:
    from kpi.checks.wording import Wording


def _quote(words: Wording, row: Mapping[str, Any]) -> Quote:
    return Quote(values=words.parts(row))


PART_NOT_WHOLE = CheckRule(
    "part_not_whole",
    "warning",
    "parts",
    always(Expect("part_not_whole", "true", "parts_whole")),
    _quote,
)
