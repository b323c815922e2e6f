"""What is said of a submission as a whole, and what becomes of it."""

from __future__ import annotations

from datetime import datetime

import pytest

from kpi.records.answers import Answer, FileRead
from kpi.records.problems import Problem

MONTH = {"R1": (5, 10), "R2": (20, 10), "N1": 3, "N2": 4, "S1": 40}
# The calendar of the plan: end of the month and two working days. 30 June 2024 is a Sunday, so
# June is due on Tuesday, 2 July.


def missing(submission) -> list[str]:
    return [p.indicator for p in submission.problems if p.rule == "missing_indicator"]


def test_rows_left_empty_are_asked_for_one_by_one(batch, told) -> None:
    done = batch.add("A", "2024-06", {"N1": 3, "S1": 40}).last()
    assert missing(done) == ["R1", "R2", "N2"]
    assert done.outcome == "accepted_with_warnings"
    assert told(done, "missing_indicator").message.startswith("Chỉ tiêu R1: chưa có số liệu")


def test_a_held_answer_is_not_missing_too(batch) -> None:
    done = batch.add("A", "2024-06", {**MONTH, "N1": -1}).last()
    assert missing(done) == []


def test_a_correction_need_not_repeat_what_is_known(batch) -> None:
    batch.add("A", "2024-06", MONTH).load()
    correction = batch.add("A", "2024-06", {"N1": 4}).last()
    assert (missing(correction), correction.outcome) == ([], "accepted")


def test_a_form_of_a_kind_of_period_asks_for_the_indicators_of_that_kind(batch) -> None:
    quarter = batch.add("A", "2024-Q1", {"T1": 3, "Y1": 100, "M1": 0, "P1": 50}).last()
    assert missing(quarter) == ["K1"]


def test_a_unit_that_ended_before_the_last_day_owes_nothing(batch) -> None:
    assert missing(batch.add("B", "2024-Q3", {"T1": 3}).last()) == []
    assert missing(batch.add("B", "2024", {"S1": 40}).last()) == []


@pytest.mark.parametrize(
    ("received", "late"),
    [
        (datetime(2024, 7, 2, 16, 59), False),  # 23:59 of the due day in the plan's time zone
        (datetime(2024, 7, 2, 17, 0), True),  # midnight
    ],
)
def test_late_is_after_the_due_day_in_the_plan_s_time_zone(batch, told, received, late) -> None:
    done = batch.add("A", "2024-06", MONTH, at=received).last()
    assert done.late is late
    assert done.outcome == ("accepted_with_warnings" if late else "accepted")
    if late:
        message = told(done, "late").message
        assert "0:00 3/7/2024" in message
        assert "hạn gửi ngày 2/7/2024" in message


def test_a_correction_of_what_came_in_time_is_not_late(batch) -> None:
    batch.add("A", "2024-06", MONTH).load()
    correction = batch.add("A", "2024-06", {"N1": 4}, at=datetime(2024, 8, 1)).last()
    assert not correction.late


def test_after_a_rejected_file_the_next_one_can_still_be_late(batch) -> None:
    batch.add("A", "2024-06", MONTH, plan="khac").load()
    assert batch.add("A", "2024-06", MONTH, at=datetime(2024, 8, 1)).last().late


def test_evidence_is_asked_for_where_something_is_claimed(batch, write) -> None:
    given = write("E1", 3), write("E1", 3, evidence="Số 12-KH"), write("E1", 0)
    for one in given:
        batch.add("A", "2024-H1", [one])
    asked = ["missing_evidence" in {p.rule for p in s.problems} for s in batch.check().submissions]
    assert asked == [True, False, False]


def test_warnings_that_are_all_answered_leave_a_submission_accepted(batch, write) -> None:
    batch.add("A", "2024-04", {**MONTH, "N2": 50}).add("A", "2024-05", {**MONTH, "N2": 50}).load()
    jump = {n: write(n, f) for n, f in MONTH.items() if n != "N2"}
    explained = write("N2", 330, explanation="Chiến dịch")
    done = batch.add("A", "2024-06", [*jump.values(), explained]).check()
    submission = done.submissions[0]
    assert [(p.rule, p.answered) for p in submission.problems] == [("changed_much", "Chiến dịch")]
    assert submission.outcome == "accepted"
    marked = done.answers.filter(done.answers["questioned"])["indicator"].to_list()
    assert marked == ["N2"]


def test_a_warning_of_the_reader_marks_its_figure_and_can_be_answered(batch, write) -> None:
    said = Problem("missing_explanation", "x", indicator="N1", severity="warning")
    given = [write("N1", 3, explanation="Vì mưa lũ"), write("N2", 4)]
    done = batch.add("A", "2024-06", given, problems=(said,)).check()
    assert done.submissions[0].problems[0].answered == "Vì mưa lũ"
    assert done.answers.filter(done.answers["questioned"])["indicator"].to_list() == ["N1"]


def test_a_blank_form_is_taken_and_asks_for_everything(batch) -> None:
    done = batch.add("A", "2024-06", {}).last()
    assert (done.outcome, done.cells_in, len(missing(done))) == ("accepted_with_warnings", 0, 5)


def test_no_files_give_no_verdicts(batch) -> None:
    checked = batch.check()
    assert (checked.submissions, checked.answers.height) == ((), 0)


