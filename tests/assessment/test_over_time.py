"""Within a unit: flows are summed, running totals and stocks are taken at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kpi.periods import Calendar
from kpi.plan.model import Unit

Make = Callable[..., Any]
QUARTER = {"2024-01": 4, "2024-02": 5, "2024-03": 6}


def test_a_flow_sums_what_was_reported_and_the_year_to_date(world: Make, an: Make) -> None:
    w = world(an("X", reporters=("A",)))
    w.series("A", "X", {"2024-01": 4, "2024-02": 5, "2024-03": 6, "2024-04": 7})
    w.assess("2024-Q1", "2024-04", "2024")
    assert w.row("2024-Q1", "X")["value"] == 15
    assert (w.row("2024-04", "X")["value"], w.row("2024-04", "X")["assessed"]) == (7, 22)
    assert w.row("2024", "X")["assessed"] == 22


def test_a_quarter_with_a_month_missing_is_provisional_and_the_unit_not_reported(
    world: Make, an: Make
) -> None:
    w = world(an("X", reporters=("A", "B")))
    w.series("A", "X", QUARTER)
    w.series("B", "X", {"2024-01": 1, "2024-03": 2})
    whole, part = w.row("2024-Q1", "X"), w.row("2024-Q1", "X", "B")
    assert (whole["value"], whole["units_reported"], whole["units_expected"]) == (18, 1, 2)
    assert whole["provisional"]
    assert (part["value"], part["units_reported"], part["provisional"]) == (3, 0, True)
    assert not w.row("2024-Q1", "X", "A")["provisional"]


def test_a_running_total_is_never_summed_over_months(world: Make, an: Make) -> None:
    w = world(an("X", over_time="running_total", reporters=("A",)))
    w.series("A", "X", {"2024-01": 4, "2024-02": 9, "2024-03": 15})
    assert w.row("2024-Q1", "X")["value"] == 15
    assert w.row("2024-Q1", "X")["assessed"] == 15


def test_a_running_total_over_several_years_is_the_sum_of_year_ends(world: Make, an: Make) -> None:
    w = world(an("X", over_time="running_total", reporters=("A",)))
    w.series("A", "X", {"2022-11": 90, "2022-12": 100, "2023-12": 30})
    row = w.row("2022-2023", "X")
    assert (row["value"], row["assessed"], row["units_reported"]) == (130, 30, 1)


def test_over_several_years_a_unit_has_reported_if_every_expected_year_end_is_there(
    world: Make, an: Make
) -> None:
    w = world(an("X", over_time="running_total", reporters=("A",)))
    w.series("A", "X", {"2022-11": 90, "2023-12": 30})
    row = w.row("2022-2023", "X")
    assert (row["value"], row["units_reported"], row["units_expected"]) == (30, 0, 1)
    assert row["provisional"]


def test_a_stock_is_that_of_the_last_period_inside_and_empty_without_it(
    world: Make, an: Make
) -> None:
    w = world(an("X", over_time="stock", reporters=("A",)))
    w.series("A", "X", QUARTER | {"2024-05": 9})
    w.assess("2024-Q1", "2024-Q2")
    assert (w.row("2024-Q1", "X")["value"], w.row("2024-Q1", "X")["assessed"]) == (6, 6)
    assert w.row("2024-Q2", "X")["value"] is None
    assert w.row("2024-Q2", "X")["status"] == "no_data"


def test_a_ratio_sums_its_parts_over_time_then_divides(world: Make, an: Make) -> None:
    w = world(an("R", "ratio", reporters=("A",)))
    w.series("A", "R", {"2024-01": (1, 2), "2024-02": (1, 8), "2024-03": (0, 10)})
    row = w.row("2024-Q1", "R")
    assert (row["value"], row["numerator"], row["denominator"]) == (10, 2, 20)


@pytest.mark.parametrize(
    ("period", "value"), [("2024-Q3", 24), ("2024-H1", 21), ("2024-9M", 45), ("2024", 78)]
)
def test_longer_periods_are_made_of_months_by_label(
    world: Make, an: Make, period: str, value: float
) -> None:
    w = world(an("X", reporters=("A",)))
    w.series("A", "X", {f"2024-{m:02d}": m for m in range(1, 13)})
    assert w.row(period, "X")["value"] == value


def test_several_years_sum_a_flow_and_assess_the_last_year(world: Make, an: Make) -> None:
    w = world(an("X", frequency="year", reporters=("A",), targets={2023: 10.0}))
    w.series("A", "X", {"2021": 1, "2022": 2, "2023": 4})
    row = w.row("2021-2023", "X")
    assert (row["value"], row["assessed"], row["achievement"]) == (7, 4, 40)


def test_the_period_before_n_years_is_the_n_years_before_and_last_year_twelve_months_earlier(
    world: Make, an: Make
) -> None:
    w = world(an("X", frequency="year", reporters=("A",)))
    w.series("A", "X", {str(y): 10.0 ** (y - 2020) for y in range(2020, 2024)})
    row = w.row("2022-2023", "X")
    assert (row["value"], row["previous"], row["last_year"]) == (1100, 11, 110)


def test_previous_and_last_year_are_values_of_the_kind(world: Make, an: Make) -> None:
    w = world(an("X", reporters=("A",)))
    w.series("A", "X", {"2023-03": 2, "2024-02": 5, "2024-03": 6})
    row = w.row("2024-03", "X")
    assert (row["previous"], row["last_year"]) == (5, 2)


def test_the_period_before_nine_months_is_last_years(world: Make, an: Make) -> None:
    w = world(an("X", frequency="quarter", reporters=("A",)))
    w.series("A", "X", {"2023-Q1": 1, "2023-Q2": 2, "2023-Q3": 3, "2023-Q4": 9, "2024-Q1": 5})
    row = w.row("2024-9M", "X")
    assert (row["value"], row["previous"], row["last_year"]) == (5, 6, 6)


def test_a_period_that_ends_no_reporting_period_is_not_due_and_empty(world: Make, an: Make) -> None:
    w = world(an("X", frequency="quarter", targets={2024: 5.0}, reporters=("A",)))
    w.report("A", "2024-Q1", "X", 3)
    row = w.row("2024-02", "X")
    assert row["status"] == "not_due"
    assert row["provisional"] is False
    filled = {k for k, v in row.items() if v is not None}
    assert filled == {"period", "unit", "indicator", "status", "provisional"}


def test_nine_months_do_not_end_a_half_year(world: Make, an: Make) -> None:
    w = world(an("X", frequency="half", reporters=("A",)))
    assert w.row("2024-9M", "X")["status"] == "not_due"


def test_a_shorter_period_that_ends_a_reporting_period_shows_its_figures(
    world: Make, an: Make
) -> None:
    w = world(an("X", frequency="quarter", reporters=("A",)))
    w.series("A", "X", {"2023-Q1": 1, "2023-Q4": 7, "2024-Q1": 3})
    row = w.row("2024-03", "X")
    assert (row["value"], row["previous"], row["last_year"]) == (3, 7, 1)


def test_rows_are_those_of_the_period_asked_even_where_figures_are_longer(
    world: Make, an: Make
) -> None:
    gone = Unit("A", "A", "district", area="East", valid_to=date(2024, 2, 10))
    left = Unit("B", "B", "district", area="West")
    w = world(an("X", frequency="quarter", reporters=("A", "B")), units=(gone, left))
    w.report("A", "2024-Q1", "X", 3)
    w.report("B", "2024-Q1", "X", 4)
    w.assess("2024-03", "2024-Q1")
    assert ("2024-03", "X", "A") not in w.rows
    assert ("2024-03", "X", "area:East") not in w.rows
    assert w.row("2024-03", "X")["value"] == 7
    assert w.row("2024-Q1", "X", "A")["value"] == 3


def test_months_follow_the_plans_cut_off(world: Make, an: Make) -> None:
    late = Unit("A", "A", "district", valid_from=date(2024, 1, 20))
    w = world(an("X", reporters=("A",)), units=(late,), calendar=Calendar(closes_on=14))
    w.assess("2024-01", "2024-02")
    assert ("2024-01", "X", "A") not in w.rows
    assert w.row("2024-02", "X", "A")["units_expected"] == 1


def test_a_correction_replaces_and_an_earlier_as_of_still_sees_the_first_version(
    world: Make, an: Make
) -> None:
    from datetime import datetime

    w = world(an("X", reporters=("A",)))
    w.report("A", "2024-01", "X", 5, known="2024-02-01")
    w.report("A", "2024-01", "X", 8, known="2024-02-10")
    w.assess("2024-01")
    assert w.row("2024-01", "X")["value"] == 8
    w.assess("2024-01", as_of=datetime(2024, 2, 5))
    assert w.row("2024-01", "X")["value"] == 5
    w.assess("2024-01", as_of=datetime(2024, 1, 5))
    assert w.row("2024-01", "X")["value"] is None


def test_of_two_versions_known_at_once_the_later_in_sequence_counts(world: Make, an: Make) -> None:
    w = world(an("X", reporters=("A",)))
    w.report("A", "2024-01", "X", 5)
    w.report("A", "2024-01", "X", 6)
    assert w.row("2024-01", "X")["value"] == 6


def test_reports_of_units_that_the_plan_does_not_ask_do_not_count(world: Make, an: Make) -> None:
    w = world(an("X", reporters=("A",)))
    w.report("A", "2024-01", "X", 5)
    w.report("B", "2024-01", "X", 100)
    w.report("stranger", "2024-01", "X", 100)
    w.report("A", "no label", "X", 100)
    assert w.row("2024-01", "X")["value"] == 5
    assert ("2024-01", "X", "B") not in w.rows


def test_many_periods_at_once_give_what_each_gives_alone(world: Make, an: Make) -> None:
    w = world(
        an("X", targets={2023: 30.0, 2024: 60.0}),
        an("S", over_time="stock", targets={2023: 30.0, 2024: 60.0}),
        an("T", over_time="running_total", frequency="quarter", targets={2024: 60.0}),
        an("R", "ratio", targets={2024: 60.0}, baseline=(2022, 5.0)),
        an("G", "formula", formula="X+R", targets={2024: 6.0}, baseline=(2022, 5.0)),
    )
    for u, unit in enumerate("ABC"):
        for m in range(24):
            label = f"{2023 + m // 12}-{m % 12 + 1:02d}"
            w.report(unit, label, "X", (7 * m + u) % 11)
            w.report(unit, label, "S", (5 * m + u) % 13)
            w.report(unit, label, "R", (3 * m + u) % 5, 6 + u)
        for q in range(8):
            w.report(unit, f"{2023 + q // 4}-Q{q % 4 + 1}", "T", 3 * (q % 4) + u)
    periods = ["2024-02", "2024-03", "2024-Q2", "2024-H1", "2024-9M", "2024", "2023-2024"]
    w.assess(*periods)
    together = w.rows
    for period in periods:
        w.assess(period)
        assert w.rows == {k: r for k, r in together.items() if k[0] == period}


def test_a_unit_without_validity_days_is_always_valid(world: Make, an: Make) -> None:
    w = world(replace(an("X"), reporters=("A",)))
    assert w.row("2021-01", "X")["units_expected"] == 1
