"""Silent units, worked out on paper: what stands in for them, and what may be said of the whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kpi.plan.model import Indicator

from .facts import Fact, ResultRow
from .small import A, B, C, ask, fact, indicator, months, plan, unit

STOCK: dict[str, Any] = {"over_time": "stock"}


def statuses(row: ResultRow) -> tuple[str | None, str | None, str]:
    return row.reported_status, row.completed_status, row.status


# -- what stands in


def completed(one: Indicator, said: list[Fact], at: str, *units: Any) -> float | None:
    return ask(plan(units or (A, B), [one]), said, at)(at).completed


def test_a_stock_keeps_the_units_latest_report_of_the_last_12_months() -> None:
    one = indicator(**STOCK)
    assert completed(one, months("A", 3, 3, 3) + months("B", 9, 5), "2024-03") == 8
    year_ago = [fact("A", "2024-03", 3), fact("B", "2023-03", 5)]
    assert completed(one, year_ago, "2024-03") == 8
    # February 2023 is too long ago: the mean of its kind
    assert completed(one, [fact("A", "2024-03", 3), fact("B", "2023-02", 5)], "2024-03") == 6


def test_a_withheld_report_is_filled_and_a_word_without_a_number_fills_nothing() -> None:
    one = indicator(**STOCK)
    said = [
        fact("A", "2024-03", 3),
        fact("B", "2024-01", 5),
        fact("B", "2024-02", "not_applicable"),
    ]
    assert completed(one, [*said, fact("B", "2024-03", "withheld")], "2024-03") == 8
    row = ask(plan([A, B], [one]), [*said, fact("B", "2024-03", "not_applicable")], "2024-03")
    assert (row("2024-03").completed, row("2024-03").completed_status) == (3, None)


def test_a_longer_periods_figure_fills_no_gap_of_a_stock() -> None:
    said = [fact("A", "2024-01", 3), fact("B", "2023", 50)]
    assert completed(indicator(**STOCK), said, "2024-01") == 6


def test_a_running_total_takes_its_latest_of_the_year_else_last_years() -> None:
    one = indicator(over_time="running_total")
    now = months("A", 1, 2, 9)
    assert completed(one, now + months("B", 4, 7), "2024-03") == 16
    last = [fact("B", "2023-03", 5), fact("B", "2023-12", 90)]
    assert completed(one, now + last, "2024-03") == 14
    assert completed(one, now + last[1:], "2024-03") == 18  # the mean of its kind
    assert completed(one, [*now, fact("B", "2024-Q1", 6)], "2024-04") == 15
    april = [*now, fact("A", "2024-04", 10), fact("B", "2024-Q1", 6)]
    assert completed(one, april, "2024-04") == 16


def test_a_flow_takes_the_same_period_of_last_year_else_the_mean_of_12_months() -> None:
    one = indicator()
    now = months("A", 1, 1, 1) + months("B", 4, None, 8)
    assert completed(one, now, "2024-03") == 3 + 12 + 6  # the mean of 4 and 8
    assert completed(one, [*now, fact("B", "2023-02", 10)], "2024-03") == 3 + 12 + 10
    assert completed(one, [*now, fact("B", "2023-03", 3)], "2024-03") == 3 + 12 + 5
    assert completed(one, [*now, fact("B", "2023-01", 90)], "2024-03") == 3 + 12 + 6


def test_without_a_word_of_its_own_a_unit_counts_as_the_mean_of_its_kind_in_any_area() -> None:
    commune = unit("K", "commune", area="X")
    said = months("A", 2) + months("C", 6)
    one = indicator(**STOCK)
    assert completed(one, said, "2024-01", A, B, C) == 12
    row = ask(plan([A, B, C], [one]), said, "2024-01")("2024-01", "area:X")
    assert row.completed == 6  # A 2, B as the mean of A and C
    row = ask(plan([A, commune], [indicator(targets={2024: 9}, **STOCK)]), said, "2024-01")(
        "2024-01"
    )
    assert row.completed is None
    assert statuses(row) == ("behind", "no_data", "inconclusive")


def test_a_ratio_is_completed_by_both_parts() -> None:
    one = indicator(measure="ratio", **STOCK)
    said = [fact("A", "2024-02", (1.0, 2.0)), fact("B", "2024-01", (3.0, 4.0))]
    assert completed(one, said, "2024-02") == pytest.approx(100 * 4 / 6)
    said = [fact("A", "2024-02", (1.0, 2.0)), fact("C", "2024-02", (2.0, 8.0))]
    # the mean of its kind: 1.5 of 5
    assert completed(one, said, "2024-02", A, B, C) == pytest.approx(100 * 4.5 / 15)


def test_a_yes_no_and_a_score_keep_what_was_said() -> None:
    for measure in ("yes_no", "score"):
        said = months("A", 100, 100) + months("B", 0)
        assert completed(indicator(measure=measure), said, "2024-02") == 50


def test_a_formula_is_made_of_what_its_operands_are_completed_to() -> None:
    parts = [indicator("N1", **STOCK), indicator("N2", **STOCK)]
    both = indicator("M", "formula", formula="100 * N1 / N2", operands=("N1", "N2"))
    said = [*months("A", 1, 1, of="N1"), *months("A", 4, 4, of="N2")]
    said += [*months("B", 3, 3, of="N1"), *months("B", 4, of="N2")]
    row = ask(plan([A, B], [*parts, both]), said, "2024-02")("2024-02", "ALL", "M")
    assert (row.assessed, row.completed) == (100, 50)


def test_a_missing_weight_makes_its_unit_missing_and_is_filled_alike() -> None:
    score = indicator("S", "score", across_units="weighted", weighted_by="W")
    people = indicator("W", **STOCK)
    said = [fact("A", "2024-02", 10, "S"), fact("B", "2024-02", 40, "S")]
    said += [fact("A", "2024-02", 1, "W"), fact("B", "2024-01", 2, "W")]
    row = ask(plan([A, B], [score, people]), said, "2024-02")("2024-02", "ALL", "S")
    assert (row.assessed, row.completed) == (10, 30)  # (10 + 2 x 40) / 3
    assert (row.units_reported, row.provisional) == (2, True)


def test_the_withheld_last_figure_of_an_ended_unit_leaves_a_mark() -> None:
    ended = unit("E", area="X", valid=(None, date(2024, 5, 31)))
    running = indicator(over_time="running_total")
    said = [*months("A", 1, 2, 3, 4, 5, 6), *months("E", 10, 20, 30, 40)]
    said.append(fact("E", "2024-05", "withheld"))
    row = ask(plan([A, ended], [running]), said, "2024-06")("2024-06")
    assert (row.assessed, row.completed, row.provisional) == (6, 46, True)


def test_a_units_own_row_is_as_it_reported() -> None:
    one = indicator(measure="score", targets={2024: 10})
    rows = ask(plan([A, B], [one]), months("A", 5, 5) + months("B", 9), "2024-02")
    assert statuses(rows("2024-02", "B")) == (None, None, "no_data")
    assert rows("2024-02", "B").completed is None
    assert rows("2024-02", "A").completed == 5


# -- what may be said


@pytest.mark.parametrize(
    ("direction", "target", "found"),
    [  # A 3 and B 4 reported, C last said 5: 7, completed 12
        ("up", 12, ("behind", "met", "inconclusive")),
        ("up", 7, ("met", "exceeded", "met")),  # an upward sum can only grow
        ("up", 30, ("behind", "behind", "behind")),
        ("down", 10, ("exceeded", "at_risk", "inconclusive")),
        ("down", 6.5, ("at_risk", "behind", "inconclusive")),  # 7 of 7, rounded: not yet beyond
        ("down", 6, ("at_risk", "behind", "at_risk")),  # beyond it already
    ],
)
def test_silence_decides_nothing_but_what_it_cannot_change(
    direction: str, target: float, found: tuple[str, str, str]
) -> None:
    one = indicator(direction=direction, targets={2024: target}, **STOCK)
    said = months("A", 3, 3, 3) + months("B", 4, 4, 4) + months("C", 9, 5)
    if target == 6.5:  # 7 against 7: met
        found = ("met", "behind", "inconclusive")
    assert statuses(ask(plan([A, B, C], [one]), said, "2024-03")("2024-03")) == found


def test_a_ceiling_that_is_broken_without_the_silent_stays_broken() -> None:
    one = indicator(direction="down", targets={2024: 10})
    said = months("A", 4, 4) + months("B", 4)
    row = ask(plan([A, B], [one]), said, "2024-02")("2024-02")
    assert (row.assessed, row.status) == (12, "behind")
    year = ask(plan([A, B], [one]), months("A", *[1] * 12) + months("B", 0), "2024")("2024")
    assert (year.assessed, statuses(year)[2]) == (12, "not_met")


def test_a_mean_of_reporting_units_is_not_kept_by_the_rule_for_sums() -> None:
    one = indicator(measure="score", targets={2024: 50})
    said = months("A", 60, 60) + months("B", 20)
    row = ask(plan([A, B], [one]), said, "2024-02")("2024-02")
    assert (row.assessed, row.completed) == (60, 40)
    assert statuses(row) == ("exceeded", "at_risk", "inconclusive")


@pytest.mark.parametrize(
    ("floor", "status"), [(0.5, "inconclusive"), (1 / 3, "behind"), (0, "behind")]
)
def test_below_the_floor_agreement_is_not_enough(floor: float, status: str) -> None:
    one = indicator(targets={2024: 100}, **STOCK)
    said = months("A", 3, 3) + months("B", 4) + months("C", 5)
    row = ask(plan([A, B, C], [one], floor=floor), said, "2024-02")("2024-02")
    assert (row.units_reported, row.units_expected) == (1, 3)
    assert statuses(row) == ("behind", "behind", status)


def test_an_upward_sum_that_is_reached_needs_no_floor() -> None:
    one = indicator(targets={2024: 3}, **STOCK)
    said = months("A", 3, 3) + months("B", 4) + months("C", 5)
    assert ask(plan([A, B, C], [one]), said, "2024-02")("2024-02").status == "met"


def test_where_nobody_spoke_there_is_no_data() -> None:
    one = indicator(targets={2024: 3}, **STOCK)
    row = ask(plan([A, B], [one]), months("A", 3) + months("B", 4), "2024-02")("2024-02")
    assert (row.assessed, row.completed) == (None, 7)
    assert statuses(row) == ("no_data", "exceeded", "no_data")


def test_a_year_so_far_without_this_months_reports_is_inconclusive() -> None:
    one = indicator(targets={2024: 120})
    row = ask(plan([A, B], [one]), months("A", 6) + months("B", 4), "2024-02")("2024-02")
    assert (row.assessed, row.completed) == (10, 20)
    assert statuses(row) == ("no_data", "on_track", "inconclusive")


def test_without_a_target_there_is_no_target_whatever_is_missing() -> None:
    row = ask(plan([A, B], [indicator(**STOCK)]), months("A", 3), "2024-01")("2024-01")
    assert statuses(row) == ("no_target", "no_target", "no_target")


def test_what_is_not_applicable_to_those_who_spoke_may_be_so_to_all() -> None:
    one = indicator(measure="ratio", targets={2024: 50})
    said = [fact("A", "2024-01", (0.0, 0.0)), fact("B", "2023-01", (0.0, 0.0))]
    row = ask(plan([A, B], [one]), said, "2024-01")("2024-01")
    assert statuses(row) == ("not_applicable", "not_applicable", "not_applicable")
    said[1] = fact("B", "2023-01", (4.0, 5.0))
    row = ask(plan([A, B], [one]), said, "2024-01")("2024-01")
    assert statuses(row) == ("not_applicable", "exceeded", "no_data")
