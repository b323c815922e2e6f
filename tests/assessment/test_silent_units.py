"""Silent units, each case worked out by hand: nobody's silence makes a light red or green."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kpi.plan.model import AssessmentSettings, Unit

Make = Callable[..., Any]
ELEVEN = tuple(Unit(f"U{n:02d}", f"U{n:02d}", "district", area="East") for n in range(1, 12))


def verdict(row: Any) -> tuple[Any, Any, Any, Any]:
    return row["completed"], row["reported_status"], row["completed_status"], row["status"]


@pytest.mark.parametrize(
    ("last_words", "completed", "completed_status", "status"),
    [  # nine units reached 100 each: 900 of 1,100
        ((95, 105), 1100, "met", "inconclusive"),  # the two silent units last had 200
        ((10, 10), 920, "not_met", "not_met"),  # nothing that they said could reach it
    ],
)
def test_a_target_is_not_missed_because_two_of_eleven_are_silent(
    world: Make, an: Make, last_words: Any, completed: float, completed_status: str, status: str
) -> None:
    names = tuple(u.id for u in ELEVEN)
    w = world(an("X", over_time="running_total", reporters=names, targets={2024: 1100.0}),
              units=ELEVEN)  # fmt: skip
    for name in names[:9]:
        w.report(name, "2024-12", "X", 100)
    for name, said in zip(names[9:], last_words, strict=True):
        w.report(name, "2024-11", "X", said)
    row = w.row("2024-12", "X")
    assert (row["assessed"], row["units_reported"], row["units_expected"]) == (900, 9, 11)
    assert verdict(row) == (completed, "not_met", completed_status, status)


def test_a_ceiling_is_not_kept_because_the_unit_that_broke_it_is_silent(
    world: Make, an: Make
) -> None:
    w = world(an("X", over_time="running_total", direction="down", reporters=("A", "B"),
                 targets={2024: 10.0}))  # fmt: skip
    w.report("A", "2024-12", "X", 4)
    w.report("B", "2024-11", "X", 9)  # 4 + 9 = 13, above 10
    assert verdict(w.row("2024-12", "X")) == (13, "exceeded", "not_met", "inconclusive")


def test_a_ceiling_that_those_who_spoke_have_passed_is_passed_whoever_is_silent(
    world: Make, an: Make
) -> None:
    w = world(an("X", over_time="running_total", direction="down", targets={2024: 10.0}))
    w.report("A", "2024-12", "X", 11)
    w.report("B", "2024-11", "X", 1)  # C never spoke: the mean of its kind is A's 11
    row = w.row("2024-12", "X")
    assert (row["units_reported"], row["units_expected"]) == (1, 3)  # below the floor of a half
    assert verdict(row) == (11 + 1 + 11, "not_met", "not_met", "not_met")


def test_an_upward_sum_that_is_reached_stays_reached_whoever_is_silent(
    world: Make, an: Make
) -> None:
    w = world(an("X", targets={2024: 9.0}))
    w.report("A", "2024-01", "X", 9)  # B and C never spoke: 9 each, 27 in all
    assert verdict(w.row("2024-01", "X")) == (27, "met", "exceeded", "met")


def test_a_ratio_is_not_exceeded_because_the_laggard_is_silent(world: Make, an: Make) -> None:
    w = world(an("X", "ratio", over_time="stock", reporters=("A", "B"), targets={2024: 80.0}))
    w.report("A", "2024-06", "X", 90, 100)
    w.report("B", "2024-05", "X", 10, 100)
    # 90 % without B; 100 of 200 with what B last said: 50 %, a level of 50 / 80
    assert verdict(w.row("2024-06", "X")) == (50, "exceeded", "behind", "inconclusive")


def test_nothing_missing_is_completed_as_assessed_and_needs_one_light(
    world: Make, an: Make
) -> None:
    w = world(an("X", targets={2024: 120.0}))
    for unit in "ABC":
        w.report(unit, "2024-01", "X", 4)
    assert verdict(w.row("2024-01", "X")) == (12, None, None, "on_track")
    assert verdict(w.row("2024-01", "X", "A")) == (4, None, None, "no_target")


def test_a_units_own_row_is_never_filled_or_inconclusive(world: Make, an: Make) -> None:
    w = world(an("X", "score", targets={2024: 50.0}))
    w.report("A", "2024-01", "X", 50)
    w.report("A", "2024-02", "X", 50)
    w.report("B", "2024-01", "X", 90)
    assert verdict(w.row("2024-02", "X", "A")) == (50, None, None, "met")
    assert verdict(w.row("2024-02", "X", "B")) == (None, None, None, "no_data")


@pytest.mark.parametrize(("floor", "status"), [(0.5, "inconclusive"), (0.3, "behind")])
def test_below_the_floor_both_lights_agreeing_is_not_enough(
    world: Make, an: Make, floor: float, status: str
) -> None:
    w = world(an("X", over_time="stock", targets={2024: 100.0}),
              assessment=replace(AssessmentSettings(), coverage_floor=floor))  # fmt: skip
    w.report("A", "2024-02", "X", 3)
    w.report("B", "2024-01", "X", 4)
    w.report("C", "2024-01", "X", 5)
    assert verdict(w.row("2024-02", "X")) == (12, "behind", "behind", status)


def test_without_a_target_nothing_is_concluded_whatever_is_missing(world: Make, an: Make) -> None:
    w = world(an("X", over_time="stock"))
    w.report("A", "2024-01", "X", 3)
    assert verdict(w.row("2024-01", "X")) == (9, "no_target", "no_target", "no_target")


def test_where_nobody_of_the_kind_spoke_there_is_nothing_to_fill_with(
    world: Make, an: Make
) -> None:
    units = (Unit("A", "A", "district"), Unit("K", "K", "commune"))
    w = world(an("X", over_time="stock", reporters=("A", "K"), targets={2024: 9.0}), units=units)
    w.report("A", "2024-01", "X", 3)  # 3 of 9: behind
    assert verdict(w.row("2024-01", "X")) == (None, "behind", "no_data", "inconclusive")


def test_a_flow_is_filled_by_last_years_else_by_the_mean_of_what_the_unit_sent(
    world: Make, an: Make
) -> None:
    w = world(an("X", reporters=("A", "B")))
    for month in range(1, 7):
        w.report("A", f"2024-{month:02d}", "X", 10)
    w.series("B", "X", {"2024-01": 4, "2024-03": 6, "2024-04": 6, "2024-05": 6, "2024-06": 6})
    # February is missing: (4 + 6 + 6 + 6 + 6) / 5 = 5.6
    assert w.row("2024-06", "X")["completed"] == pytest.approx(60 + 28 + 5.6)
    w.rows.clear()
    w.report("B", "2023-02", "X", 9)
    assert w.row("2024-06", "X")["completed"] == 60 + 28 + 9


def test_a_running_total_is_filled_by_its_latest_of_the_year_else_by_last_years(
    world: Make, an: Make
) -> None:
    w = world(an("X", over_time="running_total", reporters=("A", "B")))
    w.report("A", "2024-06", "X", 50)
    w.report("B", "2023-06", "X", 30)
    w.report("B", "2023-12", "X", 70)
    assert w.row("2024-06", "X")["completed"] == 80
    w.rows.clear()
    w.report("B", "2024-02", "X", 12)
    assert w.row("2024-06", "X")["completed"] == 62


def test_a_stock_is_filled_by_its_latest_of_the_last_12_months(world: Make, an: Make) -> None:
    w = world(an("X", over_time="stock", reporters=("A", "B")))
    w.report("A", "2024-06", "X", 50)
    w.report("B", "2023-06", "X", 30)
    assert w.row("2024-06", "X")["completed"] == 80
    w.report("A", "2024-07", "X", 50)  # 13 months after B's word: the mean of its kind
    assert w.row("2024-07", "X")["completed"] == 100


def test_a_withheld_report_is_missing_and_a_not_applicable_one_is_not_expected(
    world: Make, an: Make
) -> None:
    w = world(an("X", over_time="stock"))
    w.series("A", "X", {"2024-05": 5, "2024-06": 6})
    w.series("B", "X", {"2024-05": 7})
    w.report("B", "2024-06", "X", state="withheld")
    w.series("C", "X", {"2024-05": 9})
    w.report("C", "2024-06", "X", state="not_applicable")
    row = w.row("2024-06", "X")
    assert (row["assessed"], row["completed"], row["provisional"]) == (6, 13, True)
    west = w.row("2024-06", "X", "area:West")
    assert (west["status"], west["completed"], west["reported_status"]) == (
        "not_applicable", None, None)  # fmt: skip


def test_the_mean_of_the_kind_is_that_of_all_areas(world: Make, an: Make) -> None:
    w = world(an("X", "ratio", over_time="stock", targets={2024: 50.0}))
    w.report("A", "2024-01", "X", 10, 40)
    w.report("B", "2024-01", "X", 30, 60)
    # C as the mean of A and B, part by part: 20 of 50; in all 60 of 150
    assert w.row("2024-01", "X")["completed"] == 40
    west = w.row("2024-01", "X", "area:West")
    assert (west["assessed"], west["completed"], west["status"]) == (None, 40, "no_data")


def test_a_missing_weight_makes_its_unit_missing_and_is_filled_alike(world: Make, an: Make) -> None:
    w = world(
        an("S", "score", across_units="weighted", weighted_by="P", reporters=("A", "B")),
        an("P", over_time="stock", reporters=("A", "B")),
    )
    w.series("A", "S", {"2024-02": 10})
    w.series("B", "S", {"2024-02": 40})
    w.series("A", "P", {"2024-02": 1})
    w.series("B", "P", {"2024-01": 2})
    row = w.row("2024-02", "S")
    assert (row["assessed"], row["completed"]) == (10, (10 + 2 * 40) / 3)


def test_a_formula_is_made_of_its_operands_completed(world: Make, an: Make) -> None:
    w = world(
        an("N", over_time="stock", reporters=("A", "B")),
        an("D", over_time="stock", reporters=("A", "B")),
        an("R", "formula", formula="100 * N / D", targets={2024: 90.0}),
    )
    w.series("A", "N", {"2024-01": 1, "2024-02": 1})
    w.series("B", "N", {"2024-01": 3})
    w.series("A", "D", {"2024-01": 1, "2024-02": 1})
    w.series("B", "D", {"2024-01": 7, "2024-02": 7})
    row = w.row("2024-02", "R")
    assert (row["assessed"], row["completed"]) == (12.5, 50)  # 1 of 8; 1 + 3 of 8
    assert verdict(row)[1:] == ("behind", "behind", "behind")


def test_a_longer_figure_of_the_year_is_a_running_totals_latest(world: Make, an: Make) -> None:
    w = world(an("X", over_time="running_total", reporters=("A", "B")))
    w.report("A", "2024-04", "X", 20)
    w.report("B", "2024-Q1", "X", 9)
    assert w.row("2024-04", "X")["completed"] == 29


@pytest.mark.parametrize(
    ("longer", "begins"), [("2024-Q1", 1), ("2024-H1", 1), ("2024-9M", 1), ("2024-03", 3)]
)
def test_what_stands_in_is_told_with_the_months_it_covers(
    world: Make, an: Make, longer: str, begins: int
) -> None:
    w = world(an("X", over_time="running_total", reporters=("A", "B")))
    w.report("A", "2024-10", "X", 20)
    w.report("B", longer, "X", 9)
    assert w.row("2024-10", "X")["completed"] == 29
    asked = "SELECT unit::VARCHAR, rule, taken_first, taken_from FROM stand_in"
    ends = {"2024-Q1": 3, "2024-H1": 6, "2024-9M": 9, "2024-03": 3}[longer]
    year = 2024 * 12 - 1  # months are numbered from 0
    assert w.assessment.peek(asked).rows() == [("B", "latest", year + begins, year + ends)]


def test_a_mean_is_no_one_report(world: Make, an: Make) -> None:
    w = world(an("X", over_time="running_total", reporters=("A", "B")))
    w.report("A", "2024-10", "X", 20)
    w.row("2024-10", "X")
    asked = "SELECT rule, taken_first, taken_from, reports FROM stand_in"
    assert w.assessment.peek(asked).rows() == [("kind", None, None, 1)]


def test_a_years_total_stands_in_for_the_quarter_that_ends_it(world: Make, an: Make) -> None:
    w = world(
        an("W", over_time="running_total", frequency="quarter", reporters=("A", "B")),
        an("X", "score", across_units="weighted", weighted_by="W", reporters=("A", "B")),
    )
    w.report("A", "2023", "W", 3)  # no total of the fourth quarter's own, but the year's latest
    w.report("B", "2023-Q4", "W", 1)
    w.series("A", "X", {"2023-12": 50})
    w.series("B", "X", {"2023-12": 10})
    row = w.row("2023-Q4", "X")
    assert (row["assessed"], row["completed"]) == (10, (3 * 50 + 1 * 10) / 4)
