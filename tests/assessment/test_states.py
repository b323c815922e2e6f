"""Blank, zero, not applicable, withheld and estimates are different things."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Make = Callable[..., Any]


def test_nothing_occurred_is_zero_and_for_a_ratio_zero_of_zero(world: Make, an: Make) -> None:
    w = world(an("X", reporters=("A",)), an("R", "ratio"))
    w.report("A", "2024-01", "X", state="none_occurred")
    w.report("A", "2024-01", "R", state="none_occurred")
    w.report("B", "2024-01", "R", 1, 2)
    w.report("C", "2024-01", "R", 0, 0, state="none_occurred")
    w.assess("2024-01")
    assert w.row("2024-01", "X")["value"] == 0
    assert (w.row("2024-01", "R")["value"], w.row("2024-01", "R")["units_reported"]) == (50, 3)


def test_a_ratio_whose_denominators_total_zero_is_not_applicable_with_its_coverage_kept(
    world: Make, an: Make
) -> None:
    w = world(an("R", "ratio", targets={2024: 90.0}))
    for unit in "AB":
        w.report(unit, "2024-01", "R", 0, 0)
    row = w.row("2024-01", "R")
    assert (row["value"], row["numerator"], row["denominator"]) == (None, 0, 0)
    assert (row["status"], row["units_reported"], row["units_expected"]) == (
        "not_applicable", 2, 3,
    )  # fmt: skip


def test_denominators_of_zero_in_the_period_alone_leave_the_value_empty_and_judge_the_year(
    world: Make, an: Make
) -> None:
    w = world(an("R", "ratio", reporters=("A",), targets={2024: 80.0}))
    w.series("A", "R", {"2024-01": (9, 10), "2024-02": (0, 0)})
    row = w.row("2024-02", "R")
    assert (row["value"], row["assessed"], row["status"]) == (None, 90, "exceeded")


def test_withheld_is_delivered_but_the_unit_has_no_data_and_the_total_is_provisional(
    world: Make, an: Make
) -> None:
    w = world(an("X", targets={2024: 5.0}))
    w.report("A", "2024-01", "X", state="withheld")
    w.report("B", "2024-01", "X", 4)
    w.report("C", "2024-01", "X", 5)
    row, unit = w.row("2024-01", "X"), w.row("2024-01", "X", "A")
    assert (row["value"], row["units_reported"], row["units_expected"]) == (9, 3, 3)
    assert row["provisional"]
    assert (unit["status"], unit["units_reported"], unit["value"]) == ("no_data", 1, None)


def test_not_applicable_leaves_expected(world: Make, an: Make) -> None:
    w = world(an("X", targets={2024: 5.0}))
    w.report("A", "2024-01", "X", state="not_applicable")
    w.report("B", "2024-01", "X", 4)
    w.report("C", "2024-01", "X", 5)
    row, unit = w.row("2024-01", "X"), w.row("2024-01", "X", "A")
    assert (row["units_reported"], row["units_expected"], row["provisional"]) == (2, 2, False)
    assert (unit["status"], unit["units_expected"]) == ("not_applicable", 0)


def test_one_month_not_applicable_leaves_the_others_of_the_quarter_expected(
    world: Make, an: Make
) -> None:
    w = world(an("X", reporters=("A",)))
    w.series("A", "X", {"2024-01": 4, "2024-03": 5})
    w.report("A", "2024-02", "X", state="not_applicable")
    row = w.row("2024-Q1", "X")
    assert (row["value"], row["units_reported"], row["units_expected"]) == (9, 1, 1)
    assert not row["provisional"]


def test_an_estimate_counts_and_makes_provisional_until_the_final_figure(
    world: Make, an: Make
) -> None:
    w = world(an("X", reporters=("A",)))
    w.report("A", "2024-01", "X", 4, state="estimate")
    assert (w.row("2024-01", "X")["value"], w.row("2024-01", "X")["provisional"]) == (4, True)
    w.report("A", "2024-01", "X", 5)
    w.assess("2024-01")
    assert (w.row("2024-01", "X")["value"], w.row("2024-01", "X")["provisional"]) == (5, False)


def test_a_figure_behind_the_year_to_date_missing_makes_the_month_provisional(
    world: Make, an: Make
) -> None:
    w = world(an("X", reporters=("A",)))
    w.series("A", "X", {"2024-02": 5})
    row = w.row("2024-02", "X")
    assert (row["units_reported"], row["units_expected"], row["provisional"]) == (1, 1, True)


def test_no_data_is_said_of_the_period_itself_while_achievement_follows_the_year(
    world: Make, an: Make
) -> None:
    w = world(an("X", reporters=("A",), targets={2024: 10.0}))
    w.series("A", "X", {"2024-01": 5})
    row = w.row("2024-02", "X")
    assert (row["value"], row["assessed"], row["reported_status"]) == (None, 5, "no_data")
    assert row["achievement"] == 50
    assert w.row("2024-02", "X", "A")["status"] == "no_data"
    # with another 5 for February the year's 10 would be met
    assert (row["completed"], row["completed_status"], row["status"]) == (
        10, "met", "inconclusive",
    )  # fmt: skip


def test_a_missing_unit_is_in_no_sum_and_all_missing_is_empty(world: Make, an: Make) -> None:
    w = world(an("X"))
    row = w.row("2024-01", "X")
    assert (row["value"], row["assessed"], row["status"]) == (None, None, "no_data")
    assert (row["units_reported"], row["units_expected"], row["provisional"]) == (0, 3, True)


def test_without_any_reporter_the_plan_still_has_a_row_and_it_is_not_applicable(
    world: Make, an: Make
) -> None:
    w = world(an("X", reporters=(), targets={2024: 5.0}))
    assert w.row("2024-01", "X")["status"] == "not_applicable"
    assert [k for k in w.rows if k[2] != "ALL"] == []
