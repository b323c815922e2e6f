"""Each answer by itself: what the plan allows, and what is held back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from kpi.plan.model import Checks
from kpi.records.answers import Answer

MONTH = {"R1": (5, 10), "R2": (20, 10), "N1": 3, "N2": 4, "S1": 40}


CANNOT_BE = (
    ("2024-06", "ZZ9", 4, "unknown_indicator"),
    ("2024-H1", "O1", 4, "not_reported_by_unit"),
    ("2024-06", "T1", 4, "wrong_frequency"),
    ("2024-Q1", "E1", 4, "wrong_frequency"),
    ("2024-9M", "E1", 4, "wrong_frequency"),
    ("2024-06", "N1", (1, 2), "wrong_type"),
    ("2024-06", "R1", 50, "wrong_type"),
    ("2024-06", "N1", float("inf"), "wrong_type"),
    ("2024-06", "N1", float("nan"), "wrong_type"),
    ("2024-Q1", "Y1", 50, "wrong_type"),
    ("2024-06", "N1", 2.5, "not_whole"),
    ("2024-06", "N1", -1, "out_of_range"),
    ("2024-06", "R1", (-1, 10), "out_of_range"),
    ("2024-06", "R1", (1, -10), "out_of_range"),
    ("2024-06", "R1", (11, 10), "numerator_above_denominator"),
    ("2024-06", "R1", (1, 0), "numerator_above_denominator"),
    ("2024-Q1", "P1", 101, "out_of_range"),
    ("2024-Q1", "P1", -1, "out_of_range"),
    ("2024-06", "N1", 1e300, "out_of_range"),
    ("2024-06", "R2", (1e300, 2), "out_of_range"),
    ("2024-H1", "X1", 4, "out_of_range"),
    ("2024-H1", "X1", 51, "out_of_range"),
)

CAN_BE = (
    ("2024-06", "R1", (0, 0)),
    ("2024-06", "R1", (10, 10)),
    ("2024-06", "R2", (500, 10)),
    ("2024-06", "R2", (2.5, 10)),
    ("2024-06", "R2", (1, 0)),
    ("2024-06", "R1", (0.85, 1)),
    ("2024-06", "N1", 0),
    ("2024-Q1", "K1", 12.5),
    ("2024-Q1", "P1", 100),
    ("2024-Q1", "Y1", 100),
    ("2024", "N1", 300),
    ("2024-9M", "N1", 300),
    ("2021-2025", "T1", 300),
    ("2024-H1", "X1", 5),
    ("2024-H1", "X1", 50),
)


def test_what_cannot_be_is_held_and_said_once(batch) -> None:
    for period, name, figure, _ in CANNOT_BE:
        batch.add("A", period, {name: figure})
    done = batch.check().submissions
    for submission, (period, name, figure, rule) in zip(done, CANNOT_BE, strict=True):
        told = [p for p in submission.problems if p.indicator == name]
        held = [(p.rule, p.severity) for p in told if p.severity == "cell"]
        assert held == [(rule, "cell")], (period, name, figure)
        assert (submission.outcome, submission.held) == ("rejected", 1)


def test_what_can_be_is_taken(batch) -> None:
    for period, name, figure in CAN_BE:
        batch.add("A", period, {name: figure})
    done = batch.check().submissions
    for submission, case in zip(done, CAN_BE, strict=True):
        assert not [p for p in submission.problems if p.severity != "warning"], case
        assert submission.held == 0


def test_a_share_may_exceed_the_whole_where_the_plan_says_so(batch) -> None:
    above = tuple(
        replace(i, checks=Checks(max=150)) if i.id == "R1" else i for i in batch.plan.indicators
    )
    batch.plan = replace(batch.plan, indicators=above)
    done = batch.add("A", "2024-06", {"R1": (14, 10), "S1": 40}).last()
    assert done.held == 0
    done = batch.add("A", "2024-06", {"R1": (16, 10), "S1": 40}).last()
    assert [p.rule for p in done.problems if p.severity == "cell"] == ["out_of_range"]


def test_bad_cells_are_left_out_and_the_rest_is_taken(batch) -> None:
    checked = batch.add("A", "2024-06", {**MONTH, "N2": 4.5}).check()
    done = checked.submissions[0]
    assert (done.outcome, done.cells_in, done.held) == ("accepted_in_part", 5, 1)
    assert sorted(checked.answers["indicator"]) == ["N1", "R1", "R2", "S1"]


def test_a_submission_of_which_every_cell_is_held_is_rejected(batch) -> None:
    done = batch.add("A", "2024-06", {"N1": -1, "S1": -2}).last()
    assert (done.outcome, done.cells_in, done.held) == ("rejected", 2, 2)


def test_the_reader_s_questions_hold_their_cells_and_are_not_examined(batch, write) -> None:
    asked = write("N1", -5, held_by="ambiguous_number")
    done = batch.add("A", "2024-06", [asked, write("S1", 40)]).last()
    assert (done.outcome, done.held) == ("accepted_in_part", 1) or done.held == 1
    assert "out_of_range" not in {p.rule for p in done.problems}


def test_two_differing_answers_are_both_held_and_equal_ones_count_once(batch, write) -> None:
    given = [write("N1", 3), write("N1", 5, cell="H20"), write("S1", 40), write("S1", 40)]
    done = batch.add("A", "2024-06", given).last()
    assert (done.cells_in, done.held) == (3, 2)
    held = [p for p in done.problems if p.rule == "differing_duplicates"]
    assert [(p.indicator, p.cell, p.written) for p in held] == [
        ("N1", "H9", "3"),
        ("N1", "H20", "5"),
    ]


@pytest.mark.parametrize(
    ("unit", "period", "valid"),
    [("B", "2024-06", True), ("B", "2024-07", False), ("B", "2024", True), ("B", "2025", False)],
)
def test_a_unit_that_ended_reports_the_period_in_which_it_ended_and_none_after(
    batch, unit, period, valid
) -> None:
    done = batch.add(unit, period, {"S1": 40}).last()
    assert ("ended_unit" not in {p.rule for p in done.problems}) is valid
    assert (done.outcome != "rejected") is valid


@pytest.mark.parametrize(
    ("period", "valid"), [("2024-02", True), ("2024-03", False), ("2024-Q1", True)]
)
def test_a_unit_reports_no_period_that_lies_in_a_break_between_its_spans(
    batch, period, valid
) -> None:
    days = ((None, date(2024, 2, 10)), (date(2024, 5, 1), None))
    paused = [replace(u, spans=days) if u.id == "A" else u for u in batch.plan.units]
    batch.plan = replace(batch.plan, units=tuple(paused))
    done = batch.add("A", period, {"S1": 40}).last()
    ended = [p.message for p in done.problems if p.rule == "ended_unit"]
    assert (not ended) is valid
    assert all("đến ngày 10/2/2024; từ ngày 1/5/2024" in message for message in ended)


@pytest.mark.parametrize(
    ("name", "period", "allowed"),
    [
        ("N1", "2024-06", True),
        ("R1", "2024-06", True),
        ("T1", "2024-Q1", False),
        ("P1", "2024-Q1", False),
        ("Y1", "2024-Q1", False),
        ("M1", "2024-Q1", False),
    ],
)
def test_none_occurred_is_said_of_what_is_counted_within_the_period(
    batch, name, period, allowed
) -> None:
    pair = {"numerator": 0.0, "denominator": 0.0} if name == "R1" else {"value": 0.0}
    kps = Answer(name, "none_occurred", written="KPS", cell="H9", **pair)
    done = batch.add("A", period, [kps]).last()
    assert ("not_a_state_here" not in {p.rule for p in done.problems}) is allowed


@pytest.mark.parametrize("state", ["not_applicable", "withheld"])
def test_states_without_figures_are_taken_for_any_measure(batch, state) -> None:
    given = [Answer(n, state, written="-") for n in ("N1", "R1", "S1")]
    done = batch.add("A", "2024-06", given).last()
    assert (done.held, done.cells_in) == (0, 3)


@pytest.mark.parametrize(
    ("done_on", "fits"),
    [("2022-01-01", True), ("2021-12-31", False), ("2024-03-31", True), ("2024-04-01", False)],
)
def test_a_completion_lies_from_the_first_year_to_the_day_of_receipt(batch, done_on, fits) -> None:
    given = [Answer("M1", value=100.0, done_on=done_on, written=done_on, cell="H9")]
    # 23:30 on 31 March in the plan's time zone is 16:30 UTC
    done = batch.add("A", "2024-Q1", given, at=datetime(2024, 3, 31, 16, 30)).last()
    assert ("bad_date" not in {p.rule for p in done.problems}) is fits


def test_a_message_names_place_value_rule_and_repair(batch, told) -> None:
    done = batch.add("A", "2024-06", {"R1": (12, 10), "S1": 40}).last()
    message = told(done, "numerator_above_denominator").message
    assert message.startswith("Ô H9 (trang tính Số liệu), chỉ tiêu R1: biểu ghi 12 / 10;")
    assert '"Số đã làm" (12) lớn hơn "Tổng số" (10)' in message
    assert "Đề nghị" in message


def test_an_unknown_code_is_answered_with_the_likely_one(batch, told) -> None:
    batch.plan = replace(
        batch.plan,
        indicators=(*batch.plan.indicators, replace(batch.plan.indicators[2], id="CH03")),
    )
    done = batch.add("A", "2024-06", {"CHO3": 4, "S1": 40}).last()
    assert "CH03" in told(done, "unknown_indicator").message
