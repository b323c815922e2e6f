"""The report's own SQL: counts that add up, changes, what is behind, delivery, problems."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from report_case import AS_OF, Case, open_case, report_of, small_plan

from kpi.plan.model import Indicator
from kpi.words import formats
from reports.book.delivery.figures import Delivery
from reports.book.problems.figures import ProblemFigures
from reports.book.sources.figures import Source
from reports.charts.deliveries import UnitDelivery
from reports.figures.query import Row
from reports.figures.shared.indicators import IndicatorFigures, PathPoint
from reports.figures.shared.overall import Behind, FieldSummary, StatusCount
from reports.figures.shared.units import (
    DeliveryCount,
    NotSent,
    Statement,
    UnitSummary,
)
from reports.manifest import Input


def rows_of(case: Case, row: type[Row], as_of: datetime = AS_OF) -> tuple[Row, ...]:
    return report_of(case, as_of).rows(row)


def test_counts_by_status_add_up_to_all_indicators(case: Case) -> None:
    counts = {c.status: c.indicators for c in rows_of(case, StatusCount)}
    assert counts == {
        "exceeded": 0, "met_so_far": 1, "on_track": 1, "at_risk": 1, "behind": 1, "not_met": 0,
        "inconclusive": 0, "no_target": 0, "no_data": 1, "not_due": 0, "not_applicable": 0,
    }  # fmt: skip
    assert sum(counts.values()) == len(case.plan.indicators) == 5


def test_shares_of_statuses_are_of_all_indicators(case: Case) -> None:
    shares = {c.status: c.share_pct for c in rows_of(case, StatusCount)}
    assert shares["behind"] == 20.0
    assert shares["exceeded"] == 0.0


def test_groups_of_a_field_add_up_to_its_indicators(case: Case) -> None:
    lines = {f.field: f for f in rows_of(case, FieldSummary)}
    first = lines["F1"]
    assert (first.good, first.at_risk, first.behind, first.no_data, first.other) == (1, 1, 1, 0, 0)
    assert first.indicators == 3
    assert lines["F2"].indicators == 2
    assert (first.score, lines["F2"].score) == (60.0, 50.0)


def test_met_is_so_far_only_before_the_years_last_period(case: Case) -> None:
    assert "met" not in {c.status for c in rows_of(case, StatusCount)}
    december = open_case(small_plan(), "2024-12")
    december.result("ALL", "Y1", "met", value=100.0, assessed=100.0, target=100.0)
    counts = {c.status: c.indicators for c in rows_of(december, StatusCount)}
    assert counts["met"] == 1
    assert "met_so_far" not in counts


def changes(case: Case, indicator: str) -> tuple[Any, ...]:
    """Against the preceding period and last year's; whether they are told in points."""
    (i,) = (i for i in rows_of(case, IndicatorFigures) if i.indicator == indicator)
    (told,) = case.con.execute(
        "SELECT change_previous, change_last_year, points FROM report_row"
        " WHERE unit = 'ALL' AND indicator = ?", [indicator],
    ).fetchall()  # fmt: skip
    assert (i.change_previous, i.change_last_year, i.points) == told
    return told


def test_a_ratio_changes_by_points_as_the_export_has_it_not_rounded(case: Case) -> None:
    # 78,04 against 74,96 and 80: of the figures as printed the first would be 78,0 - 75,0
    assert changes(case, "R1") == (pytest.approx(3.08), pytest.approx(-1.96), True)


def test_a_share_of_units_changes_by_points(case: Case) -> None:
    assert changes(case, "Y1") == (0.0, pytest.approx(33.334), True)


def test_a_count_changes_by_its_number(case: Case) -> None:
    assert changes(case, "N1") == (-4.0, 12.0, False)


def test_a_score_that_is_printed_higher_has_changed() -> None:
    # 1.005 is stored a little below itself: printed 1,01 and told as better, so never as unchanged
    score = Indicator(
        "S1", "Điểm", "F1", "score", "điểm", decimals=2, over_time="stock", frequency="month",
        targets={2024: 2.0}, reporters=("A",),
    )  # fmt: skip
    june = open_case(small_plan(indicators=(score,)))
    june.result(
        "ALL", "S1", "on_track", value=1.005, previous=1.0, last_year=1.005, trend="improving"
    )
    before, beside, _ = changes(june, "S1")
    assert (before, beside) == (pytest.approx(0.005), 0.0)
    assert formats.number(before, 2) == "0,01"


