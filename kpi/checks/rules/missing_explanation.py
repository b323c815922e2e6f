"""A target is missed without a word of why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi.checks.rule import CheckRule, Quote, holds

if TYPE_CHECKING:
    from kpi.checks.wording import Row, Wording


def _quote(words: Wording, row: Row) -> Quote:
    indicator = words.plan.indicator_by_id[row["indicator"]]
    column = words.text("column.explanation" if row["has_explanations"] else "column.note")
    if row["due"] is not None:
        return Quote("missed_day", due=words.day(row["due"]), column=column)
    if row["target"] is None:
        low, high = indicator.band or (row["expected"], row["expected"])
        key, bounds = "missed_band", {"low": words.about(low), "high": words.about(high)}
    else:
        key = "missed_below" if row["assessed"] < row["target"] else "missed_above"
        bounds = {"target": words.about(row["target"])}
    basis = "stock" if indicator.over_time == "stock" else "to_date"
    return Quote(
        key,
        basis=words.text(f"basis.{basis}"),
        assessed=words.about(row["assessed"], indicator.decimals),
        gap=words.gap(abs(row["assessed"] - row["expected"]), indicator),
        column=column,
        **bounds,
    )


MISSING_EXPLANATION = CheckRule(
    "missing_explanation", "warning", holds("missed", "reached_or_explained"), _quote
)
