"""The two other methods and the scores, worked out on paper from the sentences of the page."""

from __future__ import annotations

import pytest

from kpi.plan.model import Field

from .small import NOW, A, B, C, ask, fact, indicator, months, plan

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


def test_method_projection_needs_no_target_of_the_year() -> None:
    one = indicator(measure="score", method="projection", targets={2025: 60}, frequency="year")
    said = [fact("A", "2021", 10), fact("A", "2023", 34)]
    row = ask(plan([A], [one]), said, "2023")("2023")
    # 12 a year: 58 in 2025, 2 short of the 26 to go
    assert (row.target, row.status) == (None, "at_risk")
    assert row.pace == pytest.approx(24 / 26)
    without = indicator(measure="score", method="projection", frequency="year")
    assert ask(plan([A], [without]), said, "2023")("2023").status == "no_target"


def test_under_cagr_completed_takes_the_place_of_the_periods_own_point() -> None:
    one = indicator(
        over_time="stock",
        method="cagr",
        baseline=(2022, 100),
        targets={2024: 144},
        frequency="year",
    )
    said = [fact("A", "2022", 50), fact("B", "2022", 50), fact("A", "2023", 60)]
    row = ask(plan([A, B], [one]), said, "2023")("2023")
    # 60 of 100 is shrinking; 60 + 50 is 10 % of the 20 % needed
    assert (row.pace, row.completed) == (pytest.approx(-0.4 / 0.2), 110)
    assert (row.reported_status, row.completed_status) == ("behind", "behind")
    assert row.status == "behind"
    said[1] = fact("B", "2022", 57)
    row = ask(plan([A, B], [one]), said, "2023")("2023")
    assert (row.completed_status, row.status) == ("at_risk", "inconclusive")  # 117: 0.85


# -- scores


def test_before_the_years_end_a_score_is_the_level_against_what_is_expected() -> None:
    one = indicator(unit_targets={"district": {2024: 120}})
    said = months("A", 12, *[0] * 11) + months("B", 6, *[5] * 11)
    scores = ask(plan([A, B], [one]), said, "2024-01", "2024").scores
    assert [scores["2024-01", u, "F"].score for u in "AB"] == [100, 60]  # 12 and 6 of 10
    assert scores["2024", "A", "F"].score == pytest.approx(10)  # 12 of 120
    assert scores["2024", "B", "F"].score == pytest.approx(100 * 61 / 120)


def test_a_score_is_the_level_under_every_method_and_path() -> None:
    line = {"baseline": (2023, 40), "targets": {2024: 60}}
    for method in ("linear", "cagr", "projection"):
        one = indicator(measure="score", method=method, **line)
        scores = ask(plan([A], [one]), [fact("A", "2024-06", 45)], "2024-06").scores
        assert scores["2024-06", "A", "F"].score == pytest.approx(90)  # 45 of 50


def test_the_plans_score_comes_from_completed_and_leaves_out_what_nobody_knows() -> None:
    one = indicator("I1", over_time="stock", targets={2024: 20})
    two = indicator("I2", over_time="stock", targets={2024: 20})
    said = months("A", 10, 10, of="I1") + months("B", 5, None, of="I1")
    scores = ask(plan([A, B], [one, two]), said, "2024-02").scores
    assert scores["2024-02", "ALL", "F"].score == 75  # 15 of 20; of I2 nothing was ever said
    # under missing_in_score zero a unit's missing report is 0
    assert scores["2024-02", "B", "F"].score is None  # a count's unit has no target


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
