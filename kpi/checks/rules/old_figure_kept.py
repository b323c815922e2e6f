"""No earlier figure stays in force where nothing is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi.checks.rule import CheckRule, Quote, holds

if TYPE_CHECKING:
    from kpi.checks.wording import Row, Wording


def _quote(words: Wording, row: Row) -> Quote:
    key = "old_figure_kept_written" if row["written"] else ""
    return Quote(key, previous=words.in_force(row["kept"], row["indicator"]))


OLD_FIGURE_KEPT = CheckRule("old_figure_kept", "warning", holds("silence", "nothing_kept"), _quote)
