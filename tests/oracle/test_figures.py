"""Figures over time and across units, worked out on paper from the sentences of the page."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from kpi.periods import Calendar

from .facts import Fact
from .small import KNOWN, A, B, C, ask, fact, indicator, months, plan, unit

# -- over time, then across units


def test_a_ratio_of_the_plan_is_the_sum_of_parts_not_the_mean_of_units() -> None:
    said = [
        fact("A", "2024-01", (1.0, 2.0)),
        fact("B", "2024-01", (9.0, 10.0)),
        fact("C", "2024-01", (0.0, 8.0)),
    ]
    rows = ask(plan([A, B, C], [indicator(measure="ratio")]), said, "2024-01")
    assert rows("2024-01").value == 50.0  # 10 of 20, not the mean of 50, 90 and 0
    assert (rows("2024-01").numerator, rows("2024-01").denominator) == (10, 20)
    assert rows("2024-01", "area:X").value == pytest.approx(100 * 10 / 12)
    assert rows("2024-01", "C").value == 0


def test_per_mille_and_plain_ratios_have_their_own_factor() -> None:
    said = [fact("A", "2024-01", (1.0, 4.0))]
    for word, value in (("‰", 250.0), ("hours", 0.25)):
        asked = plan([A], [indicator(measure="ratio", unit_of_measure=word)])
        assert ask(asked, said, "2024-01")("2024-01").value == value


def test_a_flow_sums_and_a_missing_part_makes_it_provisional_and_unreported() -> None:
    row = ask(plan([A], [indicator()]), months("A", 1, None, 4, 8), "2024-Q1")("2024-Q1", "A")
    assert (row.value, row.assessed) == (5, 5)
    assert (row.units_reported, row.units_expected, row.provisional) == (0, 1, True)


def test_assessed_is_the_year_to_date_and_a_gap_before_makes_it_provisional() -> None:
    rows = ask(plan([A], [indicator()]), months("A", 1, None, 4, 8), "2024-04")
    row = rows("2024-04", "A")
    assert (row.value, row.assessed, row.units_reported) == (8, 13, 1)
    assert row.provisional


def test_a_running_total_is_never_summed_over_months_but_over_years() -> None:
    running = indicator(over_time="running_total", frequency="quarter")
    said = [fact("A", f"{y}-Q{q}", 10 * q + y - 2023) for y in (2023, 2024) for q in (1, 2, 3, 4)]
    rows = ask(plan([A], [running]), said, "2024-H1", "2024", "2023-2024")
    assert rows("2024-H1").value == 21
    assert rows("2024").value == 41
    assert (rows("2023-2024").value, rows("2023-2024").assessed) == (81, 41)


def test_a_stock_takes_the_last_reporting_period_inside_and_nothing_earlier() -> None:
    said = months("A", 5, 7, None, 9, 2, 4)
    rows = ask(plan([A], [indicator(over_time="stock")]), said, "2024-Q1", "2024-Q2")
    assert rows("2024-Q1").value is None
    assert rows("2024-Q1").status == "no_data"
    assert rows("2024-Q2").value == 4


def test_nine_months_and_a_shorter_period_of_a_longer_frequency() -> None:
    quarterly = indicator(frequency="quarter")
    said = [fact("A", f"2024-Q{q}", q) for q in (1, 2, 3, 4)]
    rows = ask(plan([A], [quarterly]), said, "2024-9M", "2024-06", "2024-05", "2024-Q2")
    assert rows("2024-9M").value == 6
    assert rows("2024-05").status == "not_due"
    assert rows("2024-05").units_expected is None
    assert (rows("2024-06").value, rows("2024-06").previous) == (2, 1)
    assert rows("2024-06").assessed == rows("2024-Q2").assessed == 3


def test_a_half_yearly_figure_is_not_due_at_nine_months() -> None:
    rows = ask(plan([A], [indicator(frequency="half")]), [fact("A", "2024-H1", 3)], "2024-9M")
    assert rows("2024-9M").status == "not_due"
    assert rows("2024-9M").assessed is None


def test_yes_no_above_a_unit_is_the_share_of_reporting_units() -> None:
    said = [fact("A", "2024-01", 100), fact("B", "2024-01", 0)]
    row = ask(plan([A, B, C], [indicator(measure="yes_no")]), said, "2024-01")("2024-01")
    assert (row.value, row.units_reported, row.units_expected) == (50, 2, 3)


@pytest.mark.parametrize(("way", "value"), [("mean", 4), ("min", 2), ("max", 6), ("sum", 8)])
def test_across_units_as_declared(way: str, value: float) -> None:
    said = [fact("A", "2024-01", 2), fact("B", "2024-01", 6)]
    assert ask(plan([A, B], [indicator(across_units=way)]), said, "2024-01")("2024-01").value == (
        value
    )


def test_weights_are_the_other_indicators_values_and_units_without_one_are_left_out() -> None:
    score = indicator("S", "score", across_units="weighted", weighted_by="W")
    people = indicator("W", over_time="stock")
    said = [
        *(fact(u, "2024-01", v, "S") for u, v in zip("ABC", (60, 90, 10), strict=True)),
        fact("A", "2024-01", 1, "W"),
        fact("B", "2024-01", 2, "W"),
    ]
    rows = ask(plan([A, B, C], [score, people]), said, "2024-01")
    assert rows("2024-01", "ALL", "S").value == 80  # (60 x 1 + 90 x 2) / 3
    assert rows("2024-01", "ALL", "S").provisional
    assert rows("2024-01", "ALL", "S").units_reported == 3
    assert rows("2024-01", "C", "S").value == 10
    assert rows("2024-01", "area:Y", "S").status == "no_data"


def test_weights_that_total_zero_leave_nothing() -> None:
    score = indicator("S", "score", across_units="weighted", weighted_by="W")
    said = [fact("A", "2024-01", 60, "S"), fact("A", "2024-01", 0, "W")]
    row = ask(plan([A], [score, indicator("W", over_time="stock")]), said, "2024-01")(
        "2024-01", "ALL", "S"
    )
    assert (row.value, row.status, row.provisional) == (None, "no_data", False)


# -- formulas


def test_a_formula_is_evaluated_after_aggregation_value_from_values() -> None:
    ratio = indicator("R", "ratio")
    count = indicator("N", frequency="quarter")
    both = indicator(
        "M", "formula", formula="(R + N) / 2", operands=("R", "N"), frequency="quarter"
    )
    said = [
        *(fact("A", f"2024-{m:02d}", (m, 20.0), "R") for m in range(1, 7)),
        fact("A", "2024-Q1", 5, "N"),
        fact("A", "2024-Q2", 15, "N"),
    ]
    rows = ask(plan([A], [ratio, count, both]), said, "2024-Q2", "2024-05")
    # value: R of the quarter 15/60 = 25 %, N 15; assessed: R 21/120 = 17.5 %, N 20
    assert rows("2024-Q2", "A", "M").value == 20
    assert rows("2024-Q2", "A", "M").assessed == 18.75
    assert rows("2024-05", "A", "M").status == "not_due"


def test_a_formula_has_the_coverage_of_its_weakest_operand() -> None:
    first, second = indicator("N1"), indicator("N2")
    both = indicator("M", "formula", formula="N1 - N2", operands=("N1", "N2"))
    said = [fact("A", "2024-01", 5, "N1"), fact("B", "2024-01", 1, "N1")]
    said.append(fact("A", "2024-01", 3, "N2", state="estimate"))
    rows = ask(plan([A, B], [first, second, both]), said, "2024-01")
    row = rows("2024-01", "ALL", "M")
    assert (row.value, row.units_reported, row.units_expected, row.provisional) == (3, 1, 2, True)
    assert rows("2024-01", "B", "M").status == "no_data"


def test_a_formula_over_a_divisor_of_zero_is_not_applicable_and_over_a_gap_no_data() -> None:
    parts = [indicator("N1"), indicator("N2")]
    share = indicator("M", "formula", formula="N1 / N2", operands=("N1", "N2"))
    said = [fact("A", "2024-01", 5, "N1"), fact("A", "2024-01", 0, "N2")]
    said.append(fact("A", "2024-02", 5, "N1"))
    rows = ask(plan([A], [*parts, share]), said, "2024-01", "2024-02")
    assert rows("2024-01", "A", "M").status == "not_applicable"
    assert rows("2024-02", "A", "M").status == "no_data"


def test_a_formula_has_a_row_only_where_all_operands_have_one_and_always_for_all() -> None:
    one = indicator("N1", reporters=("A",))
    two = indicator("N2", reporters=("B",))
    both = indicator("M", "formula", formula="N1 + N2", operands=("N1", "N2"))
    said = [fact("A", "2024-01", 5, "N1"), fact("B", "2024-01", 2, "N2")]
    rows = ask(plan([A, B], [one, two, both]), said, "2024-01")
    assert {u for _, u, i in rows.rows if i == "M"} == {"area:X", "ALL"}
    assert rows("2024-01", "ALL", "M").value == 7


# -- longer figures, states, corrections


def test_a_years_figure_stands_for_the_year_and_not_for_its_last_month() -> None:
    rows = ask(plan([A], [indicator()]), [fact("A", "2021", 120)], "2021", "2021-12", "2021-11")
    assert (rows("2021").value, rows("2021").units_reported, rows("2021").provisional) == (
        120,
        1,
        False,
    )
    assert (rows("2021-12").value, rows("2021-12").assessed) == (None, 120)
    assert rows("2021-12").status == "no_data"
    assert rows("2021-11").assessed is None


@pytest.mark.parametrize("shorter", [3, "withheld", "not_applicable"])
def test_where_a_shorter_figure_exists_the_longer_one_does_not_count(shorter: float | str) -> None:
    said = [fact("A", "2021", 120), fact("A", "2021-02", shorter)]
    row = ask(plan([A], [indicator()]), said, "2021")("2021")
    assert row.value == (3 if shorter == 3 else None)
    assert row.provisional


def test_withheld_is_delivered_but_no_data() -> None:
    row = ask(plan([A], [indicator()]), [fact("A", "2024-01", "withheld")], "2024-01")(
        "2024-01", "A"
    )
    assert (row.units_reported, row.units_expected) == (1, 1)
    assert (row.status, row.provisional, row.value) == ("no_data", True, None)


def test_not_applicable_leaves_expected() -> None:
    said = [fact("A", "2024-01", "not_applicable"), fact("B", "2024-01", 4)]
    rows = ask(plan([A, B], [indicator()]), said, "2024-01")
    assert rows("2024-01", "A").status == "not_applicable"
    assert rows("2024-01", "A").units_expected == 0
    assert (rows("2024-01").units_reported, rows("2024-01").units_expected) == (1, 1)
    assert not rows("2024-01").provisional


def test_none_occurred_is_zero_of_zero_for_a_ratio() -> None:
    said = [
        Fact("A", "2024-01", "I", "none_occurred", 0, 0, None, None, KNOWN, 1),
        fact("A", "2024-02", (3.0, 4.0)),
        Fact("A", "2024-03", "I", "none_occurred", 0, 0, None, None, KNOWN, 1),
    ]
    rows = ask(
        plan([A], [indicator(measure="ratio", targets={2024: 50})]), said, "2024-01", "2024-03"
    )
    first, third = rows("2024-01", "A"), rows("2024-03", "A")
    assert (first.value, first.denominator, first.status) == (None, 0, "not_applicable")
    assert (first.units_reported, first.units_expected) == (1, 1)
    assert (third.value, third.assessed, third.status) == (None, 75, "exceeded")


def test_an_estimate_is_provisional_until_the_final_figure_replaces_it() -> None:
    later = datetime(2026, 1, 20)
    said = [
        fact("A", "2024-01", 4, state="estimate"),
        fact("A", "2024-01", 5, known=(later, 2)),
    ]
    asked = plan([A], [indicator()])
    before = ask(asked, said, "2024-01", as_of=datetime(2026, 1, 10))("2024-01")
    after = ask(asked, said, "2024-01")("2024-01")
    assert (before.value, before.provisional) == (4, True)
    assert (after.value, after.provisional) == (5, False)


def test_of_two_versions_known_at_once_the_later_in_sequence_counts() -> None:
    said = [fact("A", "2024-01", 4, known=(KNOWN, 7)), fact("A", "2024-01", 9, known=(KNOWN, 3))]
    assert ask(plan([A], [indicator()]), said, "2024-01")("2024-01").value == 4


# -- units that end and begin


ENDED = unit("E", area="X", valid=(None, date(2024, 6, 30)))
BEGUN = unit("N", area="X", valid=(date(2024, 7, 1), None))


def test_a_unit_that_ended_keeps_its_running_total_to_the_end_of_the_year_only() -> None:
    running = indicator(over_time="running_total")
    said = [*months("E", 1, 2, 3, 4, 5, 6), fact("N", "2024-09", 10), fact("N", "2025-01", 2)]
    rows = ask(plan([ENDED, BEGUN], [running]), said, "2024-09", "2025-01", "2024")
    row = rows("2024-09", "area:X")
    assert (row.value, row.units_expected, row.units_reported, row.provisional) == (16, 1, 1, False)
    assert rows("2025-01", "area:X").value == 2
    assert ("2024-09", "E", "I") not in rows.rows
    assert (rows("2024", "E").value, rows("2024", "E").units_expected) == (6, 0)


def test_the_kept_total_is_provisional_if_the_last_expected_report_is_missing() -> None:
    running = indicator(over_time="running_total")
    said = [*months("E", 1, 2, 3, 4, 5), fact("N", "2024-09", 10)]
    row = ask(plan([ENDED, BEGUN], [running]), said, "2024-09")("2024-09")
    assert (row.value, row.provisional) == (15, True)


def test_nothing_is_kept_of_a_total_that_was_withheld() -> None:
    running = indicator(over_time="running_total")
    said = [*months("E", 1, 2, 3, 4, 5), fact("E", "2024-06", "withheld"), fact("N", "2024-09", 10)]
    assert ask(plan([ENDED, BEGUN], [running]), said, "2024-09")("2024-09").value == 10


def test_a_unit_that_ends_inside_a_reporting_period_may_still_report_its_part() -> None:
    closing = unit("E", valid=(None, date(2024, 5, 20)))
    said = [fact("E", "2024-Q2", 5), fact("E", "2024-Q1", 2)]
    rows = ask(plan([closing], [indicator(frequency="quarter")]), said, "2024-Q2", "2024-Q3")
    row = rows("2024-Q2", "E")
    assert (row.value, row.assessed, row.units_expected, row.units_reported) == (5, 7, 0, 0)
    assert rows("2024-Q3").status == "not_applicable"
    assert rows("2024-Q3").assessed == 7


def test_the_calendar_decides_what_a_unit_is_expected_for() -> None:
    mid_june = unit("E", valid=(None, date(2024, 6, 20)))
    for closes_on, expected in ((14, 1), (25, 0)):
        asked = plan([mid_june], [indicator()], calendar=Calendar(closes_on))
        assert ask(asked, [], "2024-06")("2024-06").units_expected == expected
