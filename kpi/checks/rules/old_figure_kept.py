"""No earlier figure stays in force where nothing is said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

if TYPE_CHECKING:
    from kpi.checks.wording import Wording


def _quote(words: Wording, row: Mapping[str, Any]) -> Quote:
    key = "old_figure_kept_written" if row["written"] else ""
    return Quote(key, {"previous": words.in_force(row["kept"], row["indicator"])})


OLD_FIGURE_KEPT = CheckRule(
    "old_figure_kept",
    "warning",
    "silence",
    always(Expect("true", "nothing_kept")),
    _quote,
)
