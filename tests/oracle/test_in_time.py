"""Trend, changes and the estimate for the year's end, worked out on paper from the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi.plan.model import Predecessor

from .small import A, B, ask, fact, indicator, months, plan, unit

# -- trend, previous, last year


def test_the_trend_follows_the_direction_at_the_indicators_decimals() -> None:
    said = months("A", 10.04, 10.0, 9.9, 10.0)
    rows = ask(
        plan([A], [indicator(measure="score", direction="down")]),
        said,
        *(f"2024-0{m}" for m in (1, 2, 3, 4)),
    )
    assert [rows(f"2024-0{m}").trend for m in (1, 2, 3, 4)] == [
        None,
        "steady",
        "improving",
        "worsening",
    ]


def test_a_running_totals_trend_is_that_of_its_increase() -> None:
    running = indicator(over_time="running_total")
    rows = ask(
        plan([A], [running]),
        months("A", 10, 30, 45) + months("A", *[None] * 11, 90, year=2023),
        "2024-01",
        "2024-02",
        "2024-03",
    )
    assert rows("2024-02").trend == "improving"  # 20 against 10
    assert rows("2024-03").trend == "worsening"  # 15 against 20
    assert rows("2024-01").trend is None  # December's increase is not known
    assert (rows("2024-01").previous, rows("2024-03").previous) == (90, 30)


def test_an_increase_leaves_out_units_without_both_figures_and_starts_new_ones_at_zero() -> None:
    running = indicator(over_time="running_total")
    new = unit("N", valid=(date(2024, 3, 1), None))
    said = [
        *months("A", 10, 20, 29),
        *months("B", 10, None, 99),
        fact("N", "2024-03", 2),
    ]
    row = ask(plan([A, B, new], [running]), said, "2024-03")("2024-03")
    assert row.trend == "improving"  # 9 + 2 against 10


def test_nine_months_compare_with_last_years_nine() -> None:
    said = months("A", *[1] * 9, year=2023) + months("A", *[2] * 9)
    row = ask(plan([A], [indicator()]), said, "2024-9M")("2024-9M")
    assert (row.value, row.previous, row.last_year, row.trend) == (18, 9, 9, "improving")


def test_several_years_have_the_years_before_as_preceding_and_twelve_months_as_last() -> None:
    said = [fact("A", str(y), y - 2015) for y in range(2016, 2026)]
    row = ask(plan([A], [indicator(frequency="year")]), said, "2021-2023")("2021-2023")
    assert (row.value, row.previous, row.last_year) == (6 + 7 + 8, 3 + 4 + 5, 5 + 6 + 7)
    assert row.assessed == 8


# -- like with like


def test_a_silent_unit_is_left_out_of_both_figures() -> None:
    stock = indicator(over_time="stock", targets={2024: 100})
    said = months("A", 5, 6) + months("B", 7, None)
    rows = ask(plan([A, B], [stock]), said, "2024-02")
    row = rows("2024-02")
    assert (row.value, row.previous) == (6, 12)
    assert (row.change_previous, row.trend) == (1, "improving")
    assert (rows("2024-02", "B").change_previous, rows("2024-02", "B").trend) == (None, None)


def test_who_was_silent_before_is_left_out_too_and_nothing_left_is_empty() -> None:
    stock = indicator(over_time="stock")
    said = months("A", None, 6) + months("B", 7, None)
    row = ask(plan([A, B], [stock]), said, "2024-02")("2024-02")
    assert (row.value, row.previous, row.change_previous, row.trend) == (6, 7, None, None)


def test_last_years_change_leaves_out_who_is_silent_in_one_of_the_two() -> None:
    said = months("A", 10, year=2023) + months("B", 20, year=2023) + months("A", 13)
    row = ask(plan([A, B], [indicator()]), said, "2024-01")("2024-01")
    assert (row.last_year, row.change_last_year) == (30, 3)


def test_with_a_silent_heir_goes_everyone_bound_to_it_by_succession() -> None:
    old = unit("D", valid=(None, date(2024, 6, 30)))
    heirs = [
        replace(unit(n, valid=(date(2024, 7, 1), None)), succeeds=(Predecessor("D", 0.5),))
        for n in ("H1", "H2")
    ]
    asked = plan([A, old, *heirs], [indicator(over_time="stock")])
    said = months("A", *[5] * 6, 6, 8) + months("D", *[10] * 6)
    said += [fact("H2", "2024-07", 4), fact("H2", "2024-08", 5), fact("H1", "2024-08", 1)]
    rows = ask(asked, said, "2024-07", "2024-08")
    assert rows("2024-07").change_previous == 1  # A alone: H1 silent, so D and H2 with it
    assert rows("2024-08").change_previous == 3  # H2 beside A: D is in neither period, 13 - 10


def test_a_running_total_needs_the_total_that_its_increase_starts_from() -> None:
    running = indicator(over_time="running_total")
    said = months("A", 10, 25, 45) + months("B", 1, None, 50)
    row = ask(plan([A, B], [running]), said, "2024-03")("2024-03")
    assert (row.value, row.change_previous) == (95, 5)  # 20 against 15


def test_a_formulas_unit_is_silent_in_any_operand() -> None:
    parts = [indicator("N1"), indicator("N2")]
    both = indicator("M", "formula", formula="N1 + N2", operands=("N1", "N2"))
    said = [*months("A", 1, 2, of="N1"), *months("A", 10, 20, of="N2")]
    said += [*months("B", 5, 5, of="N1"), *months("B", 50, None, of="N2")]
    row = ask(plan([A, B], [*parts, both]), said, "2024-02")("2024-02", "ALL", "M")
    assert (row.value, row.change_previous) == (27, 11)  # 22 against 11, without B in both


def test_the_trend_is_of_rounded_figures_and_the_change_is_not() -> None:
    said = months("A", 10.04, 10.0)
    row = ask(plan([A], [indicator(measure="score")]), said, "2024-02")("2024-02")
    assert row.trend == "steady"
    assert row.change_previous == pytest.approx(-0.04)
