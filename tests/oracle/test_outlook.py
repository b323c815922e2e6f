"""The estimate for the year's end and its range, worked out on paper from the page."""

from __future__ import annotations

from datetime import date

import pytest

from kpi.plan.model import Checks

from .small import A, B, C, ask, fact, indicator, months, plan, unit

# -- stocks


def test_a_stock_goes_on_at_half_its_median_slope_over_the_periods_left() -> None:
    one = indicator(measure="score")
    rows = ask(plan([A], [one]), months("A", 1, 2, 4, None, 8), "2024-02", "2024-05")
    assert rows("2024-02").projection is None
    # slopes: 1, 1.5, 7/4, 2, 2, 2; median 1.875; 7 months left
    assert rows("2024-05").projection == pytest.approx(8 + 7 * 1.875 / 2)


def test_the_range_of_a_stock_comes_from_what_its_steps_differ_by() -> None:
    one = indicator(measure="score")
    row = ask(plan([A], [one]), months("A", 1, 2, 4, 8), "2024-04")("2024-04")
    # slopes 1, 1.5, 2, 7/3, 3, 4: median 13/6, b = 13/12; steps 1, 2, 4; m = 3, T = 1.886
    squares = (1 - 13 / 12) ** 2 + (2 - 13 / 12) ** 2 + (4 - 13 / 12) ** 2
    wide = 1.886 * (squares / 2) ** 0.5 * (8 * (1 + 8 / 3)) ** 0.5
    assert row.projection == pytest.approx(8 + 8 * 13 / 12)
    assert (row.projection_low, row.projection_high) == (
        pytest.approx(8 + 8 * 13 / 12 - wide),
        pytest.approx(8 + 8 * 13 / 12 + wide),
    )
    assert wide == pytest.approx(22.0907, abs=1e-3)


def test_a_step_over_a_gap_is_taken_for_one_period() -> None:
    one = indicator(measure="score")
    row = ask(plan([A], [one]), months("A", 10, None, None, None, 10, 10, 12), "2024-07")("2024-07")
    # points (1, 10), (5, 10), (6, 10), (7, 12): slopes 0, 0, 0, 1/3, 1, 2: median 1/6, b = 1/12
    squares = (-4 / 12) ** 2 / 4 + (-1 / 12) ** 2 + (2 - 1 / 12) ** 2
    wide = 1.886 * (squares / 2) ** 0.5 * (5 * (1 + 5 / 3)) ** 0.5
    assert row.projection == pytest.approx(12 + 5 / 12)
    assert row.projection_high == pytest.approx(12 + 5 / 12 + wide)


def test_twelve_periods_give_the_last_t_and_older_ones_do_not_count() -> None:
    one = indicator(measure="score")
    said = months("A", 500, *[10] * 11, year=2023) + months("A", 12)
    row = ask(plan([A], [one]), said, "2024-01")("2024-01")
    # ten steps of 0 and one of 2: most slopes 0; s = sqrt(4 / 10), h = 11, m = 11
    wide = 1.372 * 0.4**0.5 * (11 * 2) ** 0.5
    assert (row.projection, row.projection_high) == (12, pytest.approx(12 + wide))


def test_an_estimate_is_cut_at_the_limit_at_zero_and_at_the_checks() -> None:
    rising, falling = months("A", 70, 80, 96), months("A", 30, 20, 4)

    def estimate(**more: object) -> float | None:
        said = falling if more.get("direction") == "down" else rising
        return ask(plan([A], [indicator(**more)]), said, "2024-03")("2024-03").projection

    assert estimate(measure="score", limit=100) == 100
    assert estimate(measure="score", unit_of_measure="%") == 100
    high = Checks(max=120)
    # slopes 10, 13, 16: half of 13 over 9 months is 58.5
    assert estimate(measure="score", unit_of_measure="%", checks=high) == 120
    assert estimate(measure="score") == 96 + 58.5
    assert estimate(over_time="stock", direction="down") == 0
    assert estimate(over_time="stock", direction="down", limit=3) == 3
    assert estimate(measure="score", direction="down") == 4 - 58.5
    assert estimate(measure="score", direction="down", checks=Checks(min=-10)) == -10
    assert estimate(measure="yes_no", unit_of_measure="item", checks=Checks(max=200)) == 100


def test_a_years_figure_is_no_point_of_a_monthly_slope() -> None:
    one = indicator(measure="score")
    said = [fact("A", "2023", 90), *months("A", 10, 11)]
    rows = ask(plan([A], [one]), said, "2024-02", "2023", "2023-12")
    assert rows("2024-02").projection is None  # two points
    assert (rows("2023").value, rows("2023-12").assessed) == (90, None)


def test_for_the_whole_completed_goes_on_and_points_with_a_unit_missing_are_left_out() -> None:
    one = indicator(over_time="stock")
    said = months("A", 1, 2, 3, 4, 5) + months("B", 1, 2, None, 4)
    row = ask(plan([A, B], [one]), said, "2024-05")("2024-05")
    # January 2, February 4, April 8, and May 5 + 4 of April; slopes 2, 2, 7/4, 2, 5/3, 1
    assert (row.assessed, row.completed) == (5, 9)
    assert row.projection == pytest.approx(9 + 7 * 1.875 / 2)


