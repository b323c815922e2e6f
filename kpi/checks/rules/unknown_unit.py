"""Nothing says whose report it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

if TYPE_CHECKING:
    from kpi.checks.wording import Wording


def _quote(_words: Wording, row: Mapping[str, Any]) -> Quote:
    return Quote(values={"written": row["unit"]})


UNKNOWN_UNIT = CheckRule(
    "unknown_unit",
    "file",
    "identity",
    always(Expect("unknown_unit", "true", "unit_known")),
    _quote,
)