def test_a_running_total_is_compared_by_what_it_grew_by() -> None:
    january = open_case(small_plan(), "2024-01")
    month = 2024 * 12
    january.result(
        "ALL", "L1", "on_track", value=9.0, previous=98.0, last_year=8.0, first_month=month,
        last_month=month, alike={"before_previous": 6.0},
    )  # fmt: skip
    # January grew by 9, December by 6 of its 98, the January before by 8
    assert changes(january, "L1") == (3.0, 1.0, False)


def test_a_change_leaves_out_who_is_silent() -> None:
    june = open_case(small_plan(), "2024-06")
    june.result(
        "ALL", "N1", "inconclusive", value=11.0, previous=30.0, last_year=26.0,
        alike={"now_previous": 11.0, "before_previous": 10.0, "before_last_year": 8.0},
    )  # fmt: skip
    # 11 against 10 and 8 of those who reported on both sides, not against all units' 30 and 26
    assert changes(june, "N1") == (1.0, 3.0, False)


def test_what_is_kept_of_ended_units_is_compared_with_nothing() -> None:
    june = open_case(small_plan(), "2024-06")
    june.result(
        "ALL", "L1", "no_data", value=40.0, previous=98.0, last_year=8.0, trend="worsening",
        first_month=2024 * 12 + 5, last_month=2024 * 12 + 5,
    )  # fmt: skip
    assert changes(june, "L1") == (None, None, False)
    assert [i.trend for i in rows_of(june, IndicatorFigures)] == [None]


def test_what_is_behind_comes_worst_first_with_its_lead(case: Case) -> None:
    behind = [(b.place, b.indicator, b.pace_pct, b.lead) for b in rows_of(case, Behind)]
    assert behind == [(1, "N1", 75.0, "Đơn vị A"), (2, "L1", 90.0, "Đơn vị A")]


def test_estimates_are_marked_where_they_are_used(case: Case) -> None:
    marked = {i.indicator: i.value_estimated for i in rows_of(case, IndicatorFigures)}
    assert marked == {"R1": True, "N1": False, "L1": False, "Y1": False, "W1": False}


def test_an_earlier_estimate_is_in_the_years_flow_but_not_in_the_months_nor_in_a_stock(
    case: Case,
) -> None:
    case.submission("m1", "A", datetime(2024, 5, 17), period="2024-05")
    for indicator in ("N1", "Y1", "L1"):
        case.observation("m1", "A", indicator, value=9.0, state="estimate")
    marks = {
        i.indicator: (i.value_estimated, i.assessed_estimated)
        for i in rows_of(case, IndicatorFigures)
        if i.indicator in ("N1", "Y1", "L1")
    }
    assert marks == {"N1": (False, True), "Y1": (False, False), "L1": (False, False)}


def test_figures_that_the_checks_warned_of_are_counted_where_they_are_used(case: Case) -> None:
    case.submission("m1", "A", datetime(2024, 5, 17), period="2024-05")
    for indicator in ("N1", "L1"):  # a flow of the year so far, and a level that has passed
        case.observation("m1", "A", indicator, value=9.0, questioned=True)
    case.submission("b2", "B", datetime(2024, 6, 22), late=True)
    case.observation("b2", "B", "R1", numerator=39.0, denominator=50.0, questioned=True)
    warned = {i.indicator: i.warned for i in rows_of(case, IndicatorFigures)}
    assert warned == {"R1": 1, "N1": 1, "L1": 0, "Y1": 0, "W1": 0}


def test_a_final_figure_takes_the_estimates_place(case: Case) -> None:
    case.submission("b2", "B", datetime(2024, 6, 22), late=True)
    case.observation("b2", "B", "R1", numerator=39.0, denominator=50.0)
    assert not any(i.value_estimated for i in rows_of(case, IndicatorFigures))
    before = datetime(2024, 6, 21)
    assert any(i.value_estimated for i in rows_of(case, IndicatorFigures, before))


