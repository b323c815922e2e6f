"""Figures for a longer period than the indicator's own: a year before monthly reporting began."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Make = Callable[..., Any]


@pytest.mark.parametrize("over_time", ["flow", "running_total", "stock"])
def test_a_years_figure_stands_for_the_year_where_no_month_exists(
    world: Make, an: Make, over_time: str
) -> None:
    w = world(an("X", over_time=over_time, reporters=("A",), targets={2021: 100.0}))
    w.report("A", "2021", "X", 80)
    row = w.row("2021", "X")
    assert (row["value"], row["assessed"], row["achievement"]) == (80, 80, 80)
    assert (row["units_reported"], row["units_expected"], row["provisional"]) == (1, 1, False)


def test_where_both_exist_the_shorter_ones_count(world: Make, an: Make) -> None:
    w = world(an("X", reporters=("A",)))
    w.report("A", "2021", "X", 80)
    w.report("A", "2021-05", "X", 3)
    row = w.row("2021", "X")
    assert (row["value"], row["units_reported"], row["provisional"]) == (3, 0, True)


@pytest.mark.parametrize("state", ["withheld", "not_applicable"])
def test_a_shorter_one_withheld_or_not_applicable_exists_too(
    world: Make, an: Make, state: str
) -> None:
    w = world(an("X", reporters=("A",)))
    w.report("A", "2021", "X", 80)
    w.report("A", "2021-05", "X", state=state)
    assert w.row("2021", "X")["value"] is None


@pytest.mark.parametrize("over_time", ["flow", "running_total", "stock"])
def test_it_never_stands_for_december_but_counts_in_assessed(
    world: Make, an: Make, over_time: str
) -> None:
    w = world(an("X", over_time=over_time, reporters=("A",), targets={2021: 100.0}))
    w.report("A", "2021", "X", 80)
    w.assess("2021-12", "2021-Q4", "2021-11")
    for period in ("2021-12", "2021-Q4"):
        row = w.row(period, "X")
        # the year's figure of a stock is that of the year's own row alone
        assessed = None if over_time == "stock" else 80
        assert (row["value"], row["assessed"], row["units_reported"]) == (None, assessed, 0)
        assert (w.row(period, "X", "A")["status"], row["status"]) == ("no_data", "no_data")
    assert w.row("2021-11", "X")["assessed"] is None


def test_a_years_figure_of_a_stock_is_no_figure_of_several_years_that_end_with_it(
    world: Make, an: Make
) -> None:
    w = world(
        an("X", over_time="stock", reporters=("A", "B")),
        an("F", "formula", formula="2 * X"),
    )
    w.report("A", "2023", "X", 23)
    w.report("B", "2023-12", "X", 20)
    w.assess("2023", "2022-2023")
    year, both = w.row("2023", "X"), w.row("2022-2023", "X")
    assert (year["value"], year["assessed"]) == (43, 43)
    assert (both["value"], both["assessed"], both["provisional"]) == (20, 20, True)
    assert both["completed"] == 20 + 20  # of A no month is known: as those of its kind
    assert w.row("2022-2023", "X", "A")["assessed"] is None
    assert w.row("2022-2023", "F")["assessed"] == 2 * 20


def test_several_years_are_weighed_with_the_last_years_weights(world: Make, an: Make) -> None:
    w = world(
        an("W", reporters=("A", "B")),
        an("X", "score", across_units="weighted", weighted_by="W", reporters=("A", "B")),
    )
    w.series("A", "W", {"2022-12": 8, "2023-12": 1})
    w.series("B", "W", {"2022-12": 1, "2023-12": 3})
    w.series("A", "X", {"2023-12": 10})
    w.series("B", "X", {"2023-12": 50})
    row = w.row("2022-2023", "X")
    # 9 and 4 of two years, 1 and 3 of the last
    assert (row["value"], row["assessed"]) == ((90 + 200) / 13, (10 + 150) / 4)


def test_quarters_given_stand_beside_months_given_in_one_year(world: Make, an: Make) -> None:
    w = world(an("X", reporters=("A",)))
    w.report("A", "2021", "X", 999)
    w.report("A", "2021-Q1", "X", 10)
    w.series("A", "X", {f"2021-{m:02d}": 1 for m in range(4, 13)})
    row = w.row("2021", "X")
    assert (row["value"], row["units_reported"], row["provisional"]) == (19, 1, False)


def test_a_longer_figure_withheld_is_delivered_for_all_it_stands_for(world: Make, an: Make) -> None:
    w = world(an("X", reporters=("A",)))
    w.report("A", "2021", "X", state="withheld")
    row = w.row("2021", "X")
    assert (row["units_reported"], row["status"], row["provisional"]) == (1, "no_data", True)


def test_a_longer_figure_not_applicable_leaves_expected(world: Make, an: Make) -> None:
    w = world(an("X", reporters=("A",)))
    w.report("A", "2021", "X", state="not_applicable")
    row = w.row("2021", "X")
    assert (row["units_expected"], row["status"]) == (0, "not_applicable")


def test_a_shorter_report_than_the_indicators_own_period_is_none_of_its_reports(
    world: Make, an: Make
) -> None:
    w = world(an("X", frequency="quarter", reporters=("A",)))
    w.report("A", "2024-02", "X", 7)
    w.report("A", "2024-Q1", "X", 5)
    assert w.row("2024-Q1", "X")["value"] == 5
