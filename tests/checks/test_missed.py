"""A missed target asks for its reason: where the unit's own figures miss it beyond doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from kpi.plan.model import AssessmentSettings, Baseline, TargetRevision

RULE = "missing_explanation"
TO_2024 = {2023: 80, 2024: 80}


@pytest.fixture(autouse=True)
def targets(batch) -> None:
    """R1 80 % flat, R2 at most 4 flat, N1 120 a year of A alone by equal shares, N2 down, S1 from
    100 to 220 in a straight line, Y1 for everybody, M1 due in June, G1 between 30 and 60."""
    about = {
        "R1": {"targets": TO_2024, "path": "flat"},
        "R2": {"targets": {2024: 4}, "path": "flat", "direction": "down"},
        "N1": {"targets": {2024: 9000}, "unit_targets": {"A": {2024: 120}}, "path": "profile"},
        "N2": {"unit_targets": {"A": {2024: 120}}, "path": "profile", "direction": "down"},
        "S1": {"unit_targets": {"A": {2023: 100, 2024: 220}}, "path": "linear"},
        "Y1": {"targets": {2024: 70}, "path": "flat"},
        "P1": {"targets": {2024: 60}, "baseline": Baseline(2023, 40), "path": "linear"},
        "M1": {"due": date(2024, 6, 30)},
        "G1": {"direction": "within", "band": (30.0, 60.0)},
    }
    batch.plan = replace(
        batch.plan,
        rules=(),
        indicators=tuple(replace(i, **about.get(i.id, {})) for i in batch.plan.indicators),
    )


def asked(batch, *cases) -> list[bool]:
    """Whether each (indicator, period, figure) of A is asked for its reason."""
    for name, period, figure in cases:
        batch.add("A", period, {name: figure})
    return [any(p.rule == RULE for p in s.problems) for s in batch.check().submissions]


# pace = figure / target; below 0.8 it is behind; in December whatever is below the target is a miss
def test_a_share_is_asked_about_when_it_is_behind_and_in_december_when_it_is_short(batch) -> None:
    cases = (
        ("R1", "2024-06", (64, 100)),
        ("R1", "2024-06", (63, 100)),
        ("R1", "2025-06", (63, 100)),
        ("R2", "2024-06", (500, 100)),
        ("R2", "2024-06", (501, 100)),
    )
    assert asked(batch, *cases) == [False, True, False, False, True]
    december = ("R1", "2024-12", (7995, 10000)), ("R1", "2024-12", (7994, 10000))
    batch.warehouse.con.execute("DELETE FROM observation")
    assert asked(batch, december[0]) == [False]  # 79.95 is 80.0 at one decimal
    assert asked(batch, december[1]) == [True]


def test_a_share_of_the_year_so_far_is_judged_from_the_parts_of_all_its_months(batch) -> None:
    batch.add("A", "2024-01", {"R1": (90, 100)}).load()
    # 90 + 50 of 200 is 70 %: at risk, not behind; 90 + 30 of 200 is 60 %: behind
    cases = ("R1", "2024-02", (50, 100)), ("R1", "2024-02", (30, 100))
    assert asked(batch, *cases) == [False, True]


# 120 a year by equal shares is 10 a month: 20 by February, of which 0.8 is 16
def test_a_count_is_judged_by_the_year_to_date_where_all_of_it_is_known(batch) -> None:
    assert asked(batch, ("N1", "2024-01", 8), ("N1", "2024-01", 7)) == [False, True]
    assert asked(batch, ("N1", "2024-02", 0)) == [False]  # January is missing
    batch.add("A", "2024-01", {"N1": 9}).load()
    assert asked(batch, ("N1", "2024-02", 7), ("N1", "2024-02", 6)) == [False, True]


def test_a_count_without_a_target_of_the_unit_is_nobody_s_miss(batch) -> None:
    done = batch.add("B", "2024-01", {"N1": 0, "S1": 0}).last()
    assert RULE not in {p.rule for p in done.problems}


# at most 120 a year: 10 in January; 10 / 12.5 = 0.8
def test_a_ceiling_is_missed_from_above(batch) -> None:
    assert asked(batch, ("N2", "2024-01", 12), ("N2", "2024-01", 13)) == [False, True]


# 100 to 220: 160 in June; 100 + 0.8 x 60 = 148
def test_what_is_in_hand_is_judged_on_the_line_from_last_year_s_target(batch) -> None:
    cases = ("S1", "2024-06", 148), ("S1", "2024-06", 147), ("S1", "2024-12", 219)
    assert asked(batch, *cases) == [False, True, True]
    # P1 from 40 in 2023 to 60: 45 in March; 40 + 0.8 x 5 = 44
    assert asked(batch, ("P1", "2024-Q1", 44), ("P1", "2024-Q1", 43.9)) == [False, True]


def test_yes_or_no_days_and_bands(batch) -> None:
    cases = (
        ("Y1", "2024-Q1", 0), ("Y1", "2024-Q1", 100),
        ("M1", "2024-Q2", 0), ("M1", "2024-Q3", 0),
        ("G1", "2024-H1", 23), ("G1", "2024-H1", 24), ("G1", "2024-H1", 76), ("G1", "2024-H2", 61),
    )  # fmt: skip
    assert asked(batch, *cases) == [True, False, False, True, True, False, True, True]


def test_an_explanation_leaves_nothing_to_ask_and_a_note_only_without_its_column(
    batch, write
) -> None:
    short = (10, 100)
    given = [
        batch.add("A", "2024-06", [write("R1", short, explanation="Thiếu chữ ký số")]),
        batch.add("A", "2024-06", [write("R1", short, note="Thiếu chữ ký số")]),
        batch.add("A", "2024-06", [write("R1", short, note="Thiếu")], has_explanations=False),
        batch.add("A", "2024-06", [write("R1", short)], has_explanations=False),
    ]
    done = batch.check().submissions
    told = [[p for p in s.problems if p.rule == RULE] for s in done]
    assert [len(t) for t in told] == [0, 1, 0, 1]
    assert len(given) == 4
    assert "vào cột Giải trình" in told[1][0].message
    assert "vào cột Ghi chú" in told[3][0].message


@pytest.mark.parametrize("state", ["withheld", "not_applicable", "estimate"])
def test_no_reason_is_asked_for_what_is_no_final_figure(batch, write, state) -> None:
    pair = {} if state != "estimate" else {"numerator": 1.0, "denominator": 100.0}
    one = replace(write("R1", (1, 100)), state=state, numerator=None, denominator=None)
    done = batch.add("A", "2024-06", [replace(one, **pair)]).last()
    assert RULE not in {p.rule for p in done.problems}


def test_a_held_figure_is_not_asked_about_twice(batch) -> None:
    done = batch.add("A", "2024-06", {"R1": (-1, 100)}).last()
    assert RULE not in {p.rule for p in done.problems}


def test_a_decision_counts_from_its_day(batch) -> None:
    lowered = TargetRevision(2024, 60, date(2024, 3, 15), "Số 12-QĐ")
    batch.plan = replace(
        batch.plan,
        indicators=tuple(
            replace(i, target_revisions=(lowered,)) if i.id == "R1" else i
            for i in batch.plan.indicators
        ),
    )
    for day in (datetime(2024, 3, 10), datetime(2024, 3, 20)):
        batch.add("A", "2024-02", {"R1": (50, 100)}, at=day)
    found = [{p.rule for p in s.problems} for s in batch.check().submissions]
    assert [RULE in rules for rules in found] == [True, False]


def test_other_methods_are_not_second_guessed_and_the_plan_s_own_limits_count(batch) -> None:
    plan = batch.plan
    batch.plan = replace(plan, indicators=tuple(replace(i, method="cagr") for i in plan.indicators))
    assert asked(batch, ("R1", "2024-06", (1, 100))) == [False]
    batch.plan = replace(plan, assessment=AssessmentSettings(at_risk=0.5))
    cases = ("R1", "2024-06", (40, 100)), ("R1", "2024-06", (39, 100))
    assert asked(batch, *cases) == [False, True]


def test_the_message_says_what_is_missed_by_how_much_and_what_to_write(batch, told) -> None:
    message = told(batch.add("A", "2024-06", {"S1": 120}).last(), RULE).message
    assert message == (
        "Ô H9 (trang tính Số liệu), chỉ tiêu S1: biểu ghi 120; số có đến kỳ báo cáo là 120, thấp "
        "hơn 40 tài liệu so với mức cần đạt đến kỳ báo cáo (160; kế hoạch năm: 220), chưa có giải "
        "trình. Đề nghị ghi nguyên nhân và giải pháp vào cột Giải trình và gửi lại chính tệp này."
    )
    message = told(batch.add("A", "2024-06", {"R1": (1, 3)}).last(), RULE).message
    assert "là 33,33, thấp hơn 46,67 điểm phần trăm so với kế hoạch năm (80)" in message
    message = told(batch.add("A", "2024-Q3", {"M1": 0}).last(), RULE).message
    assert "hạn hoàn thành (ngày 30/6/2024) đã qua" in message
