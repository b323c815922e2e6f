"""The oracle itself, on figures worked out on paper from the sentences of the product page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from kpi.periods import Calendar
from kpi.plan.model import Field

from .facts import Fact
from .small import KNOWN, NOW, ask, fact, indicator, plan, unit

A, B, C = (unit(u, area="X" if u != "C" else "Y") for u in "ABC")


def months(name: str, *figures: float | None, year: int = 2024, of: str = "I") -> list[Fact]:
    return [
        fact(name, f"{year}-{n:02d}", figure, of)
        for n, figure in enumerate(figures, 1)
        if figure is not None
    ]


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


# -- targets and paths


def test_targets_between_given_years_lie_on_the_line_and_after_the_last_there_is_none() -> None:
    asked = plan(
        [A], [indicator(measure="score", baseline=(2020, 10), targets={2022: 30, 2024: 34})]
    )
    said = [fact("A", f"{y}-12", 1) for y in range(2020, 2026)]
    rows = ask(asked, said, *(f"{y}-12" for y in range(2020, 2026)))
    found = [rows(f"{y}-12", "A").target for y in range(2020, 2026)]
    assert found == [None, 20, 30, 32, 34, None]


def test_revisions_count_from_their_day_in_the_plans_time_zone_and_the_latest_wins() -> None:
    asked = plan(
        [A],
        [
            indicator(
                measure="ratio",
                targets={2024: 90},
                target_revisions=[
                    (2024, 97, date(2024, 5, 1)),
                    (2024, 95, date(2024, 3, 15)),
                ],
                unit_targets={"A": {2024: 50}},
            )
        ],
    )
    said = [Fact("A", "2024-01", "I", "value", 1, 2, None, None, datetime(2024, 2, 1), 1)]

    def target(*moment: int) -> float | None:
        return ask(asked, said, "2024-01", as_of=datetime(*moment))("2024-01").target  # type: ignore[arg-type]

    assert target(2024, 3, 14, 16, 59) == 90
    assert target(2024, 3, 14, 17, 0) == 95  # midnight in Việt Nam
    assert target(2024, 6, 1) == 97
    assert ask(asked, said, "2024-01")("2024-01", "A").target == 50


def test_a_counts_unit_has_a_target_only_by_unit_targets_and_an_area_their_sum() -> None:
    asked = plan(
        [A, B, C],
        [indicator(targets={2024: 100}, unit_targets={"district": {2024: 12}, "A": {2024: 20}})],
    )
    rows = ask(asked, [fact(u, "2024-01", 1) for u in "ABC"], "2024-01")
    assert rows("2024-01").target == 100
    assert [rows("2024-01", u).target for u in "ABC"] == [20, 12, 12]
    assert rows("2024-01", "area:X").target == 32
    without = plan([A, B], [indicator(targets={2024: 100}, unit_targets={"A": {2024: 20}})])
    rows = ask(without, [fact("A", "2024-01", 1)], "2024-01")
    assert rows("2024-01", "area:X").target is None
    assert rows("2024-01", "B").target is None


def test_a_profile_count_is_judged_by_cumulated_shares() -> None:
    profile = tuple(s / 100 for s in (5, 5, 10, 8, 8, 10, 8, 8, 8, 10, 10, 10))
    one = indicator(targets={2024: 200}, unit_targets={"A": {2024: 100}}, profile=profile)
    row = ask(plan([A], [one]), months("A", 5, 5, 7), "2024-03")("2024-03", "A")
    assert row.expected == pytest.approx(20)
    assert row.pace == pytest.approx(0.85)
    assert row.achievement == pytest.approx(17)
    assert row.status == "at_risk"
    assert row.projection == pytest.approx(85)
    assert row.projection_low is None


def test_a_linear_stock_starts_from_last_years_point() -> None:
    one = indicator(measure="score", baseline=(2023, 40), targets={2024: 60}, frequency="quarter")
    row = ask(plan([A], [one]), [fact("A", "2024-Q2", 49)], "2024-Q2")("2024-Q2", "A")
    assert (row.expected, row.status) == (50, "at_risk")
    assert row.pace == pytest.approx(0.9)
    assert row.achievement == pytest.approx(100 * 49 / 60)


def test_a_linear_path_without_a_start_is_flat() -> None:
    one = indicator(measure="score", targets={2024: 60})
    row = ask(plan([A], [one]), [fact("A", "2024-02", 57)], "2024-02")("2024-02", "A")
    assert (row.expected, row.pace, row.status) == (60, 0.95, "on_track")


def test_expected_equal_to_start_is_pace_one_or_nothing() -> None:
    one = indicator(measure="score", targets={2023: 60, 2024: 60})
    said = [fact("A", "2024-02", 59), fact("A", "2024-03", 60)]
    rows = ask(plan([A], [one]), said, "2024-02", "2024-03")
    assert (rows("2024-02").pace, rows("2024-02").status) == (0, "behind")
    assert (rows("2024-03").pace, rows("2024-03").status) == (1, "met")


def test_down_with_a_baseline_and_without() -> None:
    falling: dict[str, Any] = {"measure": "ratio", "direction": "down", "targets": {2024: 10}}
    said = [fact("A", "2024-02", (15.0, 100.0))]
    based = ask(plan([A], [indicator(baseline=(2023, 30), **falling)]), said, "2024-02")("2024-02")
    plain = ask(plan([A], [indicator(**falling)]), said, "2024-02")("2024-02")
    assert based.achievement == 75  # (30 - 15) / (30 - 10)
    assert plain.achievement == pytest.approx(100 * 10 / 15)
    assert plain.pace == based.pace == pytest.approx(10 / 15)  # flat: target / assessed
    assert plain.status == "behind"


def test_a_ceiling_is_not_met_in_january() -> None:
    ceiling = indicator(direction="down", targets={2024: 120})
    rows = ask(plan([A], [ceiling]), months("A", 8, *[9] * 11), "2024-01", "2024-02", "2024-12")
    assert (rows("2024-01").expected, rows("2024-01").pace) == (10, 1.25)
    assert rows("2024-01").status == "on_track"
    assert rows("2024-02").pace == pytest.approx(20 / 17)
    assert (rows("2024-12").assessed, rows("2024-12").status) == (107, "exceeded")


def test_a_ceiling_passed_at_the_years_end_is_not_met() -> None:
    ceiling = indicator(direction="down", targets={2024: 100})
    row = ask(plan([A], [ceiling]), months("A", *[9] * 12), "2024-12")("2024-12")
    assert row.status == "not_met"
    assert row.achievement == pytest.approx(100 * 100 / 108)


def test_a_zero_target_is_reached_or_not() -> None:
    ceiling = indicator(direction="down", targets={2024: 0})
    none, one = (ask(plan([A], [ceiling]), months("A", n), "2024-01")("2024-01") for n in (0, 1))
    assert (none.achievement, none.pace, none.status) == (100, 1, "on_track")
    assert (one.achievement, one.pace, one.status) == (0, 0, "behind")


def test_within_needs_no_target() -> None:
    band = indicator(measure="score", direction="within", band=(30.0, 60.0))
    said = months("A", 15, 30, 75)
    rows = ask(plan([A], [band]), said, "2024-01", "2024-02", "2024-03")
    assert [rows(f"2024-0{m}").pace for m in (1, 2, 3)] == [0.5, 1, 0.8]
    assert [rows(f"2024-0{m}").status for m in (1, 2, 3)] == ["behind", "met", "at_risk"]
    assert rows("2024-03").achievement == 80
    assert [rows(f"2024-0{m}").trend for m in (1, 2, 3)] == [None, "improving", "worsening"]
    assert rows("2024-03").target is None


@pytest.mark.parametrize(
    ("figure", "status"), [(84.95, "met"), (84.94, "on_track"), (85.04, "met"), (85.05, "exceeded")]
)
def test_met_and_exceeded_are_compared_rounded_half_away_from_zero(
    figure: float, status: str
) -> None:
    one = indicator(measure="score", targets={2024: 85})
    assert ask(plan([A], [one]), months("A", figure), "2024-01")("2024-01").status == status


def test_nothing_to_judge_by_is_no_target() -> None:
    row = ask(plan([A], [indicator()]), months("A", 4), "2024-01")("2024-01")
    assert (row.status, row.achievement, row.pace) == ("no_target", None, None)


# -- milestones


MILESTONE = indicator("I", "milestone", frequency="quarter", due=date(2024, 6, 30))


def test_a_milestone_carries_its_date_and_is_due_after_its_day() -> None:
    said = [
        fact("A", "2024-Q2", date(2024, 5, 2)),
        fact("B", "2024-Q1", 0),
        fact("B", "2024-Q3", 0),
    ]
    rows = ask(plan([A, B], [MILESTONE]), said, *(f"2024-Q{q}" for q in (1, 2, 3, 4)), "2024-05")
    assert [rows(f"2024-Q{q}", "A").status for q in (1, 2, 3, 4)] == ["not_due", *["met"] * 3]
    assert [rows(f"2024-Q{q}", "B").status for q in (1, 2, 3, 4)] == [
        "not_due",
        "not_due",
        "not_met",
        "no_data",
    ]
    assert (rows("2024-Q1", "B").value, rows("2024-Q1", "B").units_expected) == (0, 1)
    assert (rows("2024-Q3").value, rows("2024-Q3").status) == (50, "not_met")
    assert (rows("2024-Q4").value, rows("2024-Q4").status) == (100, "met")
    assert (rows("2024-Q4").units_reported, rows("2024-Q4").provisional) == (1, True)
    assert rows("2024-Q3", "A").achievement == 100
    assert rows("2024-05", "A").value is None


@pytest.mark.parametrize(
    ("later", "value"), [("withheld", 100), ("not_applicable", 100), (0, None)]
)
def test_a_milestones_date_outlives_a_silent_answer_but_not_a_denial(
    later: float | str, value: float | None
) -> None:
    said = [fact("A", "2023-Q4", date(2023, 12, 1)), fact("A", "2024-Q1", later)]
    rows = ask(plan([A], [MILESTONE]), said, "2024-Q1", "2024-Q2")
    assert rows("2024-Q2", "A").value == value
    assert rows("2024-Q1", "A").value == (None if value else 0)


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


# -- projection


def test_a_projection_carries_the_median_slope_over_the_periods_left() -> None:
    one = indicator(measure="score")
    rows = ask(plan([A], [one]), months("A", 1, 2, 4, None, 8), "2024-02", "2024-05")
    assert rows("2024-02").projection is None
    # slopes: 1, 1.5, 7/4, 2, 2, 2; median 1.875; 7 months left
    assert rows("2024-05").projection == pytest.approx(8 + 7 * 1.875)
    assert rows("2024-05").projection_low is None


def test_a_projection_is_cut_at_the_limit_and_at_zero() -> None:
    up = indicator(measure="score", limit=100)
    rows = ask(plan([A], [up]), months("A", 70, 80, 90), "2024-03")
    assert rows("2024-03").projection == 100
    down = indicator(over_time="stock", direction="down")
    assert ask(plan([A], [down]), months("A", 30, 20, 10), "2024-03")("2024-03").projection == 0
    floor = indicator(over_time="stock", direction="down", limit=5)
    assert ask(plan([A], [floor]), months("A", 30, 20, 10), "2024-03")("2024-03").projection == 5


def test_a_straight_series_of_six_points_has_a_range_of_no_width() -> None:
    row = ask(plan([A], [indicator(measure="score")]), months("A", 1, 2, 3, 4, 5, 6), "2024-06")(
        "2024-06"
    )
    assert (row.projection, row.projection_low, row.projection_high) == (12, 12, 12)


def test_flows_are_projected_from_points_of_the_report_year_only() -> None:
    flow = indicator(measure="ratio")
    said = [fact("A", f"2023-{m:02d}", (m, 100.0)) for m in range(1, 13)]
    said += [fact("A", "2024-01", (10.0, 100.0)), fact("A", "2024-02", (20.0, 100.0))]
    rows = ask(plan([A], [flow]), said, "2024-02", "2023-12")
    assert rows("2024-02").projection is None
    assert rows("2023-12").projection == pytest.approx(6.5)


# -- the other methods


def test_cagr_of_a_ratio_that_doubles_when_it_should_quadruple() -> None:
    one = indicator(
        measure="score", method="cagr", baseline=(2020, 10), targets={2024: 160}, frequency="year"
    )
    row = ask(plan([A], [one]), [fact("A", "2022", 20)], "2022")("2022")
    # growth a year: sqrt 2 - 1 against 2 - 1
    assert row.pace == pytest.approx(2**0.5 - 1)
    assert row.status == "behind"
    assert row.target == 85  # half-way from 10 to 160, the same under every method


def test_cagr_takes_flows_as_complete_years_and_time_to_the_month_for_stocks() -> None:
    flow = indicator(measure="ratio", method="cagr", targets={2025: 90})
    said = [fact("A", f"{y}-{m:02d}", (y - 2013.0, 100.0)) for y in (2022, 2023) for m in (6, 12)]
    said.append(fact("A", "2024-01", (50.0, 100.0)))
    rows = ask(plan([A], [flow]), said, "2024-01")
    grown, needed = 10 / 9 - 1, (90 / 9) ** (1 / 3) - 1
    assert rows("2024-01").pace == pytest.approx(grown / needed)
    stock = indicator(measure="score", method="cagr", baseline=(2022, 100))
    rows = ask(plan([A], [stock]), [fact("A", "2024-06", 121)], "2024-06")
    assert rows("2024-06").pace == pytest.approx(1.21 ** (1 / 1.5) - 1)
    assert rows("2024-06").status == "on_track"


def test_cagr_has_no_answer_from_one_point_and_none_within_a_band() -> None:
    one = indicator(
        measure="score", method="cagr", baseline=(2022, 100), targets={2025: 200}, frequency="year"
    )
    row = ask(plan([A], [one]), [fact("A", "2022", 120)], "2022")("2022")
    assert (row.pace, row.status) == (None, "no_data")
    band = indicator(measure="score", method="cagr", direction="within", band=(1.0, 2.0))
    assert ask(plan([A], [band]), months("A", 1), "2024-01")("2024-01").status == "no_data"


@pytest.mark.parametrize(
    ("figure", "pace", "status"),
    [
        (35, 1, "on_track"),  # 10 a year from 10 to 35 in 2.5 years: 60 in 2025
        (34, 24 / 26, "at_risk"),  # 9.6 a year: 58, 2 short of 26 to go
        (30, 2 / 3, "behind"),  # 8 a year: 50, 10 short of 30 to go
    ],
)
def test_method_projection_judges_the_gap_left_at_the_last_target_year(
    figure: float, pace: float, status: str
) -> None:
    one = indicator(measure="score", method="projection", baseline=(2020, 10), targets={2025: 60})
    row = ask(plan([A], [one]), [fact("A", "2023-06", figure)], "2023-06")("2023-06")
    assert row.status == status
    assert row.pace == pytest.approx(pace)
    assert row.target == 40


# -- scores


def test_scores_are_means_by_weight_and_ranks_skip_after_ties() -> None:
    one = indicator("I1", "score", targets={2024: 100}, weight=3)
    two = indicator("I2", "score", targets={2024: 50}, field="G")
    three = indicator("I3", "score", targets={2024: 100})
    fields = [Field("F", "F", 1), Field("G", "G", 3)]
    said = [
        *(fact(u, "2024-01", v, "I1") for u, v in zip("ABC", (40, 80, 40), strict=True)),
        *(fact(u, "2024-01", v, "I2") for u, v in zip("ABC", (60, 20, 10), strict=True)),
        *(fact(u, "2024-01", v, "I3") for u, v in zip("AC", (80, 80), strict=True)),
    ]
    scores = ask(plan([A, B, C], [one, two, three], fields=fields), said, "2024-01").scores
    assert scores["2024-01", "A", "F"].score == 50  # (3 x 40 + 80) / 4
    assert scores["2024-01", "B", "F"].score == 60  # the missing one counts 0
    assert [scores["2024-01", u, "F"].rank for u in "ABC"] == [2, 1, 2]
    assert scores["2024-01", "A", "G"].score == 100  # cut
    assert scores["2024-01", "A", "ALL"].score == 87.5
    assert scores["2024-01", "ALL", "ALL"].rank is None
    assert {u for _, u, _ in scores} == {"A", "B", "C", "ALL"}


def test_what_is_missing_may_be_excluded_and_weights_of_zero_leave_nothing() -> None:
    one = indicator("I1", "score", targets={2024: 100}, weight=0)
    two = indicator("I2", "score", targets={2024: 100}, field="G")
    fields = [Field("F", "F"), Field("G", "G")]
    said = [fact("A", "2024-01", 70, "I1")]
    asked = plan([A], [one, two], fields=fields, missing_in_score="exclude")
    scores = ask(asked, said, "2024-01").scores
    assert [scores["2024-01", "A", f].score for f in ("F", "G", "ALL")] == [None, None, None]
    assert scores["2024-01", "A", "F"].rank is None


def test_nothing_known_yet_is_a_missing_report_not_zero() -> None:
    row = ask(plan([A], [indicator()]), [], "2024-01", as_of=NOW)("2024-01")
    assert (row.value, row.assessed, row.provisional, row.status) == (None, None, True, "no_data")
