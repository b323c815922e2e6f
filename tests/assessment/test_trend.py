"""The light for direction, beside the light for level."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kpi.plan.model import Unit

Make = Callable[..., Any]


def trend(w: Any, period: str, unit: str = "ALL") -> str | None:
    found: str | None = w.row(period, "X", unit)["trend"]
    return found


@pytest.mark.parametrize(
    ("direction", "before", "now", "expected"),
    [("up", 5, 6, "improving"), ("up", 6, 5, "worsening"), ("up", 5, 5, "steady"),
     ("down", 5, 6, "worsening"), ("down", 6, 5, "improving")],
)  # fmt: skip
def test_a_value_is_compared_with_the_preceding_period_of_the_kind(
    world: Make, an: Make, direction: str, before: float, now: float, expected: str
) -> None:
    w = world(an("X", direction=direction, reporters=("A",)))
    w.series("A", "X", {"2024-01": before, "2024-02": now})
    w.assess("2024-01", "2024-02")
    assert trend(w, "2024-02") == expected
    assert trend(w, "2024-01") is None


def test_a_change_below_the_indicators_decimals_is_steady(world: Make, an: Make) -> None:
    w = world(an("X", "ratio", reporters=("A",)))
    w.series("A", "X", {"2024-01": (5001, 10000), "2024-02": (5004, 10000)})
    assert trend(w, "2024-02") == "steady"


def test_nine_months_are_compared_with_last_years(world: Make, an: Make) -> None:
    w = world(an("X", frequency="quarter", reporters=("A",)))
    w.series("A", "X", {"2023-Q1": 1, "2023-Q2": 1, "2023-Q3": 9})
    w.series("A", "X", {"2024-Q1": 1, "2024-Q2": 1, "2024-Q3": 3})
    assert trend(w, "2024-9M") == "worsening"


def test_within_a_band_the_distance_from_it_counts(world: Make, an: Make) -> None:
    w = world(an("X", "score", band=(30.0, 60.0), reporters=("A",)))
    w.series("A", "X", {"2024-01": 20, "2024-02": 65, "2024-03": 40, "2024-04": 50, "2024-05": 29.9,
                        "2024-06": 60.1})  # fmt: skip
    w.assess(*(f"2024-{m:02d}" for m in range(1, 7)))
    found = [trend(w, f"2024-{m:02d}") for m in range(1, 7)]
    assert found == [None, "improving", "improving", "steady", "worsening", "steady"]


def test_within_a_band_an_empty_value_has_no_trend(world: Make, an: Make) -> None:
    w = world(an("X", "ratio", band=(30.0, 60.0), reporters=("A",)))
    w.series("A", "X", {"2024-01": (4, 10), "2024-02": (0, 0), "2024-03": (4, 10)})
    w.assess("2024-02", "2024-03")
    assert [trend(w, "2024-02"), trend(w, "2024-03")] == [None, None]


def running(world: Make, an: Make, **given: Any) -> Any:
    return world(an("X", over_time="running_total", **({"reporters": ("A", "B")} | given)))


def test_a_running_total_is_compared_by_its_increase(world: Make, an: Make) -> None:
    w = running(world, an)
    w.series("A", "X", {"2023-12": 90, "2024-01": 10, "2024-02": 25, "2024-03": 30})
    w.assess("2024-01", "2024-02", "2024-03")
    # 10 from the year's first day against an unknown December; then 15; then 5
    assert [trend(w, f"2024-0{m}") for m in (1, 2, 3)] == [None, "improving", "worsening"]


def test_a_quarters_increase_runs_from_the_quarter_before_and_a_years_from_zero(
    world: Make, an: Make
) -> None:
    w = running(world, an)
    w.series("A", "X", {"2023-09": 60, "2023-12": 90, "2024-03": 20, "2024-06": 40, "2024-12": 80})
    w.assess("2024-Q1", "2024-Q2", "2024")
    assert trend(w, "2024-Q1") == "worsening"  # 20 against 30
    assert trend(w, "2024-Q2") == "steady"  # 20 against 20
    assert trend(w, "2024") == "worsening"  # 80 against 90


def test_a_unit_without_both_figures_is_left_out_of_the_increase(world: Make, an: Make) -> None:
    w = running(world, an)
    w.series("A", "X", {"2024-01": 10, "2024-02": 20, "2024-03": 31})
    w.series("B", "X", {"2024-03": 500})
    assert trend(w, "2024-03") == "improving"  # 11 against 10; B's 500 is no increase of March
    assert trend(w, "2024-03", "B") is None
    w.con.execute("DELETE FROM observation")
    w.series("A", "X", {"2024-01": 10, "2024-02": 20, "2024-03": 29})
    w.series("B", "X", {"2024-03": 500})
    w.assess("2024-03")
    assert trend(w, "2024-03") == "worsening"  # 9 against 10


def test_a_unit_begun_since_then_grew_from_zero(world: Make, an: Make) -> None:
    units = (Unit("A", "A", "d"), Unit("B", "B", "d", valid_from=date(2024, 3, 1)))
    w = world(an("X", over_time="running_total", reporters=("A", "B")), units=units)
    w.series("A", "X", {"2024-01": 10, "2024-02": 20, "2024-03": 29})
    w.series("B", "X", {"2024-03": 5})
    assert trend(w, "2024-03") == "improving"  # 9 + 5 against 10


def test_a_ratios_increase_is_of_its_parts(world: Make, an: Make) -> None:
    w = world(an("X", "ratio", over_time="running_total", reporters=("A",)))
    w.series("A", "X", {"2024-01": (5, 10), "2024-02": (9, 20), "2024-03": (12, 26)})
    # 5/10, then 4/10, then 3/6
    w.assess("2024-02", "2024-03")
    assert [trend(w, "2024-02"), trend(w, "2024-03")] == ["worsening", "improving"]


def test_a_formulas_trend_uses_its_value(world: Make, an: Make) -> None:
    w = world(an("T", over_time="running_total", reporters=("A",)),
              an("X", "formula", formula="T*1", over_time="running_total"))  # fmt: skip
    w.series("A", "T", {"2024-01": 10, "2024-02": 20, "2024-03": 21})
    assert trend(w, "2024-03") == "improving"


def test_level_and_direction_are_two_lights(world: Make, an: Make) -> None:
    w = world(an("X", "ratio", reporters=("A",), over_time="stock", targets={2024: 50.0}))
    w.series("A", "X", {"2024-01": (9, 10), "2024-02": (8, 10)})
    row = w.row("2024-02", "X")
    assert (row["status"], row["trend"]) == ("exceeded", "worsening")