def test_delivery_goes_by_the_first_submission_that_was_taken(case: Case) -> None:
    case.submission("b2", "B", datetime(2024, 6, 25), late=True)
    sent = {d.unit: (d.delivery, d.outcome, d.files) for d in rows_of(case, Delivery)}
    assert sent == {
        "A": ("on_time", "accepted", 1),
        "B": ("late", "accepted", 2),
        "C": ("missing", "rejected", 1),
    }


def test_delivery_counts_add_up_to_the_forms_owed(case: Case) -> None:
    counts = rows_of(case, DeliveryCount)
    assert {c.delivery: c.forms for c in counts} == {
        "on_time": 1, "late": 1, "gathered": 0, "missing": 1, "not_due": 0,
    }  # fmt: skip
    assert {c.total for c in counts} == {3}


def test_before_the_due_day_nobody_is_missing(case: Case) -> None:
    # the month closes on 14 June 2024, a Friday; two working days later is Tuesday the 18th
    sent = {d.unit: d.delivery for d in rows_of(case, Delivery, datetime(2024, 6, 18, 4))}
    assert sent == {"A": "on_time", "B": "not_due", "C": "not_due"}


def test_a_month_within_a_yearly_return_is_not_missing() -> None:
    year = open_case(small_plan(), "2024")
    year.submission("y1", "A", datetime(2024, 12, 16), period="2024")
    year.observation("y1", "A", "N1", value=100.0)
    late = datetime(2025, 2, 1)
    by_unit = {u.unit: u for u in rows_of(year, UnitDelivery, late)}
    assert (by_unit["A"].gathered, by_unit["A"].missing) == (12, 0)
    assert (by_unit["B"].gathered, by_unit["B"].missing) == (0, 12)


def test_who_has_not_sent_says_whether_a_file_came(case: Case) -> None:
    (missing,) = rows_of(case, NotSent)
    assert (missing.unit_name, missing.periods) == ("Đơn vị C", ["2024-06"])
    assert missing.sent_but_not_taken is True


def test_a_problem_stands_open_until_its_cell_is_sent_again(case: Case) -> None:
    standings = {p.indicator: p.standing for p in rows_of(case, ProblemFigures)}
    assert standings == {"N1": "open", None: "open"}
    case.submission("b2", "B", datetime(2024, 6, 22))
    case.observation("b2", "B", "R1", numerator=39.0, denominator=50.0)
    assert {p.indicator: p.standing for p in rows_of(case, ProblemFigures)}["N1"] == "open"
    case.submission("b3", "B", datetime(2024, 6, 23))
    case.observation("b3", "B", "N1", value=7.0)
    assert {p.indicator: p.standing for p in rows_of(case, ProblemFigures)}["N1"] == "resent"


def test_a_reason_sent_later_beside_the_same_figure_answers_the_question(case: Case) -> None:
    case.submission("b2", "B", datetime(2024, 6, 22))
    case.problem("b2", unit="B", indicator="R1", rule="missing_explanation")
    case.submission("b3", "B", datetime(2024, 6, 23))
    again = {"numerator": 40.0, "denominator": 50.0, "change": "unchanged"}
    case.observation("b3", "B", "R1", **again)
    found = {p.indicator: (p.standing, p.answered) for p in rows_of(case, ProblemFigures)}
    assert found["R1"] == ("open", None)
    case.submission("b4", "B", datetime(2024, 6, 24))
    case.observation("b4", "B", "R1", explanation=" Thiếu chữ ký số ", **again)
    found = {p.indicator: (p.standing, p.answered) for p in rows_of(case, ProblemFigures)}
    assert found["R1"] == ("explained", "Thiếu chữ ký số")


def test_a_rejected_file_is_answered_by_any_later_one_of_the_unit(case: Case) -> None:
    case.submission("c2", "C", datetime(2024, 6, 24))
    assert {p.severity: p.standing for p in rows_of(case, ProblemFigures)}["file"] == "resent"


def test_a_warning_with_an_explanation_is_explained(case: Case) -> None:
    case.problem("a1", unit="A", indicator="R1", answered="Do sáp nhập phòng")
    assert {p.severity: p.standing for p in rows_of(case, ProblemFigures)}["warning"] == "explained"


