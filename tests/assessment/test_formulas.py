"""Formulas: after aggregation, from values and from assessed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Make = Callable[..., Any]


def test_a_formula_is_evaluated_after_aggregation(world: Make, an: Make) -> None:
    w = world(an("R", "ratio"), an("S", "score"), an("G", "formula", formula="0.4*R + (S-10)/2"))
    for unit, (parts, score) in {
        "A": ((1, 2), 30),
        "B": ((9, 18), 50),
        "C": ((70, 80), 70),
    }.items():
        w.report(unit, "2024-01", "R", *parts)
        w.report(unit, "2024-01", "S", score)
    row = w.row("2024-01", "G")
    assert row["value"] == pytest.approx(52)  # 0.4 * 80 + (50 - 10) / 2
    assert (row["numerator"], row["denominator"]) == (None, None)
    assert w.row("2024-01", "G", "A")["value"] == 30


def test_value_from_values_and_assessed_from_assessed(world: Make, an: Make) -> None:
    w = world(an("X", reporters=("A",)), an("Y", reporters=("A",)),
              an("G", "formula", formula="X/Y"))  # fmt: skip
    w.series("A", "X", {"2024-01": 4, "2024-02": 6})
    w.series("A", "Y", {"2024-01": 2, "2024-02": 2})
    row = w.row("2024-02", "G")
    assert (row["value"], row["assessed"]) == (3, 2.5)


def test_a_formula_has_a_row_wherever_all_operands_have_one_and_always_the_whole(
    world: Make, an: Make
) -> None:
    w = world(an("X", reporters=("A", "B")), an("Y", reporters=("B", "C")),
              an("Z", reporters=()), an("G", "formula", formula="X+Y"),
              an("H", "formula", formula="X+Z"))  # fmt: skip
    w.assess("2024-01")
    assert sorted(k[2] for k in w.rows if k[1] == "G") == ["ALL", "B", "area:East"]
    assert sorted(k[2] for k in w.rows if k[1] == "H") == ["ALL"]


def test_not_applicable_goes_before_missing_and_missing_before_a_divisor_of_zero(
    world: Make, an: Make
) -> None:
    target = {"targets": {2024: 1.0}, "baseline": (2020, 0.0)}
    w = world(an("X"), an("Y"), an("G", "formula", formula="X/Y", **target),
              an("H", "formula", formula="(X+Y)/(Y-Y)", **target))  # fmt: skip
    w.report("A", "2024-01", "X", state="not_applicable")
    w.report("B", "2024-01", "X", 5)
    w.report("C", "2024-01", "X", 5)
    w.report("C", "2024-01", "Y", 0)
    w.assess("2024-01")
    assert w.row("2024-01", "G", "A")["status"] == "not_applicable"
    assert w.row("2024-01", "H", "B")["status"] == "no_data"
    row = w.row("2024-01", "G", "C")
    assert (row["value"], row["status"]) == (None, "not_applicable")


def test_coverage_is_that_of_the_weakest_operand(world: Make, an: Make) -> None:
    w = world(an("X"), an("Y", reporters=("A", "B")), an("Z", reporters=("A",)),
              an("G", "formula", formula="X+Y+Z"))  # fmt: skip
    for unit in "AB":
        w.report(unit, "2024-01", "X", 5)  # 2 of 3
    w.report("A", "2024-01", "Y", 5)  # 1 of 2: the weakest
    w.report("A", "2024-01", "Z", 5)  # 1 of 1
    row = w.row("2024-01", "G")
    assert (row["units_reported"], row["units_expected"], row["provisional"]) == (1, 2, True)


def test_of_equal_shares_the_fewest_reported_is_the_weakest(world: Make, an: Make) -> None:
    w = world(an("X"), an("Y", reporters=("A",)), an("G", "formula", formula="X+Y"))
    for unit in "ABC":
        w.report(unit, "2024-01", "X", 5)
    w.report("A", "2024-01", "Y", 5)
    row = w.row("2024-01", "G")
    assert (row["units_reported"], row["units_expected"], row["provisional"]) == (1, 1, False)


def test_none_of_none_expected_is_a_full_share(world: Make, an: Make) -> None:
    w = world(an("X"), an("Y", reporters=()), an("G", "formula", formula="X+Y"))
    w.report("A", "2024-01", "X", 5)
    row = w.row("2024-01", "G")
    assert (row["units_reported"], row["units_expected"]) == (1, 3)


def test_a_formula_inside_a_formula(world: Make, an: Make) -> None:
    w = world(an("X"), an("Y"), an("H", "formula", formula="2*G - Y"),
              an("G", "formula", formula="X/Y"))  # fmt: skip
    w.report("A", "2024-01", "X", 8)
    w.report("A", "2024-01", "Y", 2)
    w.report("B", "2024-01", "X", 8)
    w.report("B", "2024-01", "Y", 0)
    w.assess("2024-01")
    assert w.row("2024-01", "H", "A")["value"] == 6
    assert w.row("2024-01", "H", "B")["status"] == "not_applicable"
    assert w.row("2024-01", "H")["value"] == 14  # 2 * 16/2 - 2


def test_a_formula_of_quarterly_and_monthly_is_due_with_the_quarter(world: Make, an: Make) -> None:
    w = world(an("X", reporters=("A",)), an("Q", frequency="quarter", reporters=("A",)),
              an("G", "formula", formula="X+Q", frequency="quarter"))  # fmt: skip
    w.series("A", "X", {"2024-01": 1, "2024-02": 2, "2024-03": 4})
    w.report("A", "2024-Q1", "Q", 100)
    w.assess("2024-02", "2024-03")
    assert w.row("2024-02", "G")["status"] == "not_due"
    row = w.row("2024-03", "G")
    assert (row["value"], row["assessed"]) == (107, 107)  # the quarter's figures


def test_a_formula_is_judged_by_its_own_target(world: Make, an: Make) -> None:
    w = world(an("X", reporters=("A",)),
              an("G", "formula", formula="X*2", targets={2024: 10.0}))  # fmt: skip
    w.report("A", "2024-01", "X", 4)
    w.assess("2024-01")
    for unit in ("A", "area:East", "ALL"):
        row = w.row("2024-01", "G", unit)
        assert (row["target"], row["achievement"], row["status"]) == (10, 80, "at_risk")


def test_an_operand_whose_denominator_is_zero_in_the_period_alone_empties_the_value_only(
    world: Make, an: Make
) -> None:
    w = world(an("R", "ratio", reporters=("A",)),
              an("G", "formula", formula="R/10", targets={2024: 9.0}))  # fmt: skip
    w.series("A", "R", {"2024-01": (9, 10), "2024-02": (0, 0)})
    row = w.row("2024-02", "G")
    assert (row["value"], row["assessed"], row["status"]) == (None, 9, "met")