# -- counts


def test_a_count_is_carried_on_by_the_share_of_the_year_and_what_came_last_year() -> None:
    before = months("A", *[5] * 3, *[15] * 9, year=2023)
    rows = ask(plan([A], [indicator()]), before + months("A", 8, 10, 12), "2024-03")
    # 30 of a quarter of the year: 120; 30 + 150 - 15 = 165
    rest = 142.5 - 30
    wide = ((0.15 * rest) ** 2 + 1.64 * rest) ** 0.5
    assert rows("2024-03").projection == 142.5
    assert rows("2024-03").projection_low == pytest.approx(142.5 - wide)
    assert rows("2024-03").projection_high == pytest.approx(142.5 + wide)
    assert wide == pytest.approx(469.265625**0.5)


@pytest.mark.parametrize("broken", ["withheld", None, "estimate"])
def test_a_year_that_lacks_a_report_does_not_count(broken: str | None) -> None:
    before = months("A", *[5] * 3, *[15] * 8, year=2023)
    if broken == "estimate":
        before.append(fact("A", "2023-12", 15, state="estimate"))
    elif broken:
        before.append(fact("A", "2023-12", broken))
    rows = ask(plan([A], [indicator()]), before + months("A", 8, 10, 12), "2024-03")
    assert rows("2024-03").projection == 120


def test_a_running_total_is_complete_when_each_of_its_reports_is_there() -> None:
    running = indicator(over_time="running_total", frequency="quarter")
    before = [fact("A", f"2023-Q{q}", v) for q, v in ((1, 10), (2, 20), (3, 30), (4, 80))]
    now = [fact("A", "2024-Q1", 20)]
    rows = ask(plan([A], [running]), before + now, "2024-Q1")
    assert rows("2024-Q1").projection == (80 + 90) / 2  # 20 / 0.25, and 20 + 80 - 10
    rows = ask(plan([A], [running]), before[:1] + before[2:] + now, "2024-Q1")
    assert rows("2024-Q1").projection == 80


def test_neither_a_counts_estimate_nor_its_range_lies_below_what_there_is() -> None:
    late = (0.0,) * 11 + (1.0,)
    rows = ask(plan([A], [indicator(profile=late)]), months("A", 3), "2024-01")
    assert rows("2024-01").projection is None  # no share of the year yet
    early = (1.0,) + (0.0,) * 11
    row = ask(plan([A], [indicator(profile=early)]), months("A", 3), "2024-01")("2024-01")
    assert (row.projection, row.projection_low, row.projection_high) == (3, 3, 3)
    one = ask(plan([A], [indicator()]), months("A", *[1] * 11), "2024-11")("2024-11")
    # R = 1: the range would begin at 12 - 1.29
    assert (one.projection, one.projection_low) == (12, 11)


# -- ratios


def test_a_ratio_ends_as_it_stands_but_early_in_the_year_takes_last_years_other_months() -> None:
    flow = indicator(measure="ratio")
    said = [fact("A", f"2023-{m:02d}", (m, 100.0)) for m in range(1, 13)]
    said += [fact("A", f"2024-{m:02d}", (10.0 * m, 100.0)) for m in range(1, 7)]
    rows = ask(plan([A], [flow]), said, "2024-02", "2024-05", "2024-06", "2023-12")
    # 30 of 200, and of March to December 2023 75 of 1000
    assert rows("2024-02").projection == pytest.approx(100 * 105 / 1200)
    # 150 of 500, and 6 + ... + 12 = 63 of 700
    assert rows("2024-05").projection == pytest.approx(100 * 213 / 1200)
    assert rows("2024-06").projection == pytest.approx(35)
    assert rows("2023-12").projection == pytest.approx(6.5)
    assert rows("2024-02").projection_low is None


def test_a_ratio_without_a_complete_year_before_ends_as_it_stands() -> None:
    flow = indicator(measure="ratio")
    row = ask(plan([A], [flow]), [fact("A", "2024-02", (1.0, 4.0))], "2024-02")("2024-02")
    assert row.projection == 25


def test_of_the_whole_last_year_is_complete_only_with_every_unit() -> None:
    ended = unit("E", area="X", valid=(None, date(2023, 6, 30)))
    before = months("A", *[10] * 12, year=2023) + months("E", *[2] * 6, year=2023)
    rows = ask(plan([A, ended], [indicator()]), before + months("A", 10), "2024-01")
    # 10 of a twelfth: 120; 10 + 132 - 12 = 130
    assert rows("2024-01").projection == pytest.approx(125)
    rows = ask(
        plan([A, C], [indicator()]), before[:12] + months("A", 10) + months("C", 1), "2024-01"
    )
    assert rows("2024-01").projection == pytest.approx(132)
