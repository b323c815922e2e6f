"""Against the unit's own past: warnings that few points and flat series do not upset."""

from __future__ import annotations

from kpi.records.answers import Answer


def history(batch, name: str, figures, year: int = 2023, kind: str = "month", unit: str = "A"):
    """Loads one figure a period, from the year's first period on."""
    label = {"month": "{y}-{n:02d}", "quarter": "{y}-Q{n}", "half": "{y}-H{n}", "year": "{y}"}[kind]
    per_year = {"month": 12, "quarter": 4, "half": 2, "year": 1}[kind]
    for number, figure in enumerate(figures):
        years, place = divmod(number, per_year)
        period = label.format(y=year + years, n=place + 1)
        batch.add(unit, period, {name: figure})
    batch.load()


def said(batch, broken, *cases, unit="A"):
    """The rules broken by each case (indicator, period, figure), all judged by the same past."""
    for name, period, figure in cases:
        batch.add(unit, period, {name: figure})
    return [broken(s) for s in batch.check().submissions]


def test_a_jump_is_questioned_after_two_to_nine_flat_points(batch, broken) -> None:
    units = [f"U{points}" for points in range(2, 10)]
    for points, unit in enumerate(units, 2):
        for month in range(1, points + 1):
            batch.add(unit, f"2023-{month:02d}", {"N1": 100})
    batch.load()
    for points, unit in enumerate(units, 2):
        for figure in (2000, 30, 105, 180):
            batch.add(unit, f"2023-{points + 1:02d}", {"N1": figure})
    found = [broken(s) for s in batch.check().submissions]
    assert found == [{"changed_much"}, {"changed_much"}, set(), set()] * len(units)


def test_one_point_is_no_history(batch, broken) -> None:
    history(batch, "N1", [100])
    assert said(batch, broken, ("N1", "2023-02", 420)) == [set()]


def test_small_counts_may_come_and_go(batch, broken) -> None:
    history(batch, "N1", [1, 0, 2])
    cases = ("N1", "2023-04", 6), ("N1", "2023-04", 30)
    assert said(batch, broken, *cases) == [set(), {"changed_much"}]


def test_an_earlier_outlier_does_not_hide_the_next(batch, broken) -> None:
    history(batch, "N1", [100, 100, 700, 100, 100])
    assert said(batch, broken, ("N1", "2023-06", 650)) == [{"changed_much"}]


def test_what_is_usual_in_the_season_is_not_questioned(batch, broken) -> None:
    history(batch, "N1", [100, 100, 100, 600, *[100] * 8, 100, 100, 100])
    cases = ("N1", "2024-05", 610), ("N1", "2024-04", 610)
    assert said(batch, broken, *cases) == [{"changed_much"}, set()]


def test_a_new_level_is_questioned_once(batch, broken) -> None:
    history(batch, "N1", [100] * 6)
    cases = ("N1", "2023-07", 450), ("N1", "2023-08", 460)
    assert said(batch, broken, *cases) == [{"changed_much"}, set()]


def test_a_percentage_is_measured_in_points_and_by_how_few_it_rests_on(batch, broken) -> None:
    history(batch, "R1", [(50, 100)] * 3)
    history(batch, "R1", [(1, 2)] * 3, unit="B")
    cases = ("R1", "2023-04", (70, 100)), ("R1", "2023-04", (90, 100))
    assert said(batch, broken, *cases) == [set(), {"changed_much"}]
    assert said(batch, broken, ("R1", "2023-04", (2, 2)), unit="B") == [set()]


def test_the_plan_s_own_limit_of_change_goes_before(batch, broken, told) -> None:
    history(batch, "G1", [60], kind="half")
    cases = ("G1", "2023-H2", 78), ("G1", "2023-H2", 41)
    assert said(batch, broken, *cases) == [set(), {"changed_much"}]
    done = batch.add("A", "2023-H2", {"G1": 79}).last()
    assert "quá 30% so với kỳ trước (60)" in told(done, "changed_much").message


def test_a_slip_of_a_digit_is_named_instead_of_a_jump(batch, broken, told) -> None:
    history(batch, "N1", [118, 125])
    slips = {
        1200: "gấp khoảng 10 lần",
        12_000: "gấp khoảng 100 lần",
        120_000: "gấp khoảng 1.000 lần",
        12: "chỉ bằng khoảng 1/10",
    }
    for figure in slips:
        batch.add("A", "2023-03", {"N1": figure})
    done = batch.check().submissions
    assert [broken(s) for s in done] == [{"slip_of_ten"}] * 4
    for submission, times in zip(done, slips.values(), strict=True):
        message = told(submission, "slip_of_ten").message
        assert f"{times} các kỳ đã gửi" in message
        assert "gần nhất là 125" in message


