"""A rule's comparison as Excel or paper writes it is told with the one that is meant."""

from __future__ import annotations

import pytest

from kpi.plan.rules import BadRule, parse_rule


@pytest.mark.parametrize(
    ("written", "meant"),
    [("=<", "<="), ("=>", ">="), ("<>", "!="), ("≤", "<="), ("=", "==")],
)
def test_a_comparison_of_another_notation_is_answered_with_the_right_one(
    written: str, meant: str
) -> None:
    with pytest.raises(BadRule) as told:
        parse_rule(f"A {written} B", ("A", "B"))
    assert told.value.args[:3] == ("rule_comparison_unknown", 2, meant)


def test_two_comparisons_are_still_two() -> None:
    with pytest.raises(BadRule) as told:
        parse_rule("A <= B <= C", ("A", "B", "C"))
    assert told.value.args[0] == "rule_second_comparison"
