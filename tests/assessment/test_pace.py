"""Pace on a line and by level, backward and negative targets: each figure worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Make = Callable[..., Any]


def rows_of(world: Make, an: Make, cases: dict[str, Any], period: str) -> dict[str, Any]:
    """The rows of single reports: (figure, what the indicator is given), all in one world."""
    given = {n: {"measure": "score", **g} for n, (_, g) in cases.items()}
    w = world(*(an(n, reporters=("A",), **g) for n, g in given.items()))
    for name, (figure, _) in cases.items():
        w.report("A", period, name, figure)
    return {name: w.row(period, name) for name in cases}


def line(start: float, target: float, **more: Any) -> dict[str, Any]:
    return {"baseline": (2023, start), "targets": {2024: target}, **more}


def test_on_a_line_what_is_short_is_a_part_of_the_years_whole_way(world: Make, an: Make) -> None:
    found = rows_of(world, an, {
        "short": (77.8, line(75, 90)),  # 82.5 expected, 4.7 short of a way of 15
        "edge": (79.5, line(75, 90)),  # 3.0 short: a fifth
        "ahead": (84, line(75, 90)),
        "down": (8.5, line(10, 6, direction="down")),  # 8 expected, 0.5 short of a way of 4
    }, "2024-06")  # fmt: skip
    assert found["short"]["expected"] == 82.5
    assert {n: (r["pace"], r["status"]) for n, r in found.items()} == {
        "short": (pytest.approx(1 - 4.7 / 15), "behind"),
        "edge": (pytest.approx(0.8), "at_risk"),
        "ahead": (pytest.approx(1.1), "on_track"),
        "down": (pytest.approx(0.875), "at_risk"),
    }


def test_a_target_that_hardly_moves_or_steps_back_is_judged_by_level(world: Make, an: Make) -> None:
    found = rows_of(world, an, {
        "stays": (89.9, line(90, 90)),
        "back": (75, line(80, 70)),  # 75 expected, as low as that is
        "back_worse": (60, line(80, 70)),
        "back_down": (22, line(20, 24, direction="down")),
        "back_down_worse": (44, line(20, 24, direction="down")),
        "small": (57, line(60, 60.1)),  # 60.05 expected; a way of 0.1 would make it -29.5
        "just_enough": (97, line(95, 100)),  # 5 is 5 % of 100; 97.5 expected
        "just_short": (97, line(95.01, 100)),  # 4.99 is not; 97.505 expected
        "noise": (11.6, line(11.4, 12)),  # 0.6 is 5 % of 12, whatever binary fractions say
    }, "2024-06")  # fmt: skip
    assert {n: r["pace"] for n, r in found.items()} == {
        "stays": pytest.approx(89.9 / 90),
        "back": 1,
        "back_worse": pytest.approx(0.8),
        "back_down": 1,
        "back_down_worse": 0.5,
        "small": pytest.approx(57 / 60.05),
        "just_enough": pytest.approx(1 - 0.5 / 5),
        "just_short": pytest.approx(97 / 97.505),
        "noise": pytest.approx(1 - 0.1 / 0.6),
    }
    assert found["stays"]["status"] == "on_track"
    assert found["back_worse"]["status"] == "at_risk"


def test_targets_not_above_0_are_reached_from_their_baseline(world: Make, an: Make) -> None:
    down = {"direction": "down"}
    found = rows_of(world, an, {
        "up": (-15, line(-20, -10)),  # half the way, as expected
        "up_late": (-16, line(-20, -10)),
        "up_to_0": (-5, line(-10, 0)),
        "up_flat": (-12, {"targets": {2024: -10.0}}),
        "up_flat_over": (-9, {"targets": {2024: -10.0}}),
        "down": (-8, line(-5, -10, **down)),
        "down_flat": (-8, {"targets": {2024: -10.0}, **down}),
        "down_flat_over": (-12, {"targets": {2024: -10.0}, **down}),
        "up_stays": (-11, line(-10, -10)),
    }, "2024-06")  # fmt: skip
    assert {n: (r["pace"], r["achievement"]) for n, r in found.items()} == {
        "up": (1, 50),
        "up_late": (pytest.approx(0.9), 40),  # 1 short of a way of 10
        "up_to_0": (1, 50),
        "up_flat": (0, 0),
        "up_flat_over": (1, 100),
        "down": (pytest.approx(1.1), 60),  # -7.5 expected, 0.5 beyond it on a way of 5
        "down_flat": (0, 0),
        "down_flat_over": (1, 100),
        "up_stays": (0, 0),  # no way, no level of figures below 0
    }
    assert {n: found[n]["status"] for n in ("up", "up_flat_over", "down_flat")} == {
        "up": "on_track", "up_flat_over": "exceeded", "down_flat": "behind",
    }  # fmt: skip


def test_shares_ceilings_and_bands_have_the_pace_of_their_level(world: Make, an: Make) -> None:
    count = {"measure": "count", "over_time": "running_total"}
    found = rows_of(world, an, {
        "profile": (45, {**count, "targets": {2024: 120.0}}),
        "loss": (-45, {**count, "targets": {2024: -120.0}}),  # -60 expected by June
        "ceiling": (80, {**count, "direction": "down", "targets": {2024: 120.0}}),
        "none_yet": (0, {**count, "direction": "down", "targets": {2024: 120.0}}),
        "flat": (90, {**count, "path": "flat", "targets": {2024: 120.0}}),
        "below": (24, {"band": (30.0, 60.0)}),
        "above": (80, {"band": (30.0, 60.0)}),
    }, "2024-06")  # fmt: skip
    assert {n: r["pace"] for n, r in found.items()} == {
        "profile": 0.75, "loss": 1, "ceiling": 0.75, "none_yet": 1, "flat": 0.75,
        "below": 0.8, "above": 0.75,
    }  # fmt: skip
