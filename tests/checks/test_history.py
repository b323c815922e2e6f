"""Against the unit's own past: warnings that few points and flat series do not upset."""

from __future__ import annotations

import pytest

from kpi.intake.answers import Answer


def history(batch, name: str, figures, year: int = 2023, kind: str = "month", unit: str = "A"):
    """Loads one figure a period, from the year's first period on."""
    label = {"month": "{y}-{n:02d}", "quarter": "{y}-Q{n}", "half": "{y}-H{n}", "year": "{y}"}[kind]
    per_year = {"month": 12, "quarter": 4, "half": 2, "year": 1}[kind]
    for number, figure in enumerate(figures):
        years, place = divmod(number, per_year)
        period = label.format(y=year + years, n=place + 1)
        batch.add(unit, period, {name: figure})
    batch.load()


def said(batch, name: str, period: str, figure, broken):
    return broken(batch.add("A", period, {name: figure}).last())


@pytest.mark.parametrize("points", range(2, 10))
def test_a_jump_is_questioned_after_two_to_nine_flat_points(batch, broken, points) -> None:
    history(batch, "N1", [100] * points)
    period = f"2023-{points + 1:02d}"
    assert said(batch, "N1", period, 2000, broken) == {"changed_much"}
    assert said(batch, "N1", period, 30, broken) == {"changed_much"}
    assert said(batch, "N1", period, 105, broken) == set()
    assert said(batch, "N1", period, 180, broken) == set()


def test_one_point_is_no_history(batch, broken) -> None:
    history(batch, "N1", [100])
    assert said(batch, "N1", "2023-02", 420, broken) == set()


def test_small_counts_may_come_and_go(batch, broken) -> None:
    history(batch, "N1", [1, 0, 2])
    assert said(batch, "N1", "2023-04", 6, broken) == set()
    assert said(batch, "N1", "2023-04", 30, broken) == {"changed_much"}


def test_an_earlier_outlier_does_not_hide_the_next(batch, broken) -> None:
    history(batch, "N1", [100, 100, 700, 100, 100])
    assert said(batch, "N1", "2023-06", 650, broken) == {"changed_much"}


def test_what_is_usual_in_the_season_is_not_questioned(batch, broken) -> None:
    history(batch, "N1", [100, 100, 100, 600, *[100] * 8, 100, 100, 100])
    assert said(batch, "N1", "2024-04", 610, broken) == set()
    assert said(batch, "N1", "2024-05", 610, broken) == {"changed_much"}


def test_a_new_level_is_questioned_once(batch, broken) -> None:
    history(batch, "N1", [100] * 6)
    assert said(batch, "N1", "2023-07", 450, broken) == {"changed_much"}
    batch.add("A", "2023-07", {"N1": 450}).load()
    assert said(batch, "N1", "2023-08", 460, broken) == set()


def test_a_percentage_is_measured_in_points_and_by_how_few_it_rests_on(batch, broken) -> None:
    history(batch, "R1", [(50, 100)] * 3)
    assert said(batch, "R1", "2023-04", (70, 100), broken) == set()
    assert said(batch, "R1", "2023-04", (90, 100), broken) == {"changed_much"}
    history(batch, "R1", [(1, 2)] * 3, unit="B")
    few = batch.add("B", "2023-04", {"R1": (2, 2)}).last()
    assert broken(few) == set()


def test_the_plan_s_own_limit_of_change_goes_before(batch, broken, told) -> None:
    history(batch, "G1", [60], kind="half")
    assert said(batch, "G1", "2023-H2", 78, broken) == set()
    done = batch.add("A", "2023-H2", {"G1": 79}).last()
    assert broken(done) == {"changed_much"}
    assert "quá 30% so với kỳ trước (60)" in told(done, "changed_much").message
    assert said(batch, "G1", "2023-H2", 41, broken) == {"changed_much"}


@pytest.mark.parametrize("slipped", [1200, 12_000, 120_000, 12])
def test_a_slip_of_a_digit_is_named_instead_of_a_jump(batch, broken, told, slipped) -> None:
    history(batch, "N1", [118, 125])
    done = batch.add("A", "2023-03", {"N1": slipped}).last()
    assert broken(done) == {"slip_of_ten"}
    times = {1200: "10", 12_000: "100", 120_000: "1.000", 12: "10"}[slipped]
    assert f"khoảng {times} lần" in told(done, "slip_of_ten").message
    assert "125" in told(done, "slip_of_ten").message


