"""A rule of the plan across indicators: as severe as the plan says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpi.checks.rule import CheckRule, Quote, holds

if TYPE_CHECKING:
    from kpi.checks.wording import Row, Wording
    from kpi.plan.model import RulePart

_COMPARED = {
    "<=": "at_most",
    "<": "less",
    ">=": "at_least",
    ">": "more",
    "==": "equal",
    "!=": "unlike",
}


def _quote(words: Wording, row: Row) -> Quote:
    rule = words.plan.rules[row["rule_number"]]
    text = rule.message or words.text(
        "rule.rule_text",
        left_names=_names(words, rule.left),
        right_names=_names(words, rule.right),
        compared=words.text(f"compared.{_COMPARED[rule.operator]}"),
        left=words.figure(row["left"]),
        right=words.figure(row["right"]),
    )
    return Quote(rule_text=_sentence(text))


def _names(words: Wording, side: Sequence[RulePart]) -> str:
    """What a side of a rule adds up, by name, each with its code."""
    listed = ""
    for part in side:
        indicator = words.plan.indicator_by_id[part.indicator]
        own = {"a": indicator.numerator, "b": indicator.denominator}
        name = own.get(part.part or "") or indicator.name
        code = f"{indicator.id}.{part.part}" if part.part else indicator.id
        sign = "" if not listed and part.sign > 0 else (" + " if part.sign > 0 else " - ")
        listed += f'{sign}"{name}" ({code})'
    return listed


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


RULE_ERROR = CheckRule("rule_error", "cell", holds("across", "error_holds"), _quote)
RULE_WARNING = CheckRule("rule_warning", "warning", holds("across", "warning_holds"), _quote)
