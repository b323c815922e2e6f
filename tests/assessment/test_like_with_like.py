"""Trend and changes over the same units, each case worked out by hand: nobody gets worse because a
unit is silent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from kpi.plan.model import Predecessor, Unit

Make = Callable[..., Any]
TWO = ("A", "B")


def moved(row: Any) -> tuple[Any, Any, Any]:
    return row["trend"], row["change_previous"], row["change_last_year"]


def test_a_stock_does_not_worsen_because_a_unit_is_silent(world: Make, an: Make) -> None:
    w = world(an("X", over_time="stock", reporters=TWO))
    w.series("A", "X", {"2023-06": 8, "2024-05": 10, "2024-06": 11})
    w.series("B", "X", {"2023-06": 18, "2024-05": 20})
    row = w.row("2024-06", "X")
    assert (row["value"], row["previous"], row["last_year"]) == (11, 30, 26)  # as they are
    assert moved(row) == ("improving", 11 - 10, 11 - 8)  # without B on either side


def test_a_unit_that_was_silent_before_is_left_out_too(world: Make, an: Make) -> None:
    w = world(an("X", over_time="stock", reporters=TWO))
    w.series("A", "X", {"2024-05": 10, "2024-06": 9})
    w.series("B", "X", {"2024-06": 20})
    assert moved(w.row("2024-06", "X")) == ("worsening", -1, None)


def test_with_nobody_missing_a_change_is_the_difference_unrounded(world: Make, an: Make) -> None:
    w = world(an("X", "ratio", reporters=("A",)))
    w.series("A", "X", {"2023-02": (1, 2), "2024-01": (5001, 10000), "2024-02": (5004, 10000)})
    trend, previous, last_year = moved(w.row("2024-02", "X"))
    assert (trend, previous, last_year) == ("steady", pytest.approx(0.03), pytest.approx(0.04))


def test_a_ratio_is_taken_again_from_parts_without_the_silent(world: Make, an: Make) -> None:
    w = world(an("X", "ratio", over_time="stock", reporters=TWO))
    w.series("A", "X", {"2024-05": (90, 100), "2024-06": (80, 100)})
    w.series("B", "X", {"2024-05": (10, 100)})
    # 80 % against 50 % would be better; of A alone it is 80 % against 90 %
    assert moved(w.row("2024-06", "X")) == ("worsening", -10, None)


def test_where_nothing_is_left_there_is_no_trend(world: Make, an: Make) -> None:
    w = world(an("X", over_time="stock", reporters=TWO))
    w.series("A", "X", {"2024-05": 10})
    w.series("B", "X", {"2024-06": 20})
    assert moved(w.row("2024-06", "X")) == (None, None, None)


def test_a_flow_with_a_month_missing_is_missing_in_its_own_row_too(world: Make, an: Make) -> None:
    w = world(an("X", reporters=TWO))
    for month in range(1, 7):
        w.report("A", f"2024-{month:02d}", "X", 10)
    w.series("B", "X", dict.fromkeys(("2024-01", "2024-02", "2024-03", "2024-04", "2024-05"), 5))
    assert w.row("2024-Q2", "X", "B")["value"] == 10  # of two months, against 15
    assert moved(w.row("2024-Q2", "X", "B")) == (None, None, None)
    assert moved(w.row("2024-Q2", "X")) == ("steady", 0, None)  # A: 30 against 30


def test_a_running_totals_change_is_of_its_increases(world: Make, an: Make) -> None:
    w = world(an("X", over_time="running_total", reporters=TWO))
    w.series("A", "X", {"2023-02": 16, "2023-03": 22, "2024-01": 10, "2024-02": 20, "2024-03": 31})
    w.series("B", "X", {"2023-03": 9, "2024-01": 5, "2024-02": 9, "2024-03": 15})
    # March grew by 11 + 6, February by 10 + 4. B's March of last year has no start (February is
    # missing), so of last year A alone: 11 against 6
    assert moved(w.row("2024-03", "X")) == ("improving", 17 - 14, 11 - 6)


def test_the_total_that_an_increase_starts_from_may_be_the_missing_one(
    world: Make, an: Make
) -> None:
    w = world(an("X", over_time="running_total", reporters=TWO))
    w.series("A", "X", {"2024-01": 10, "2024-02": 20, "2024-03": 29})
    w.series("B", "X", {"2024-02": 9, "2024-03": 40})
    # B's 31 of March stay out, for its February has no start: 9 against 10
    assert moved(w.row("2024-03", "X")) == ("worsening", -1, None)


def test_the_weight_where_an_increase_starts_leaves_nobody_out(world: Make, an: Make) -> None:
    w = world(
        an("W", over_time="stock", reporters=TWO),
        an("X", over_time="running_total", across_units="weighted", weighted_by="W",
           reporters=TWO),
    )  # fmt: skip
    w.series("A", "W", {"2024-01": 1, "2024-02": 1, "2024-03": 1})
    w.series("B", "W", {"2024-02": 3, "2024-03": 4})  # none of January
    w.series("A", "X", {"2024-01": 1, "2024-02": 2, "2024-03": 12})
    w.series("B", "X", {"2024-01": 1, "2024-02": 4, "2024-03": 9})
    # March: 10 and 5 with weights 1 and 4; February: 1 and 3 with 1 and 3
    assert moved(w.row("2024-03", "X")) == ("improving", 30 / 5 - 10 / 4, None)


def test_a_formula_leaves_out_who_is_missing_in_any_operand(world: Make, an: Make) -> None:
    w = world(
        an("N", over_time="stock", reporters=TWO),
        an("D", over_time="stock", reporters=TWO),
        an("R", "formula", formula="100 * N / D"),
    )
    w.series("A", "N", {"2024-01": 1, "2024-02": 2})
    w.series("A", "D", {"2024-01": 4, "2024-02": 4})
    w.series("B", "N", {"2024-01": 4})
    w.series("B", "D", {"2024-01": 4, "2024-02": 4})
    # 2 of 8 against 5 of 8; of A alone 2 of 4 against 1 of 4
    assert moved(w.row("2024-02", "R")) == ("improving", 25, None)


def test_within_a_band_the_distances_of_those_who_spoke_twice_count(world: Make, an: Make) -> None:
    w = world(an("X", "score", band=(30.0, 60.0), reporters=TWO))
    w.series("A", "X", {"2024-01": 20, "2024-02": 25})
    w.series("B", "X", {"2024-01": 70})
    # the mean falls from 45 (inside) to 25; A comes from 10 below to 5 below
    assert moved(w.row("2024-02", "X")) == ("improving", 5, None)


REFORM = (
    Unit("A", "A", "district", area="East"),
    Unit("OLD", "OLD", "district", area="East", valid_to=date(2024, 5, 31)),
    *(
        Unit(name, name, "district", area="East", valid_from=date(2024, 6, 1),
             succeeds=(Predecessor("OLD", 0.5),))
        for name in ("N1", "N2")
    ),
)  # fmt: skip


def test_a_silent_heir_takes_its_kin_along_on_both_sides(world: Make, an: Make) -> None:
    w = world(an("X", over_time="stock", reporters=("A", "OLD", "N1", "N2")), units=REFORM)
    w.series("A", "X", {"2024-05": 10, "2024-06": 11})
    w.report("OLD", "2024-05", "X", 40)
    w.report("N1", "2024-06", "X", 22)
    # N2 is silent: OLD (whose half it is) and N1 (who has the other) stay out with it
    assert moved(w.row("2024-06", "X")) == ("improving", 1, None)
    w.rows.clear()
    w.report("N2", "2024-06", "X", 21)
    assert moved(w.row("2024-06", "X")) == ("improving", 11 + 22 + 21 - 50, None)


def test_kin_in_another_area_take_nothing_away_from_this_one(world: Make, an: Make) -> None:
    heirs = [replace(u, area="West") if u.id == "N2" else u for u in REFORM]
    w = world(an("X", over_time="stock", reporters=("A", "OLD", "N1", "N2")), units=tuple(heirs))
    w.series("A", "X", {"2024-05": 10, "2024-06": 11})
    w.report("OLD", "2024-05", "X", 40)
    w.report("N2", "2024-06", "X", 21)
    # East had 10 + 40, then 11, for N1 is silent. Without N1, OLD and N2 it is A alone: 11 against
    # 10; N2's 21 were never the East's. Of the West nobody is silent, and it has no May
    assert moved(w.row("2024-06", "X", "area:East")) == ("improving", 11 - 10, None)
    assert moved(w.row("2024-06", "X", "area:West")) == (None, None, None)
    assert moved(w.row("2024-06", "X")) == ("improving", 11 - 10, None)


def test_thirds_of_a_district_that_went_to_two_areas_are_bound_in_each(
    world: Make, an: Make
) -> None:
    third = (Predecessor("OLD", 1 / 3),)
    heirs = [
        Unit(name, name, "commune", area=area, valid_from=date(2024, 1, 1), succeeds=third)
        for name, area in (("N1", "East"), ("N2", "East"), ("N3", "West"))
    ]
    old = Unit("OLD", "OLD", "district", area="South", valid_to=date(2023, 12, 31))
    a = Unit("A", "A", "district", area="East")
    reporters = ("A", "OLD", "N1", "N2", "N3")
    w = world(an("X", over_time="running_total", reporters=reporters), units=(a, old, *heirs))
    w.series("A", "X", {"2023-04": 3, "2023-05": 3, "2024-04": 6, "2024-05": 8})
    w.series("OLD", "X", {"2023-04": 5, "2023-05": 9})
    w.report("N1", "2024-05", "X", 7)  # what its May starts from is missing
    w.series("N2", "X", {"2024-04": 4, "2024-05": 4})
    w.series("N3", "X", {"2024-04": 4, "2024-05": 5})
    # May grew by 2 in A and by 1 in N3. N1 binds OLD, N2 and N3 in May of last year: in the East A
    # alone is left, 2 against 0. In the West nobody of its own is silent
    assert w.row("2024-05", "X", "area:East")["change_last_year"] == 2 - 0
    assert w.row("2024-05", "X")["change_last_year"] == 2 - 0
    assert w.row("2024-05", "X", "area:West")["change_last_year"] is None


def test_on_todays_units_history_is_theirs_and_nothing_is_bound(world: Make, an: Make) -> None:
    w = world(an("X", over_time="stock", reporters=("A", "OLD", "N1", "N2")), units=REFORM)
    w.series("A", "X", {"2024-05": 10, "2024-06": 11})
    w.report("OLD", "2024-05", "X", 40)
    w.report("N1", "2024-06", "X", 22)
    w.assess("2024-06", as_of=datetime(2024, 12, 31), view="current_units")
    # without N2 on either side: 11 + 22 against 10 and N1's half of 40
    assert moved(w.row("2024-06", "X")) == ("improving", 33 - 30, None)
    assert moved(w.row("2024-06", "X", "N1")) == ("improving", 2, None)


def test_a_silent_source_is_filled_and_then_shared_out(world: Make, an: Make) -> None:
    w = world(an("X", over_time="stock", reporters=("A", "OLD", "N1", "N2")), units=REFORM)
    w.series("A", "X", {"2024-04": 9, "2024-05": 10})
    w.report("OLD", "2024-04", "X", 40)
    for view in ("as_reported", "current_units"):
        w.assess("2024-05", as_of=datetime(2024, 12, 31), view=view)
        row = w.row("2024-05", "X")
        assert (row["assessed"], row["completed"]) == (10, 50)
    assert w.row("2024-05", "X")["units_expected"] == 3  # A, N1 and N2
    assert w.row("2024-05", "X", "N1")["completed"] is None


def test_what_an_ended_unit_withheld_last_is_missing(world: Make, an: Make) -> None:
    units = (Unit("A", "A", "district"), Unit("E", "E", "district", valid_to=date(2024, 5, 31)))
    w = world(an("X", over_time="running_total", reporters=("A", "E")), units=units)
    w.series("A", "X", {"2024-05": 5, "2024-06": 6})
    w.series("E", "X", {"2024-04": 40})
    w.report("E", "2024-05", "X", state="withheld")
    row = w.row("2024-06", "X")
    assert (row["assessed"], row["completed"], row["provisional"]) == (6, 46, True)
    assert (row["units_reported"], row["units_expected"]) == (1, 1)