def test_a_slip_in_one_part_of_a_ratio_is_seen_and_more_of_both_is_none(batch, broken) -> None:
    history(batch, "R1", [(40, 80), (42, 85)])
    assert said(batch, "R1", "2023-03", (41, 820), broken) == {"slip_of_ten"}
    assert said(batch, "R1", "2023-03", (410, 820), broken) == set()


def test_a_figure_of_another_unit_s_history_does_not_count(batch, broken) -> None:
    history(batch, "N1", [100] * 3, unit="B")
    assert said(batch, "N1", "2023-04", 1000, broken) == set()


def test_a_running_total_that_falls_in_the_year_is_questioned(batch, broken, told) -> None:
    history(batch, "T1", [30], kind="quarter")
    done = batch.add("A", "2023-Q2", {"T1": 29}).last()
    assert "running_total_falls" in broken(done)
    assert "giảm so với 30 ở quý I/2023" in told(done, "running_total_falls").message
    assert said(batch, "T1", "2023-Q2", 30, broken) == set()


def test_a_running_total_begins_again_with_the_year(batch, broken) -> None:
    history(batch, "T1", [30, 60, 90, 120], kind="quarter")
    assert said(batch, "T1", "2024-Q1", 31, broken) == set()


def test_a_running_total_is_compared_with_the_last_known_one_of_the_year(batch, broken) -> None:
    batch.add("A", "2023-Q1", {"T1": 30}).load()
    assert "running_total_falls" in said(batch, "T1", "2023-Q3", 20, broken)


def test_increments_given_for_a_running_total(batch, broken) -> None:
    history(batch, "T1", [30, 60], kind="quarter")
    assert said(batch, "T1", "2023-Q3", 31, broken) == {"running_total_falls", "looks_incremental"}
    assert said(batch, "T1", "2023-Q3", 91, broken) == set()


def test_a_total_given_for_increments_after_two_ordinary_months(batch, broken) -> None:
    history(batch, "N1", [100, 110])
    assert said(batch, "N1", "2023-03", 320, broken) == {"looks_cumulated"}


def test_totals_given_for_increments_all_year(batch, broken) -> None:
    history(batch, "N1", [20, 40, 60])
    assert said(batch, "N1", "2023-04", 81, broken) == {"looks_cumulated"}
    history(batch, "S1", [20, 40, 60])
    assert said(batch, "S1", "2023-04", 81, broken) == set()


def test_only_what_was_known_before_counts(batch, broken) -> None:
    batch.add("A", "2023-03", {"N1": 420})
    batch.add("A", "2023-01", {"N1": 100}).add("A", "2023-02", {"N1": 100})
    found = batch.check().submissions
    assert [broken(s) for s in found] == [set(), set(), set()]


def test_a_backlog_in_one_batch_is_checked_as_if_it_had_come_by_month(batch, broken) -> None:
    for month, figure in enumerate([100, 100, 100, 1000, 100], 1):
        batch.add("A", f"2023-{month:02d}", {"N1": figure})
    found = [broken(s) for s in batch.check().submissions]
    assert found == [set(), set(), set(), {"slip_of_ten"}, set()]


def test_the_latest_version_of_an_earlier_period_is_what_counts(batch, broken) -> None:
    history(batch, "N1", [1000, 1000])
    batch.add("A", "2023-01", {"N1": 100}).add("A", "2023-02", {"N1": 100}).load()
    assert said(batch, "N1", "2023-03", 105, broken) == set()


def test_an_explanation_beside_the_figure_answers_its_warning(batch, write) -> None:
    history(batch, "N1", [100, 100])
    explained = write("N1", 420, explanation=" Chiến dịch cao điểm ", note="x")
    done = batch.add("A", "2023-03", [explained, write("S1", 3), write("N2", 900)]).last()
    problem = next(p for p in done.problems if p.rule == "changed_much")
    assert problem.answered == "Chiến dịch cao điểm"


def test_a_note_answers_only_where_there_is_no_column_for_explanations(batch, write) -> None:
    history(batch, "N1", [100, 100])
    noted = [write("N1", 420, note="Chiến dịch")]
    with_column = batch.add("A", "2023-03", noted).last()
    without = batch.add("A", "2023-03", noted, has_explanations=False).last()
    found = [
        next(p.answered for p in s.problems if p.rule == "changed_much")
        for s in (with_column, without)
    ]
    assert found == ["", "Chiến dịch"]


def test_figures_that_were_withheld_or_do_not_apply_are_no_history(batch, broken) -> None:
    history(batch, "N1", [100, 100])
    batch.add("A", "2023-03", [Answer("N1", "withheld"), Answer("S1", "not_applicable")]).load()
    assert said(batch, "N1", "2023-04", 105, broken) == set()