def test_a_file_of_nobody_belongs_to_the_period_in_which_it_came(case: Case) -> None:
    case.submission("x1", None, datetime(2024, 6, 19), period=None, outcome="rejected")
    case.problem("x1", unit=None, period=None, severity="file", rule="unreadable_file")
    case.submission("x2", None, datetime(2024, 5, 19), period=None, outcome="rejected")
    case.problem("x2", unit=None, period=None, severity="file", rule="unreadable_file")
    assert [p.file for p in rows_of(case, ProblemFigures) if p.unit_name is None] == ["x1.xlsx"]


def test_statements_are_those_of_the_latest_submission_that_has_any(case: Case) -> None:
    case.submission("a2", "A", datetime(2024, 6, 20))
    case.statement("a2", "A", "Bản mới.", known_at=datetime(2024, 6, 20))
    assert [s.text for s in rows_of(case, Statement)] == ["Bản mới."]
    earlier = rows_of(case, Statement, datetime(2024, 6, 19))
    assert [s.text for s in earlier] == ["Đơn vị đã hoàn thành số hóa."]


def test_a_source_row_names_its_cell_and_a_ratio_comes_from_its_parts(case: Case) -> None:
    sources = {s.unit_name: s for s in rows_of(case, Source)}
    a = sources["Đơn vị A"]
    assert (a.numerator, a.denominator, a.value) == (40.0, 50.0, 80.0)
    assert (a.file, a.sheet, a.cell) == ("a1.xlsx", "Số liệu", "F12")


def test_a_withheld_figure_never_reaches_the_report(case: Case) -> None:
    case.submission("c2", "C", datetime(2024, 6, 24))
    case.observation("c2", "C", "N1", state="withheld", value=12345.0, written="mật")
    (source,) = (s for s in rows_of(case, Source) if s.unit_name == "Đơn vị C")
    assert (source.state, source.value, source.numerator) == ("withheld", None, None)


def test_figures_of_the_year_so_far_stand_in_the_sources(case: Case) -> None:
    case.submission("m1", "A", datetime(2024, 5, 17), period="2024-05")
    case.observation("m1", "A", "N1", value=9.0)
    case.submission("o1", "A", datetime(2023, 6, 17), period="2023-06")
    case.observation("o1", "A", "N1", value=8.0)
    assert {s.period for s in rows_of(case, Source)} == {"2024-05", "2024-06"}


def test_rows_taken_over_in_pieces_are_the_rows_and_hold_each_text_once(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql = "SELECT 'U' || n AS unit, 'một tệp.xlsx' AS file, n / 7 AS value FROM range(30) AS r (n)"
    rows = case.con.execute(sql).fetchall()
    monkeypatch.setattr("kpi.assessment.assessment.AT_ONCE", 7)
    types, found = case.assessment.fetch(sql)
    assert types == {"unit": "VARCHAR", "file": "VARCHAR", "value": "DOUBLE"}
    assert found == rows
    assert len({id(file) for _, file, _ in found}) == 1


def test_what_came_after_the_as_of_moment_is_not_there(case: Case) -> None:
    early = report_of(case, datetime(2024, 6, 19))
    assert [i.unit for i in early.rows(Input)] == ["A", "C"]
    assert {s.unit_name for s in early.rows(Source)} == {"Đơn vị A"}


def test_the_years_path_has_no_actual_for_months_to_come(case: Case) -> None:
    for label, actual, expected in (("2024-05", 40.0, 50.0), ("2024-07", 45.0, 70.0)):
        row = {"period": label, "unit": "ALL", "indicator": "N1", "status": "behind"}
        case.insert("results", {**row, "assessed": actual, "expected": expected})
    points = [p for p in rows_of(case, PathPoint) if p.indicator == "N1"]
    drawn = {p.month: (p.actual, p.expected) for p in points if p.expected is not None}
    assert drawn == {5: (40.0, 50.0), 6: (45.0, 60.0), 7: (None, 70.0)}
    assert [p.month for p in points] == list(range(1, 13))


def test_indicators_without_a_target_have_no_path(case: Case) -> None:
    assert "W1" not in {p.indicator for p in rows_of(case, PathPoint)}


def test_a_unit_without_a_score_stands_with_an_empty_one(case: Case) -> None:
    units = {u.unit: (u.score, u.rank, u.indicators) for u in rows_of(case, UnitSummary)}
    assert units == {"A": (90.0, 1, 1), "B": (70.0, 2, 1), "C": (None, None, 1)}
