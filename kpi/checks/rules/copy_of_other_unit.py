"""Not every figure is that of another unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

if TYPE_CHECKING:
    from kpi.checks.wording import Wording


def _quote(words: Wording, row: Mapping[str, Any]) -> Quote:
    return Quote(values={"other_unit": words.unit_name(row["other_unit"])})


COPY_OF_OTHER_UNIT = CheckRule(
    "copy_of_other_unit",
    "warning",
    "copies",
    always(Expect("copy_of_other_unit", "true", "differs_across")),
    _quote,
)
