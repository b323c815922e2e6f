"""Targets, paths, achievement and pace, worked out on paper from the sentences of the page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from .facts import Fact
from .small import A, B, C, ask, fact, indicator, months, plan


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


def test_a_linear_stock_starts_from_last_years_point() -> None:
    one = indicator(measure="score", baseline=(2023, 40), targets={2024: 60}, frequency="quarter")
    row = ask(plan([A], [one]), [fact("A", "2024-Q2", 48)], "2024-Q2")("2024-Q2", "A")
    assert (row.expected, row.status) == (50, "at_risk")
    assert row.pace == pytest.approx(0.9)  # 2 short of the year's 20
    assert row.achievement == 80


def test_a_linear_path_without_a_start_is_flat() -> None:
    one = indicator(measure="score", targets={2024: 60})
    row = ask(plan([A], [one]), [fact("A", "2024-02", 57)], "2024-02")("2024-02", "A")
    assert (row.expected, row.pace, row.status) == (60, 0.95, "on_track")


@pytest.mark.parametrize(
    ("figure", "pace", "status"), [(77.8, 1 - 4.7 / 15, "behind"), (79.5, 0.8, "at_risk")]
)
def test_what_is_short_is_told_as_a_part_of_the_whole_years_way(
    figure: float, pace: float, status: str
) -> None:
    one = indicator(measure="score", baseline=(2023, 75), targets={2024: 90})
    row = ask(plan([A], [one]), [fact("A", "2024-06", figure)], "2024-06")("2024-06", "A")
    assert (row.expected, row.status) == (82.5, status)
    assert row.pace == pytest.approx(pace)


@pytest.mark.parametrize(
    ("targets", "figure", "pace"),
    [
        ({2023: 90, 2024: 90}, 89.9, 89.9 / 90),  # no way to go: level
        ({2023: 90, 2024: 94}, 91.8, 91.8 / 92),  # 4 is less than 5 % of 94: level
        ({2023: 80, 2024: 70}, 75, 1),  # a target that steps back: level, and less is worse
        ({2023: 80, 2024: 70}, 60, 60 / 75),
        ({2023: 95, 2024: 100}, 96, 1 - 1.5 / 5),  # 5 is 5 % of 100: by the way to go
    ],
)
def test_a_small_or_backward_way_is_judged_by_level(
    targets: dict[int, float], figure: float, pace: float
) -> None:
    one = indicator(measure="score", targets=targets)
    row = ask(plan([A], [one]), [fact("A", "2024-06", figure)], "2024-06")("2024-06", "A")
    assert row.pace == pytest.approx(pace)


@pytest.mark.parametrize(("figure", "pace"), [(0, 1), (5, 20 / 5), (40, 0.5)])
def test_level_downward_is_expected_over_assessed_and_nothing_is_good(
    figure: float, pace: float
) -> None:
    one = indicator(measure="score", direction="down", targets={2023: 20, 2024: 20})
    row = ask(plan([A], [one]), [fact("A", "2024-06", figure)], "2024-06")("2024-06", "A")
    assert row.pace == pytest.approx(pace)


@pytest.mark.parametrize(("figure", "achievement", "pace"), [(-8, 80, 1.3), (-23, -20, 0.3)])
def test_a_negative_target_is_measured_from_its_baseline(
    figure: float, achievement: float, pace: float
) -> None:
    one = indicator(measure="score", baseline=(2023, -20), targets={2024: -5})
    row = ask(plan([A], [one]), [fact("A", "2024-06", figure)], "2024-06")("2024-06", "A")
    # from -20 to -5; -12.5 is expected in June
    assert (row.achievement, row.pace) == (pytest.approx(achievement), pytest.approx(pace))


@pytest.mark.parametrize(("figure", "found"), [(-8, (0, 0)), (-5, (100, 1)), (3, (100, 1))])
def test_a_negative_target_without_a_baseline_is_reached_or_not(
    figure: float, found: tuple[float, float]
) -> None:
    one = indicator(measure="score", targets={2024: -5})
    row = ask(plan([A], [one]), [fact("A", "2024-06", figure)], "2024-06")("2024-06", "A")
    assert (row.achievement, row.pace) == found


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
