"""Adding a check is one file, a line of the list, and its words: shown by a rule of this test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from kpi.checks.batch import check_batch
from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Expected, Quote, suite_of
from kpi.checks.rules import CHECK_RULES
from kpi.checks.rules_page import page_row
from kpi.checks.wording import Wording
from kpi.plan.model import Plan
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
