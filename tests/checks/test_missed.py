"""A missed target asks for its reason: where the unit's own figures miss it beyond doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from kpi.plan.model import Baseline, TargetRevision

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


def test_a_share_is_asked_about_when_its_year_has_ended_below_the_target(batch) -> None:
    within = ("R1", "2024-06", (1, 100)), ("R1", "2024-11", (1, 100)), ("R2", "2024-06", (900, 100))
    assert asked(batch, *within) == [False, False, False]  # it lags, but has missed nothing yet
    cases = (
        ("R1", "2024-12", (7995, 10000)),  # 79.95 is 80.0 at one decimal
        ("R1", "2024-12", (7994, 10000)),
        ("R1", "2025-12", (63, 100)),  # no target of that year
        ("R2", "2024-12", (400, 100)),
        ("R2", "2024-12", (406, 100)),
    )
    assert asked(batch, *cases) == [False, True, False, False, True]


def test_a_share_of_the_year_is_judged_from_the_parts_of_all_its_months(batch) -> None:
    batch.add("A", "2024-11", {"R1": (90, 100)}).load()
    # 90 + 70 of 200 is 80 %; 90 + 69 of 200 is 79.5 %
    cases = ("R1", "2024-12", (70, 100)), ("R1", "2024-12", (69, 100))
    assert asked(batch, *cases) == [False, True]


def test_a_count_is_judged_where_every_month_of_the_year_is_known(batch) -> None:
    assert asked(batch, ("N1", "2024-12", 0)) == [False]  # eleven months are missing
    for month in range(1, 12):
        batch.add("A", f"2024-{month:02}", {"N1": 10, "N2": 10})
    batch.load()
    assert asked(batch, ("N1", "2024-12", 10), ("N1", "2024-12", 9)) == [False, True]
    # a ceiling is missed from above
    assert asked(batch, ("N2", "2024-12", 10), ("N2", "2024-12", 11)) == [False, True]


def test_a_count_without_a_target_of_the_unit_is_nobody_s_miss(batch) -> None:
    done = batch.add("B", "2024-12", {"N1": 0, "S1": 0}).last()
    assert RULE not in {p.rule for p in done.problems}


def test_what_is_in_hand_is_judged_at_the_year_s_end(batch) -> None:
    cases = ("S1", "2024-06", 1), ("S1", "2024-12", 220), ("S1", "2024-12", 219)
    assert asked(batch, *cases) == [False, False, True]
    assert asked(batch, ("P1", "2024-Q4", 60), ("P1", "2024-Q4", 59.9)) == [False, True]


def test_yes_or_no_days_and_bands(batch) -> None:
    cases = (
        ("Y1", "2024-Q1", 0), ("Y1", "2024-Q4", 0), ("Y1", "2024-Q4", 100),
        ("M1", "2024-Q2", 0), ("M1", "2024-Q3", 0),
        ("G1", "2024-H1", 1), ("G1", "2024-H2", 29), ("G1", "2024-H2", 30), ("G1", "2024-H2", 61),
    )  # fmt: skip
    assert asked(batch, *cases) == [False, True, False, False, True, False, True, False, True]


def test_an_explanation_leaves_nothing_to_ask_and_a_note_only_without_its_column(
    batch, write
) -> None:
    short = (10, 100)
    given = [
        batch.add("A", "2024-12", [write("R1", short, explanation="Thiếu chữ ký số")]),
        batch.add("A", "2024-12", [write("R1", short, note="Thiếu chữ ký số")]),
        batch.add("A", "2024-12", [write("R1", short, note="Thiếu")], has_explanations=False),
        batch.add("A", "2024-12", [write("R1", short)], has_explanations=False),
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
    one = write("R1", (1, 100))._replace(state=state, numerator=None, denominator=None)
    done = batch.add("A", "2024-12", [one._replace(**pair)]).last()
    assert RULE not in {p.rule for p in done.problems}


def test_a_held_figure_is_not_asked_about_twice(batch) -> None:
    done = batch.add("A", "2024-12", {"R1": (-1, 100)}).last()
    assert RULE not in {p.rule for p in done.problems}


def test_a_decision_counts_from_its_day(batch) -> None:
    lowered = TargetRevision(2024, 50, date(2025, 1, 3), "Số 12-QĐ")
    batch.plan = replace(
        batch.plan,
        indicators=tuple(
            replace(i, target_revisions=(lowered,)) if i.id == "R1" else i
            for i in batch.plan.indicators
        ),
    )
    for day in (datetime(2025, 1, 2), datetime(2025, 1, 4)):
        batch.add("A", "2024-12", {"R1": (50, 100)}, at=day)
    found = [{p.rule for p in s.problems} for s in batch.check().submissions]
    assert [RULE in rules for rules in found] == [True, False]


def test_another_method_is_not_second_guessed(batch) -> None:
    plan = batch.plan
    batch.plan = replace(plan, indicators=tuple(replace(i, method="cagr") for i in plan.indicators))
    assert asked(batch, ("R1", "2024-12", (1, 100))) == [False]


def test_the_message_says_what_is_missed_by_how_much_and_what_to_write(batch, told) -> None:
    message = told(batch.add("A", "2024-12", {"S1": 180}).last(), RULE).message
    assert message == (
        "Ô H9 (trang tính Số liệu), chỉ tiêu S1: biểu ghi 180; số có đến kỳ báo cáo là 180, thấp "
        "hơn 40 tài liệu so với kế hoạch năm (220), chưa có giải trình. Đề nghị ghi nguyên nhân và "
        "giải pháp vào cột Giải trình và gửi lại chính tệp này."
    )
    message = told(batch.add("A", "2024-12", {"R1": (1, 3)}).last(), RULE).message
    assert "là 33,33, thấp hơn 46,67 điểm phần trăm so với kế hoạch năm (80)" in message
    message = told(batch.add("A", "2024-Q3", {"M1": 0}).last(), RULE).message
    assert "hạn hoàn thành (ngày 30/6/2024) đã qua" in message
