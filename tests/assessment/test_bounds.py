"""What a full return would have to be to change a light, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kpi.assessment import assess
from kpi.assessment.bounds import FullReturn, full_returns, needed_for_bounds
from kpi.periods import parse_period
from kpi.plan.model import Checks, Indicator
from kpi.plan.ranges import possible_range
from tests.oracle.generate import Case
from tests.oracle.small import NOW, fact, indicator, plan, unit
from tests.oracle.test_against_sql import warehouse_of

JANUARY = parse_period("2024-01")


def returns(one: Indicator, *facts: Any, units: str = "ABC", entity: str = "ALL") -> Any:
    small = plan([unit(name) for name in units], [one])
    con = warehouse_of(Case(small, tuple(facts), (JANUARY,), NOW))
    with assess(con, small, [JANUARY], as_of=NOW) as assessment:
        before = assessment.results()
        found = full_returns(assessment, small, JANUARY, entity)
        assert assessment.results().equals(before)  # nothing supposed stays behind
    con.close()
    return found


def test_what_a_full_return_could_change_needs_no_other_models_than_are_asked_for() -> None:
    level = indicator("I", "ratio", targets={2024: 80.0}, path="flat")
    small = plan([unit("A"), unit("B")], [level])
    reports = (fact("A", "2024-01", (40.0, 50.0)), fact("B", "2023-12", (5.0, 20.0)))
    con = warehouse_of(Case(small, reports, (JANUARY,), NOW))
    with (
        assess(con, small, [JANUARY], as_of=NOW) as whole,
        assess(con, small, [JANUARY], as_of=NOW, tables=needed_for_bounds(), passing=True) as made,
    ):
        found = full_returns(made, small, JANUARY, "ALL")
        assert found == full_returns(whole, small, JANUARY, "ALL")
        assert found[0].stretches
    con.close()


def stretches(found: FullReturn) -> list[tuple[str, float, float]]:
    return [(s.status, round(s.each_from, 4), round(s.each_to, 4)) for s in found.stretches]


def test_of_a_share_of_units_the_missing_one_may_turn_every_light() -> None:
    # A and B have it, C has not sent: (200 + x) / 3 of a target of 100 is 80 from x = 40 on, 95
    # from 85 on, and 100,0 as printed from 99,85 on
    agreed = indicator("I", "yes_no", targets={2024: 100.0}, path="flat")
    [found] = returns(agreed, fact("A", "2024-01", 100), fact("B", "2024-01", 100))
    assert (found.status, found.units, found.reports, found.may_change) == ("met", 1, 1, True)
    assert stretches(found) == [
        ("behind", 0.0, 39.9), ("at_risk", 40.0, 84.9), ("on_track", 85.0, 99.8),
        ("met", 99.9, 100.0),
    ]  # fmt: skip
    assert found.worst.figure_from == pytest.approx(200 / 3)
    assert found.best.figure_to == pytest.approx(100.0)


def test_a_missing_ratio_weighs_what_the_unit_last_had() -> None:
    # A 40 of 50; B had 20 cases in December: (40 + x/5) of 70 against 80; with December's 5 of
    # them it is 45 of 70, at risk, while A alone is met
    level = indicator("I", "ratio", targets={2024: 80.0}, path="flat")
    reports = (fact("A", "2024-01", (40.0, 50.0)), fact("B", "2023-12", (5.0, 20.0)))
    [found] = returns(level, *reports, units="AB")
    assert found.status == "inconclusive"
    assert stretches(found) == [
        ("behind", 0.0, 23.9), ("at_risk", 24.0, 65.9), ("on_track", 66.0, 79.8),
        ("met", 79.9, 80.1), ("exceeded", 80.2, 100.0),
    ]  # fmt: skip
    assert found.worst.figure_from == pytest.approx(100 * 40 / 70)
    assert found.best.figure_to == pytest.approx(100 * 60 / 70)


def test_where_nothing_turns_it_says_so() -> None:
    level = indicator("I", "ratio", targets={2024: 10.0}, path="flat")
    reports = (fact("A", "2024-01", (900.0, 1000.0)), fact("B", "2023-12", (0.0, 1.0)))
    [found] = returns(level, *reports, units="AB")
    assert not found.may_change
    assert [s.status for s in found.stretches] == ["exceeded"]


def test_a_count_without_a_highest_value_cannot_be_bounded_and_one_with_it_can() -> None:
    done = indicator("I", "count", targets={2024: 1200.0}, path="profile")
    reports = (fact("A", "2024-01", 40), fact("B", "2024-01", 30))
    [found] = returns(done, *reports)
    assert (found.stretches, found.may_change) == ((), False)
    # 100 are expected by January: 70 + x are 80 from x = 10 on and 95 from 25 on
    [bounded] = returns(replace(done, checks=Checks(max=50.0)), *reports)
    assert stretches(bounded) == [
        ("behind", 0.0, 9.95), ("at_risk", 10.0, 24.95), ("on_track", 25.0, 50.0),
    ]  # fmt: skip


def test_of_what_is_better_low_the_best_case_is_the_lowest() -> None:
    waiting = indicator("I", "score", targets={2024: 10.0}, path="flat", direction="down",
                        checks=Checks(min=0.0, max=100.0))  # fmt: skip
    [found] = returns(waiting, fact("A", "2024-01", 12), units="AB")
    assert (found.best.status, found.best.figure_from) == ("exceeded", 6.0)
    assert (found.worst.status, found.worst.figure_to) == ("behind", 56.0)


def test_a_figure_that_lacks_nothing_is_not_there() -> None:
    agreed = indicator("I", "yes_no", targets={2024: 100.0}, path="flat")
    assert returns(agreed, *(fact(u, "2024-01", 100) for u in "ABC")) == ()


def test_bounds_come_from_the_measure_the_checks_and_the_limit() -> None:
    assert possible_range(indicator("I", "ratio")) == (0.0, 100.0)
    assert possible_range(indicator("I", "ratio", unit_of_measure="giờ")) == (0.0, None)
    assert possible_range(indicator("I", "ratio", checks=Checks(max=150.0))) == (0.0, 150.0)
    assert possible_range(indicator("I", "score", limit=10.0)) == (None, 10.0)
    assert possible_range(indicator("I", "count", limit=10.0)) == (0.0, None)
