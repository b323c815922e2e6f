"""Achievement, pace and the light."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kpi.plan.model import AssessmentSettings

Make = Callable[..., Any]


def judged(world: Make, an: Make, value: Any, period: str, measure: str = "count", **g: Any) -> Any:
    """One unit's report in the month that ends the period, judged for the whole plan."""
    w = world(an("X", measure, reporters=("A",), **g))
    month = {"2024": "2024-12"}.get(period, period)
    w.report("A", month, "X", *(value if isinstance(value, tuple) else (value,)))
    return w.row(period, "X")


def test_a_profile_is_paced_by_expected_and_lit_by_the_plans_cuts(world: Make, an: Make) -> None:
    targets = {2024: 1200.0}
    for value, pace, status in ((95, 0.95, "on_track"), (94, 0.94, "at_risk"),
                                (80, 0.8, "at_risk"), (79, 0.79, "behind"),
                                (1200, 12, "met"), (1201, 12.01, "exceeded")):  # fmt: skip
        row = judged(world, an, value, "2024-01", targets=targets)
        assert (row["pace"], row["status"]) == (pytest.approx(pace), status)
        w = row["achievement"]
        assert w == pytest.approx(value / 12)


def test_cuts_are_the_plans(world: Make, an: Make) -> None:
    w = world(an("X", reporters=("A",), targets={2024: 1200.0}),
              assessment=AssessmentSettings("linear", 0.5, 0.3))  # fmt: skip
    w.report("A", "2024-01", "X", 50)
    assert w.row("2024-01", "X")["status"] == "on_track"


def test_at_the_years_end_what_is_not_met_is_not_met(world: Make, an: Make) -> None:
    row = judged(world, an, 99, "2024-12", over_time="running_total", targets={2024: 100.0})
    assert (row["status"], row["pace"]) == ("not_met", 0.99)


def test_a_ceiling_is_not_met_in_january(world: Make, an: Make) -> None:
    row = judged(world, an, 0, "2024-01", direction="down", targets={2024: 12.0})
    assert (row["status"], row["pace"], row["achievement"]) == ("on_track", 1, 100)
    row = judged(world, an, 1, "2024-01", direction="down", targets={2024: 12.0})
    assert (row["status"], row["pace"]) == ("on_track", 1)
    row = judged(world, an, 2, "2024-01", direction="down", targets={2024: 12.0})
    assert (row["status"], row["pace"]) == ("behind", 0.5)


@pytest.mark.parametrize(("value", "status"), [(11, "exceeded"), (12, "met"), (13, "not_met")])
def test_a_ceiling_is_met_in_the_period_that_ends_the_year(
    world: Make, an: Make, value: float, status: str
) -> None:
    for period in ("2024-12", "2024"):
        w = world(an("X", over_time="running_total", reporters=("A",), direction="down",
                     targets={2024: 12.0}))  # fmt: skip
        w.report("A", "2024-12", "X", value)
        assert w.row(period, "X")["status"] == status


def test_a_line_is_paced_from_its_start(world: Make, an: Make) -> None:
    row = judged(world, an, 52.5, "2024-03", "score", baseline=(2023, 50.0), targets={2024: 70.0})
    # 2.5 short of the 20 that the year has to bring
    assert (row["expected"], row["pace"], row["achievement"]) == (55, 0.875, 75)


@pytest.mark.parametrize(
    ("direction", "value", "pace"),
    [("up", 50, 1), ("up", 49, 0.98), ("down", 51, 50 / 51), ("down", 50, 1)],
)
def test_a_line_that_stays_is_paced_by_level(
    world: Make, an: Make, direction: str, value: float, pace: float
) -> None:
    row = judged(world, an, value, "2024-03", "score", direction=direction,
                 baseline=(2023, 50.0), targets={2024: 50.0})  # fmt: skip
    assert row["pace"] == pytest.approx(pace)


def test_down_with_a_baseline_is_achieved_by_the_way_gone(world: Make, an: Make) -> None:
    row = judged(world, an, 8, "2024-06", "score", direction="down",
                 baseline=(2020, 12.0), targets={2024: 4.0})  # fmt: skip
    assert row["achievement"] == 50
    row = judged(world, an, 8, "2024-06", "score", direction="down", targets={2024: 4.0})
    assert (row["achievement"], row["pace"]) == (50, 0.5)


@pytest.mark.parametrize(("value", "achievement"), [(4, 100), (5, 0)])
def test_down_from_a_baseline_equal_to_the_target_is_all_or_nothing(
    world: Make, an: Make, value: float, achievement: float
) -> None:
    row = judged(world, an, value, "2024-06", "score", direction="down",
                 baseline=(2020, 4.0), targets={2024: 4.0})  # fmt: skip
    assert row["achievement"] == achievement


