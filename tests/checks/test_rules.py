"""Rules across indicators, judged per unit and period."""

from __future__ import annotations

from dataclasses import replace

from kpi.plan.model import Rule, RulePart


def of(submission, rule: str) -> list[str]:
    return [p.indicator for p in submission.problems if p.rule == rule]


def test_an_error_holds_every_cell_concerned_and_no_other(batch) -> None:
    done = batch.add("A", "2024-06", {"N1": 9, "N2": 4, "S1": 40}).last()
    assert of(done, "rule_error") == ["N1", "N2"]
    assert (done.outcome, done.cells_in, done.held) == ("accepted_in_part", 3, 2)


def test_a_warning_is_taken_and_quotes_the_plan_s_own_words(batch, told) -> None:
    done = batch.add("A", "2024-06", {"R1": (5, 50), "S1": 40}).last()
    assert of(done, "rule_warning") == ["R1", "S1"]
    assert done.held == 0
    assert "Vì sao." in told(done, "rule_warning").message


def test_a_rule_that_holds_or_lacks_an_operand_says_nothing(batch) -> None:
    assert of(batch.add("A", "2024-06", {"N1": 4, "N2": 4}).last(), "rule_error") == []
    assert of(batch.add("A", "2024-06", {"N1": 9}).last(), "rule_error") == []


def test_what_is_not_said_again_is_taken_from_what_is_in_force(batch) -> None:
    batch.add("A", "2024-06", {"N1": 3, "N2": 4}).load()
    done = batch.add("A", "2024-06", {"N1": 9}).last()
    assert of(done, "rule_error") == ["N1"]


def test_in_one_batch_a_later_file_is_judged_by_what_the_earlier_left_in_force(batch) -> None:
    batch.add("A", "2024-06", {"N1": 3, "N2": 4})
    batch.add("A", "2024-06", {"N2": 2})  # against N1 = 3: held
    batch.add("A", "2024-06", {"N1": 4})  # against N2 = 4, for 2 was held: taken
    found = batch.check().submissions
    assert [of(s, "rule_error") for s in found] == [[], ["N2"], []]


def test_another_unit_or_period_is_no_operand(batch) -> None:
    batch.add("A", "2024-06", {"N2": 4}).add("A", "2024-05", {"N2": 4}).load()
    assert of(batch.add("B", "2024-06", {"N1": 9}).last(), "rule_error") == []


def test_every_operator(batch) -> None:
    broken_by = {
        (2, 3): {">=", ">", "=="},
        (3, 3): {"<", ">", "!="},
        (4, 3): {"<=", "<", "=="},
    }
    left, right = (RulePart("N1"),), (RulePart("N2"),)
    operators = ("<=", "<", ">=", ">", "==", "!=")
    batch.plan = replace(
        batch.plan, rules=tuple(Rule(o, left, o, right, "warning", f"({o})") for o in operators)
    )
    for n1, n2 in broken_by:
        batch.add("A", "2024-06", {"N1": n1, "N2": n2})
    for submission, expected in zip(batch.check().submissions, broken_by.values(), strict=True):
        messages = [p.message for p in submission.problems if p.rule == "rule_warning"]
        assert {o for o in operators if any(f"({o})" in m for m in messages)} == expected


def test_sums_of_parts_with_signs(batch, told) -> None:
    left = (RulePart("R1", "a"), RulePart("R1", "b"))
    right = (RulePart("N2"), RulePart("N1", None, -1))
    rule = Rule("R1.a + R1.b <= N2 - N1", left, "<=", right, "error")
    batch.plan = replace(batch.plan, rules=(rule,))
    fits = batch.add("A", "2024-06", {"R1": (2, 3), "N1": 5, "N2": 10}).last()
    assert of(fits, "rule_error") == []
    broken = batch.add("A", "2024-06", {"R1": (2, 4), "N1": 5, "N2": 10}).last()
    assert of(broken, "rule_error") == ["R1", "N1", "N2"]
    assert "số liệu đang là 6 và 5" in told(broken, "rule_error").message


def test_the_value_of_a_ratio_is_in_its_unit_of_measure(batch) -> None:
    rule = Rule("R1 <= N2", (RulePart("R1"),), "<=", (RulePart("N2"),), "error")
    batch.plan = replace(batch.plan, rules=(rule,))
    assert of(batch.add("A", "2024-06", {"R1": (1, 2), "N2": 50}).last(), "rule_error") == []
    assert of(batch.add("A", "2024-06", {"R1": (1, 2), "N2": 49}).last(), "rule_error") != []


def test_a_cell_held_for_itself_is_no_operand(batch) -> None:
    done = batch.add("A", "2024-06", {"N1": 9, "N2": 2.5, "S1": 40}).last()
    assert of(done, "rule_error") == []
    assert done.held == 1