def test_a_slip_in_one_part_of_a_ratio_is_seen_and_more_of_both_is_none(batch, broken) -> None:
    history(batch, "R1", [(40, 80), (42, 85)])
    cases = ("R1", "2023-03", (41, 820)), ("R1", "2023-03", (410, 820))
    assert said(batch, broken, *cases) == [{"slip_of_ten"}, set()]


def test_a_figure_of_another_unit_s_history_does_not_count(batch, broken) -> None:
    history(batch, "N1", [100] * 3, unit="B")
    assert said(batch, broken, ("N1", "2023-04", 1000)) == [set()]


def test_a_running_total_that_falls_in_the_year_is_questioned(batch, broken, told) -> None:
    history(batch, "T1", [30], kind="quarter")
    cases = ("T1", "2023-Q2", 30), ("T1", "2023-Q3", 20)
    found = said(batch, broken, *cases)
    assert "running_total_falls" not in found[0]
    assert "running_total_falls" in found[1]  # the second quarter is missing: against the first
    done = batch.add("A", "2023-Q2", {"T1": 29}).last()
    assert "giảm so với 30 ở quý I/2023" in told(done, "running_total_falls").message


def test_a_running_total_begins_again_with_the_year(batch, broken) -> None:
    history(batch, "T1", [30, 60, 90, 120], kind="quarter")
    assert said(batch, broken, ("T1", "2024-Q1", 31)) == [set()]


def test_increments_given_for_a_running_total(batch, broken) -> None:
    history(batch, "T1", [30, 60], kind="quarter")
    cases = ("T1", "2023-Q3", 31), ("T1", "2023-Q3", 91)
    assert said(batch, broken, *cases) == [{"running_total_falls", "looks_incremental"}, set()]


def test_a_total_that_falls_to_about_a_tenth_is_asked_for_its_fall_alone(batch, broken) -> None:
    history(batch, "T1", [100, 200, 300, 400], kind="quarter")
    history(batch, "T1", [400, 480], kind="quarter", unit="B")
    found = said(batch, broken, ("T1", "2023-Q4", 60))
    assert "running_total_falls" in found[0]
    assert "slip_of_ten" not in found[0]
    (fallen,) = said(batch, broken, ("T1", "2023-Q3", 70), unit="B")
    assert "running_total_falls" in fallen
    assert "slip_of_ten" not in fallen
    (risen,) = said(batch, broken, ("T1", "2023-Q3", 5600), unit="B")
    assert risen == {"slip_of_ten"}


def test_a_total_given_for_increments(batch, broken) -> None:
    history(batch, "N1", [100, 110])
    history(batch, "N1", [20, 40, 60], unit="B")
    history(batch, "S1", [20, 40, 60], unit="B")
    assert said(batch, broken, ("N1", "2023-03", 320)) == [{"looks_cumulated"}]
    cases = ("N1", "2023-04", 81), ("S1", "2023-04", 81)
    assert said(batch, broken, *cases, unit="B") == [{"looks_cumulated"}, set()]


def test_only_what_was_known_before_counts(batch, broken) -> None:
    cases = ("N1", "2023-03", 420), ("N1", "2023-01", 100), ("N1", "2023-02", 100)
    assert said(batch, broken, *cases) == [set(), set(), set()]


def test_a_backlog_in_one_batch_is_checked_as_if_it_had_come_by_month(batch, broken) -> None:
    figures = enumerate([100, 100, 100, 1000, 100], 1)
    cases = [("N1", f"2023-{month:02d}", figure) for month, figure in figures]
    assert said(batch, broken, *cases) == [set(), set(), set(), {"slip_of_ten"}, set()]


def test_the_latest_version_of_an_earlier_period_is_what_counts(batch, broken) -> None:
    history(batch, "N1", [1000, 1000])
    history(batch, "N1", [100, 100])
    assert said(batch, broken, ("N1", "2023-03", 105)) == [set()]


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
    assert said(batch, broken, ("N1", "2023-04", 105)) == [set()]