def test_a_target_of_zero_is_all_or_nothing(world: Make, an: Make) -> None:
    row = judged(world, an, (1, 4), "2024-06", "ratio", targets={2024: 0.0})
    assert (row["achievement"], row["pace"]) == (100, 1)
    row = judged(world, an, 3, "2024-06", "score", path="flat", direction="down",
                 targets={2024: 0.0})  # fmt: skip
    assert (row["achievement"], row["pace"]) == (0, 0)
    row = judged(world, an, 0, "2024-06", "score", path="flat", direction="down",
                 targets={2024: 0.0})  # fmt: skip
    assert (row["achievement"], row["pace"], row["status"]) == (100, 1, "met")
    row = judged(world, an, -1, "2024-06", "score", path="flat", targets={2024: 0.0})
    assert (row["achievement"], row["pace"]) == (0, 0)


def test_nothing_expected_yet_is_reached_by_anything(world: Make, an: Make) -> None:
    shares = (0.0, *(1 / 11,) * 11)
    row = judged(world, an, 0, "2024-01", targets={2024: 9.0}, profile=shares)
    assert (row["expected"], row["pace"], row["status"]) == (0, 1, "on_track")
    row = judged(world, an, 1, "2024-01", targets={2024: 9.0}, profile=shares, direction="down")
    assert (row["expected"], row["pace"], row["status"]) == (0, 0, "behind")


@pytest.mark.parametrize(
    ("value", "pace", "status"),
    [((24, 100), 0.8, "at_risk"), ((30, 100), 1, "met"), ((60, 100), 1, "met"),
     ((80, 100), 0.75, "behind"), ((6004, 10000), 60 / 60.04, "met")],
)  # fmt: skip
def test_a_band_needs_no_target(
    world: Make, an: Make, value: Any, pace: float, status: str
) -> None:
    row = judged(world, an, value, "2024-06", "ratio", band=(30.0, 60.0))
    assert (row["pace"], row["status"]) == (pytest.approx(pace), status)
    assert row["achievement"] == pytest.approx(100 * pace)
    assert (row["target"], row["expected"]) == (None, None)


def test_a_band_missed_at_the_years_end_is_not_met(world: Make, an: Make) -> None:
    assert judged(world, an, (1, 100), "2024-12", "ratio", band=(30.0, 60.0))["status"] == "not_met"


def test_without_a_target_a_figure_is_only_followed(world: Make, an: Make) -> None:
    row = judged(world, an, 5, "2024-01")
    assert (row["status"], row["achievement"], row["pace"]) == ("no_target", None, None)


@pytest.mark.parametrize(
    ("parts", "status"),
    [((8994, 10000), "on_track"), ((8995, 10000), "met"), ((9004, 10000), "met"),
     ((9005, 10000), "exceeded")],
)  # fmt: skip
def test_met_is_compared_as_printed_rounded_half_away_from_zero(
    world: Make, an: Make, parts: Any, status: str
) -> None:
    row = judged(world, an, parts, "2024-06", "ratio", targets={2024: 90.0})
    assert row["status"] == status


def test_binary_noise_does_not_change_a_light(world: Make, an: Make) -> None:
    # 0.285 is stored as 0.28499999999999998; printed at 2 decimals people expect 0.29.
    row = judged(world, an, 0.285, "2024-06", "score", decimals=2, path="flat",
                 targets={2024: 0.29})  # fmt: skip
    assert row["status"] == "met"
    row = judged(world, an, (57, 200), "2024-06", "ratio", decimals=0, targets={2024: 29.0})
    assert (row["value"], row["status"]) == (28.5, "met")


def test_rounding_at_decimals_goes_away_from_zero_for_negatives_too(world: Make, an: Make) -> None:
    row = judged(world, an, -2.5, "2024-06", "score", decimals=0, path="flat", direction="down",
                 targets={2024: -3.0})  # fmt: skip
    assert row["status"] == "met"


def test_down_beyond_the_target_is_exceeded(world: Make, an: Make) -> None:
    row = judged(world, an, 3, "2024-06", "score", direction="down", path="flat",
                 targets={2024: 4.0})  # fmt: skip
    assert (row["status"], row["pace"]) == ("exceeded", pytest.approx(4 / 3))


def test_several_years_end_a_report_year(world: Make, an: Make) -> None:
    w = world(replace(an("X", frequency="year", reporters=("A",)), targets={2024: 100.0}))
    w.report("A", "2024", "X", 99)
    assert w.row("2023-2024", "X")["status"] == "not_met"