def test_the_words_of_a_rejected_submission_are_not_kept(batch) -> None:
    words = (("1. Kết quả nổi bật", "Tốt"),)
    batch.add("A", "2024-06", MONTH, words=words).add("A", "2024-07", MONTH, words=words, plan="x")
    assert [s.read.words for s in batch.check().submissions] == [words, ()]


# The same content once more


def reading(batch, unit: str = "A", **about) -> FileRead:
    batch.add(unit, "2024-06", MONTH, **about)
    batch.arrivals.pop()
    read = batch.readings.pop()
    assert read is not None
    return read


def outcomes(batch) -> list[tuple[str, str, int]]:
    return [(s.arrival.path, s.outcome, s.cells_in) for s in batch.check().submissions]


def test_a_content_that_comes_twice_in_a_batch_is_one_duplicate(batch) -> None:
    read = reading(batch)
    batch.add_file(read, "a.xlsx", "1").add_file(read, "b.xlsx", "1", standing="again")
    assert outcomes(batch) == [("a.xlsx", "accepted", 5), ("b.xlsx", "duplicate", 5)]


def test_a_content_of_an_earlier_batch_repeats_its_units_and_periods(batch) -> None:
    both = FileRead((*reading(batch).submissions, *reading(batch, unit="B").submissions))
    batch.add_file(both, "a.csv", "1").load()
    batch.add_file(None, "b.csv", "1", standing="duplicate")
    done = batch.check().submissions
    assert [(s.unit, s.period, s.outcome, s.cells_in, s.held) for s in done] == [
        ("A", "2024-06", "duplicate", 5, 0),
        ("B", "2024-06", "duplicate", 5, 0),
    ]


def test_a_content_in_the_wrong_folder_is_taken_from_the_right_one(batch) -> None:
    read = reading(batch, unit="C")
    batch.add_file(read, "a.xlsx", "1").add_file(read, "khac/a.xlsx", "1", standing="again")
    batch.add_file(read, "xa/c/a.xlsx", "1", standing="again")
    batch.add_file(read, "xa/c/b.xlsx", "1", standing="again")
    assert [o for _, o, _ in outcomes(batch)] == ["rejected", "duplicate", "accepted", "duplicate"]


def test_an_unreadable_content_that_comes_again_is_a_duplicate(batch) -> None:
    empty = FileRead(problems=(Problem("empty_file", "Tệp trống"),))
    batch.add_file(empty, "a.xlsx", "0").add_file(empty, "b.xlsx", "0", standing="again")
    assert outcomes(batch) == [("a.xlsx", "rejected", 0), ("b.xlsx", "duplicate", 0)]


def test_a_content_whose_reader_was_stopped_is_no_duplicate_when_it_comes_again(batch) -> None:
    stopped = FileRead(problems=(Problem("reader_stopped", "Không đọc được"),))
    batch.add_file(stopped, "a.xlsx", "1").add_file(stopped, "b.xlsx", "1", standing="again")
    batch.add_file(reading(batch), "c.xlsx", "1", standing="again")
    batch.add_file(stopped, "d.xlsx", "1", standing="again")
    told = ["rejected", "rejected", "accepted", "duplicate"]
    assert [o for _, o, _ in outcomes(batch)] == told


def test_the_books_of_every_submission_balance(batch) -> None:
    held = Answer("N1", held_by="ambiguous_number")
    batch.add("A", "2024-06", MONTH).add("A", "2024-07", [held]).add("ZZ", "2024-06", MONTH)
    for submission in batch.check().submissions:
        assert 0 <= submission.held <= submission.cells_in
        if submission.outcome == "rejected":
            assert submission.held == submission.cells_in


def test_what_an_empty_row_takes_is_never_what_would_be_refused(batch) -> None:
    # KPS is asked back for a running total, yes or no, a milestone and a score
    done = batch.add("A", "2024-Q1", {"N9": 1}).last()
    said = {p.indicator: p.message for p in done.problems if p.rule == "missing_indicator"}
    assert set(said) == {"T1", "Y1", "M1", "P1", "K1"}
    assert [i for i, text in said.items() if "không phát sinh" in text] == ["K1"]
    assert all("không thuộc phạm vi" in text for text in said.values())
    assert "Chưa hoàn thành" in said["M1"]
    assert "lũy kế" in said["T1"]


def test_a_milestone_that_is_done_is_not_asked_for_again(batch) -> None:
    done = Answer("M1", value=100.0, done_on="2022-02-03", written="3/2/2022")
    batch.add("A", "2022-Q1", [done], at=datetime(2022, 4, 1)).load()
    rest = {"T1": 3, "Y1": 100, "P1": 50, "K1": 2}
    assert missing(batch.add("A", "2024-Q3", rest).last()) == []
    assert missing(batch.add("C", "2024-Q3", rest, path="xa/c/1.xlsx").last()) == ["M1"]
    assert missing(batch.add("A", "2021-Q4", rest).last()) == ["M1"]


def test_a_milestone_taken_back_is_asked_for_again(batch) -> None:
    done = Answer("M1", value=100.0, done_on="2022-02-03", written="3/2/2022")
    batch.add("A", "2022-Q1", [done], at=datetime(2022, 4, 1)).load()
    batch.add("A", "2022-Q1", {"M1": 0}, at=datetime(2022, 4, 2)).load()
    rest = {"T1": 3, "Y1": 100, "P1": 50, "K1": 2}
    assert missing(batch.add("A", "2024-Q3", rest).last()) == ["M1"]
