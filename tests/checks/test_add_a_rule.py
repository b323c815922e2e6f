"""Adding a check is one file, a line of the list, and its words: shown by a rule of this test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from kpi.checks.batch import check_batch
from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Expected, Quote, always, suite_of
from kpi.checks.rules import CHECK_RULES
from kpi.checks.rules_page import page_row
from kpi.checks.wording import Wording
from kpi.plan.model import Plan
from kpi.records.submission import Submission
from kpi.words import section

NAME = "lucky_number"


def _expects(plan: Plan) -> Sequence[Expect]:
    """A count is at most what the plan has units."""
    return (Expect("between", "whole_value", high=float(len(plan.units))),)


def _quote(words: Wording, row: Mapping[str, Any]) -> Quote:
    return Quote(limit=words.figure(len(words.plan.units)), told=row["written"])


LUCKY_NUMBER = CheckRule(NAME, "cell", Expected("cells", _expects), _quote)
RULES = (*CHECK_RULES, LUCKY_NUMBER)


@pytest.fixture(autouse=True)
def words(monkeypatch) -> None:
    catalogue = section("checks", "vi")
    texts = {"rule": "{place}: {told}, nhiều hơn {limit}.", "looks_at": "Số", "answer": "Ghi lại"}
    for group, text in texts.items():
        monkeypatch.setitem(catalogue[group], NAME, text)


def test_a_rule_of_the_list_is_met_by_a_batch_and_gives_its_problem(batch) -> None:
    batch.add("A", "2024-06", {"N1": 3, "N2": 12})
    con, plan = batch.warehouse.con, batch.plan
    checked = check_batch(con, plan, batch.arrivals, batch.readings, RULES)
    [problem] = [p for p in checked.submissions[0].problems if p.rule == NAME]
    assert (problem.severity, problem.indicator, problem.cell) == ("cell", "N2", "H9")
    assert problem.message == "Ô H9 (trang tính Số liệu), chỉ tiêu N2: 12, nhiều hơn 11."
    assert checked.submissions[0].outcome == "accepted_in_part"
    assert checked.answers["indicator"].to_list() == ["N1"]


def checked_beside(batch, rule: CheckRule) -> Submission:
    """The batch's submission when the rule stands before all others."""
    con, plan = batch.warehouse.con, batch.plan
    rules = (rule, *CHECK_RULES)
    return check_batch(con, plan, batch.arrivals, batch.readings, rules).submissions[0]


def test_a_warning_before_a_rule_that_holds_back_lets_no_figure_in(batch) -> None:
    expected = always("cells", Expect("between", "whole_value", high=1))
    batch.add("A", "2024-H1", {"X1": 4})
    done = checked_beside(batch, replace(LUCKY_NUMBER, severity="warning", expects=expected))
    assert [p.rule for p in done.problems if p.indicator == "X1"] == ["out_of_range"]
    assert (done.outcome, done.held) == ("rejected", 1)


def test_a_delivery_that_breaks_another_rule_is_not_late(batch) -> None:
    expected = always("delivery", Expect("between", "row", high=-1))
    batch.add("A", "2024-H1", {"X1": 14})
    quote = Quote(told="", limit="")
    done = checked_beside(batch, CheckRule(NAME, "warning", expected, lambda _words, _row: quote))
    assert NAME in {p.rule for p in done.problems}
    assert not done.late


def test_what_refuses_or_holds_back_is_asked_before_figures_are_taken() -> None:
    early = {"file": {"identity"}, "cell": {"cells", "across"}}
    for severity, frames in early.items():
        assert {r.frame for r in CHECK_RULES if r.severity == severity} <= frames


def test_the_page_has_its_row() -> None:
    assert page_row(LUCKY_NUMBER) == f"| `{NAME}` | Số | Ghi lại |\n"


def test_limits_and_sets_of_the_plan_stand_in_the_expectations_themselves(plan: Plan) -> None:
    suite = suite_of(CHECK_RULES, "cells", plan)
    ranges = {(e.low, e.high) for rule, e in suite if rule == "out_of_range"}
    assert {(5.0, 50.0), (0.0, 100.0), (0.0, 1e15)} <= ranges
    [known] = [e for rule, e in suite if rule == "unknown_indicator"]
    assert known.among == tuple(i.id for i in plan.indicators)
    lengths = {e.a: e.among for rule, e in suite if rule == "wrong_frequency"}
    assert lengths["months_beside_3"] == (3, 6, 9, 12)
