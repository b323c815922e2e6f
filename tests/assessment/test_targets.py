"""Whose target, which year's, as revised; what is expected now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from kpi.plan.model import TargetRevision, Unit

Make = Callable[..., Any]


def test_years_without_a_target_lie_on_the_line_and_after_the_last_there_is_none(
    world: Make, an: Make
) -> None:
    w = world(an("S", "score", baseline=(2020, 10.0), targets={2022: 30.0, 2025: 60.0}))
    w.assess("2020", "2021", "2022", "2023", "2024", "2025", "2026")
    found = [w.row(str(y), "S")["target"] for y in range(2020, 2027)]
    assert found == [None, 20, 30, 40, 50, 60, None]


def test_before_the_first_target_without_a_baseline_there_is_none(world: Make, an: Make) -> None:
    w = world(an("S", "score", targets={2022: 30.0}))
    assert w.row("2021", "S")["target"] is None


def test_targets_of_a_ratio_hold_for_each_unit_and_area(world: Make, an: Make) -> None:
    w = world(an("R", "ratio", targets={2024: 90.0}))
    w.assess("2024-01")
    for unit in ("A", "area:East", "ALL"):
        assert w.row("2024-01", "R", unit)["target"] == 90


def test_a_unit_target_wins_over_its_kinds_year_by_year_and_over_the_plans(
    world: Make, an: Make
) -> None:
    w = world(
        an("R", "ratio", targets={2023: 50.0, 2024: 90.0, 2025: 95.0},
           unit_targets={"district": {2024: 60.0, 2025: 70.0}, "A": {2024: 98.0}}),
    )  # fmt: skip
    w.assess("2023-01", "2024-01", "2025-01")
    assert [w.row(f"{y}-01", "R", "A")["target"] for y in (2023, 2024, 2025)] == [50, 98, 70]
    assert [w.row(f"{y}-01", "R", "B")["target"] for y in (2023, 2024, 2025)] == [50, 60, 70]
    assert w.row("2024-01", "R")["target"] == 90


def test_a_count_of_a_unit_has_a_target_only_by_unit_targets(world: Make, an: Make) -> None:
    w = world(an("X", targets={2024: 90.0}, unit_targets={"A": {2024: 40.0}}))
    w.assess("2024-01")
    assert w.row("2024-01", "X", "A")["target"] == 40
    assert w.row("2024-01", "X", "B")["target"] is None
    w.report("B", "2024-01", "X", 4)
    w.assess("2024-01")
    assert w.row("2024-01", "X", "B")["status"] == "no_target"


def test_an_area_count_is_the_sum_if_each_expected_unit_has_a_target(world: Make, an: Make) -> None:
    w = world(an("X", targets={2024: 90.0}, unit_targets={"A": {2024: 40.0}, "B": {2024: 5.0}}))
    w.assess("2024-01")
    assert w.row("2024-01", "X", "area:East")["target"] == 45
    assert w.row("2024-01", "X", "area:West")["target"] is None
    assert w.row("2024-01", "X")["target"] == 90


def test_a_unit_not_expected_adds_no_target_to_its_area(world: Make, an: Make) -> None:
    w = world(an("X", unit_targets={"A": {2024: 40.0}}))
    w.report("B", "2024-01", "X", state="not_applicable")
    assert w.row("2024-01", "X", "area:East")["target"] == 40


def test_a_count_not_summed_across_units_has_no_area_target(world: Make, an: Make) -> None:
    w = world(
        an("X", across_units="mean", targets={2024: 9.0}, unit_targets={"district": {2024: 4.0}})
    )
    w.assess("2024-01")
    assert w.row("2024-01", "X", "area:East")["target"] is None
    assert w.row("2024-01", "X")["target"] == 9


def test_a_revision_counts_from_the_day_it_was_decided_in_the_plans_time_zone(
    world: Make, an: Make
) -> None:
    revisions = (
        TargetRevision(2024, 97.0, date(2024, 3, 15), "a"),
        TargetRevision(2024, 99.0, date(2024, 6, 1), "c"),
        TargetRevision(2024, 80.0, date(2024, 4, 1), "b"),
    )
    w = world(
        an("R", "ratio", targets={2024: 90.0}, unit_targets={"A": {2024: 60.0}},
           target_revisions=revisions),
    )  # fmt: skip
    found = {}
    for day, hour in ((14, 16), (14, 17), (31, 18)):  # 17:00 UTC is midnight in Hà Nội
        moment = datetime(2024, 3, day, hour)  # UTC without zone
        w.assess("2024-01", as_of=moment)
        found[day, hour] = w.row("2024-01", "R")["target"]
        assert w.row("2024-01", "R", "A")["target"] == 60  # never changed by revisions
    assert found == {(14, 16): 90, (14, 17): 97, (31, 18): 80}
    w.assess("2024-01")
    assert w.row("2024-01", "R")["target"] == 99


def test_expected_on_a_line_starts_from_last_years_point(world: Make, an: Make) -> None:
    w = world(an("S", "score", baseline=(2022, 20.0), targets={2024: 80.0}))
    w.assess("2024-03", "2024-12")
    assert w.row("2024-03", "S")["expected"] == 57.5  # 50 + (80 - 50) * 3/12
    assert w.row("2024-12", "S")["expected"] == 80


def test_without_a_start_a_line_is_flat(world: Make, an: Make) -> None:
    w = world(an("S", "score", targets={2024: 80.0}))
    w.report("A", "2024-03", "S", 40)
    row = w.row("2024-03", "S")
    assert (row["expected"], row["pace"]) == (80, 0.5)


def test_a_profile_cumulates_shares_and_equal_ones_if_none_are_given(world: Make, an: Make) -> None:
    shares = (0.05, 0.05, 0.1) + (0.8 / 9,) * 9
    w = world(an("X", targets={2024: 200.0}, profile=shares), an("Y", targets={2024: 120.0}))
    w.assess("2024-03")
    assert w.row("2024-03", "X")["expected"] == pytest.approx(40)
    assert w.row("2024-03", "Y")["expected"] == 30


def test_a_flat_path_expects_the_whole_target(world: Make, an: Make) -> None:
    w = world(an("R", "ratio", targets={2024: 90.0}))
    assert w.row("2024-01", "R")["expected"] == 90


def test_a_counts_baseline_is_the_plans_alone(world: Make, an: Make) -> None:
    w = world(
        an("X", over_time="stock", baseline=(2023, 100.0), targets={2024: 220.0},
           unit_targets={"A": {2024: 60.0}, "B": {2023: 12.0, 2024: 24.0}}),
    )  # fmt: skip
    w.assess("2024-03")
    assert w.row("2024-03", "X")["expected"] == 130
    assert w.row("2024-03", "X", "A")["expected"] == 60  # no start: flat
    assert w.row("2024-03", "X", "B")["expected"] == 15
    assert w.row("2024-03", "X", "area:East")["expected"] == 84  # A has no start: flat


def test_an_area_counts_start_is_summed_like_its_target(world: Make, an: Make) -> None:
    targets = {"A": {2023: 10.0, 2024: 22.0}, "B": {2023: 12.0, 2024: 24.0}}
    w = world(an("X", over_time="stock", unit_targets=targets))
    assert w.row("2024-03", "X", "area:East")["expected"] == 28  # 22 + (46 - 22) * 3/12


def test_a_formula_takes_unit_targets_too(world: Make, an: Make) -> None:
    w = world(
        an("X"),
        an("G", "formula", formula="X*2", targets={2024: 5.0}, unit_targets={"A": {2024: 7.0}}),
    )
    w.assess("2024-01")
    assert w.row("2024-01", "G", "A")["target"] == 7
    assert w.row("2024-01", "G", "B")["target"] == 5


def test_the_as_of_day_does_not_change_what_a_unit_is(world: Make, an: Make) -> None:
    w = world(an("X"), units=(Unit("A", "A", "district"),))
    w.assess("2024-01", as_of=datetime(2000, 1, 1))  # UTC without zone
    assert w.row("2024-01", "X", "A")["units_expected"] == 1
