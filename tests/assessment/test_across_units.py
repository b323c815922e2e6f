"""From units to areas and the whole plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kpi.plan.model import Unit

Make = Callable[..., Any]


def test_a_ratio_of_the_plan_is_the_sum_of_parts_not_the_mean_of_units(
    world: Make, an: Make
) -> None:
    w = world(an("R", "ratio"))
    for unit, parts in {"A": (1, 2), "B": (9, 10), "C": (70, 88)}.items():
        w.report(unit, "2024-01", "R", *parts)
    assert w.row("2024-01", "R")["value"] == 80  # 80 of 100; the mean of units would be 73.2
    east = w.row("2024-01", "R", "area:East")
    assert (east["numerator"], east["denominator"]) == (10, 12)
    assert east["value"] == pytest.approx(83.3333333333)


@pytest.mark.parametrize(("unit_of_measure", "value"), [("%", 25), ("‰", 250), ("bản", 0.25)])
def test_a_ratio_is_multiplied_for_per_cent_and_per_mille_only(
    world: Make, an: Make, unit_of_measure: str, value: float
) -> None:
    w = world(an("R", "ratio", unit_of_measure=unit_of_measure))
    w.report("A", "2024-01", "R", 1, 4)
    assert w.row("2024-01", "R")["value"] == value


@pytest.mark.parametrize(
    ("across", "value"), [("auto", 12), ("sum", 12), ("mean", 4), ("min", 1), ("max", 9)]
)
def test_a_count_becomes_one_figure_as_the_plan_says(
    world: Make, an: Make, across: str, value: float
) -> None:
    w = world(an("X", across_units=across))
    for unit, figure in {"A": 1, "B": 2, "C": 9}.items():
        w.report(unit, "2024-01", "X", figure)
    assert w.row("2024-01", "X")["value"] == value


def test_a_score_is_the_mean_of_reporting_units_and_a_missing_unit_is_never_zero(
    world: Make, an: Make
) -> None:
    w = world(an("S", "score"))
    w.report("A", "2024-01", "S", 60)
    w.report("B", "2024-01", "S", 80)
    row = w.row("2024-01", "S")
    assert (row["value"], row["units_reported"], row["units_expected"]) == (70, 2, 3)


def test_yes_no_is_the_share_of_reporting_units(world: Make, an: Make) -> None:
    w = world(an("Y", "yes_no"))
    w.report("A", "2024-01", "Y", 100)
    w.report("B", "2024-01", "Y", 0)
    w.assess("2024-01")
    assert w.row("2024-01", "Y")["value"] == 50
    assert w.row("2024-01", "Y", "A")["value"] == 100


def test_an_area_is_the_total_of_its_units_and_has_no_parts_of_others(
    world: Make, an: Make
) -> None:
    w = world(an("X"))
    for unit, figure in {"A": 1, "B": 2, "C": 9}.items():
        w.report(unit, "2024-01", "X", figure)
    w.assess("2024-01")
    assert w.row("2024-01", "X", "area:East")["value"] == 3
    assert w.row("2024-01", "X", "area:West")["value"] == 9


def weighted(an: Make, **given: Any) -> tuple[Any, Any]:
    return (
        an("S", "score", across_units="weighted", weighted_by="W"),
        an("W", over_time="stock", **given),
    )


def test_weighted_by_uses_the_other_indicators_value_and_leaves_out_units_without_it(
    world: Make, an: Make
) -> None:
    w = world(*weighted(an))
    for unit, figure in {"A": 60, "B": 90, "C": 10}.items():
        w.report(unit, "2024-01", "S", figure)
    w.report("A", "2024-01", "W", 2)
    w.report("B", "2024-01", "W", 1)
    row = w.row("2024-01", "S")
    assert (row["value"], row["units_reported"]) == (70, 3)  # (60*2 + 90*1) / 3
    assert row["provisional"]  # C's weight is missing
    assert w.row("2024-01", "S", "C")["value"] == 10  # a unit's own row is unweighted
    assert not w.row("2024-01", "S", "area:East")["provisional"]


def test_an_estimated_weight_makes_the_figure_provisional(world: Make, an: Make) -> None:
    w = world(*weighted(an))
    for unit in "ABC":
        w.report(unit, "2024-01", "S", 50)
        w.report(unit, "2024-01", "W", 1, state="estimate" if unit == "C" else "value")
    w.assess("2024-01")
    assert w.row("2024-01", "S")["provisional"]
    assert not w.row("2024-01", "S", "area:East")["provisional"]


def test_weights_that_total_zero_leave_the_figure_empty_and_without_data(
    world: Make, an: Make
) -> None:
    w = world(*weighted(an))
    w.report("A", "2024-01", "S", 50)
    w.report("A", "2024-01", "W", 0)
    row = w.row("2024-01", "S")
    assert (row["value"], row["status"]) == (None, "no_data")


def test_a_month_of_which_only_units_without_a_weight_reported_is_as_if_nobody_had(
    world: Make, an: Make
) -> None:
    w = world(
        an("X", across_units="weighted", weighted_by="W", targets={2024: 60.0}),
        an("W", "score"),
    )
    w.series("A", "X", {"2024-01": 16})
    w.series("B", "X", {"2024-02": 30})
    w.series("A", "W", {"2024-01": 2, "2024-02": 2})
    w.assess("2024-01", "2024-02")
    # 16 of 5 expected; B and C are silent, and of three units one is too few for a conclusion
    january = w.row("2024-01", "X")
    assert (january["reported_status"], january["status"]) == ("on_track", "inconclusive")
    february = w.row("2024-02", "X")
    assert (february["value"], february["assessed"]) == (None, 16)
    assert (february["reported_status"], february["status"]) == ("no_data", "inconclusive")


def test_a_yearly_weight_serves_the_month_that_ends_its_year_and_no_other(
    world: Make, an: Make
) -> None:
    w = world(*weighted(an, frequency="year"))
    for month in ("2024-11", "2024-12"):
        w.report("A", month, "S", 40)
        w.report("B", month, "S", 70)
    w.report("A", "2024", "W", 2)
    w.report("B", "2024", "W", 1)
    w.assess("2024-11", "2024-12")
    assert w.row("2024-12", "S")["value"] == 50
    assert w.row("2024-11", "S")["value"] is None


def test_a_formula_may_be_a_weight(world: Make, an: Make) -> None:
    w = world(
        an("S", "score", across_units="weighted", weighted_by="G"),
        an("X"),
        an("G", "formula", formula="2*X"),
    )
    for unit, (figure, x) in {"A": (10, 1), "B": (40, 2)}.items():
        w.report(unit, "2024-01", "S", figure)
        w.report(unit, "2024-01", "X", x)
    assert w.row("2024-01", "S")["value"] == 30


def test_a_successor_starts_at_zero_and_the_area_survives_the_reform(world: Make, an: Make) -> None:
    old = Unit("TU", "TU", "district", area="East", valid_to=date(2025, 6, 30))
    new = tuple(
        Unit(u, u, "commune", area="East", valid_from=date(2025, 7, 1)) for u in ("P1", "P2")
    )
    w = world(
        an("T", over_time="running_total", reporters=("TU", "P1", "P2")),
        an("X", reporters=("TU", "P1", "P2")),
        units=(old, *new),
    )
    w.series("TU", "T", {"2025-05": 50, "2025-06": 60})
    w.series("P1", "T", {"2025-07": 4})
    w.series("P2", "T", {"2025-07": 6})
    w.series("TU", "X", {"2025-06": 10})
    w.series("P1", "X", {"2025-07": 4})
    w.assess("2025-06", "2025-07", "2025-Q3", "2026-01")
    assert w.row("2025-07", "T", "area:East")["value"] == 70  # 60 kept, 4 and 6 begun
    assert w.row("2025-07", "T", "area:East")["units_expected"] == 2
    assert not w.row("2025-07", "T", "area:East")["provisional"]
    assert w.row("2025-07", "X", "area:East")["value"] == 4
    assert ("2025-07", "T", "TU") not in w.rows
    assert w.row("2026-01", "T", "area:East")["value"] is None
