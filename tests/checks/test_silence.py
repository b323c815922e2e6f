"""What is said of forms without figures, of silence over a figure in force, of late days."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from kpi.records.answers import Answer, Silent

JUNE = {"R1": (5, 10), "R2": (20, 10), "N1": 33, "N2": 44, "S1": 40}
LATER = datetime(2024, 6, 30, 4)


def kept(submission: Any) -> dict[str, str]:
    return {p.indicator: p.message for p in submission.problems if p.rule == "old_figure_kept"}


@pytest.mark.parametrize(
    ("written", "said"), [("", "ô để trống"), ("…", 'biểu ghi "…"'),
                          ("...", 'biểu ghi "..."'), ("·····", 'biểu ghi "·····"'),
                          ("chưa có dữ liệu", 'biểu ghi "chưa có dữ liệu"'),
                          ("chưa có số liệu", 'biểu ghi "chưa có số liệu"')]
)  # fmt: skip
def test_silence_over_a_figure_in_force_is_told_with_the_figure(
    batch, told, written: str, said: str
) -> None:
    batch.add("A", "2024-06", JUNE).load()
    silent = (Silent("N1", "Số liệu", "H9", written),)
    done = batch.add("A", "2024-06", {"N2": 55}, at=LATER, silent=silent).last()
    problem = told(done, "old_figure_kept")
    assert (problem.sheet, problem.cell, problem.indicator) == ("Số liệu", "H9", "N1")
    assert said in problem.message
    assert "số cũ 33 vẫn được giữ" in problem.message
    assert (done.outcome, done.held) == ("accepted_with_warnings", 0)


@pytest.mark.parametrize(
    ("indicator", "answer", "shown"),
    [("R1", Answer("R1", "value", 5.0, 10.0), "5 / 10"),
     ("N1", Answer("N1", "none_occurred", value=0.0), "(không phát sinh)"),
     ("N1", Answer("N1", "not_applicable"), "(không thuộc phạm vi)"),
     ("N1", Answer("N1", "withheld"), "(mật)"),
     ("N1", Answer("N1", "estimate", value=12.0), "12")],
)  # fmt: skip
def test_what_is_kept_is_told_as_people_read_it(
    batch, indicator: str, answer: Answer, shown: str
) -> None:
    batch.add("A", "2024-06", [answer]).load()
    silent = (Silent(indicator, "S", "H9", ""),)
    done = batch.add("A", "2024-06", {"S1": 40}, at=LATER, silent=silent).last()
    assert f"số cũ {shown} vẫn được giữ" in kept(done)[indicator]


@pytest.mark.parametrize(
    ("indicator", "answer", "shown"),
    [("Y1", Answer("Y1", value=100.0), "(có)"), ("Y1", Answer("Y1", value=0.0), "(không)"),
     ("M1", Answer("M1", value=0.0), "(chưa hoàn thành)"),
     ("M1", Answer("M1", value=100.0, done_on="2024-03-05"), "5/3/2024")],
)  # fmt: skip
def test_words_and_days_are_kept_too(batch, indicator: str, answer: Answer, shown: str) -> None:
    batch.add("A", "2024-Q1", [answer], at=datetime(2024, 4, 1)).load()
    silent = (Silent(indicator, "S", "H9", ""),)
    done = batch.add("A", "2024-Q1", {"T1": 3}, at=LATER, silent=silent).last()
    assert f"số cũ {shown} vẫn được giữ" in kept(done)[indicator]


def test_silence_where_nothing_is_known_is_only_missing(batch) -> None:
    silent = (Silent("N1", "S", "H9", "…"),)
    done = batch.add("A", "2024-06", {"N2": 55}, silent=silent).last()
    assert kept(done) == {}
    assert "N1" in {p.indicator for p in done.problems if p.rule == "missing_indicator"}


def test_the_latest_figure_is_the_one_that_is_kept_and_later_ones_are_not(batch) -> None:
    batch.add("A", "2024-06", {"N1": 33})
    batch.add("A", "2024-06", {"N1": 34}, at=LATER)
    batch.add("A", "2024-06", {"N2": 51}, at=LATER, silent=(Silent("N1", "S", "H9", ""),))
    batch.add("A", "2024-06", {"N1": 35}, at=LATER)
    done = batch.check().submissions
    assert "số cũ 34 vẫn" in kept(done[2])["N1"]


def test_another_unit_or_period_is_not_kept(batch) -> None:
    batch.add("A", "2024-05", {"N1": 33}).load()
    silent = (Silent("N1", "S", "H9", ""),)
    assert kept(batch.add("A", "2024-06", {"N2": 55}, silent=silent).last()) == {}
    batch.add("A", "2024-05", {"N1": 33}).load()
    assert kept(batch.add("C", "2024-05", {"N2": 55}, silent=silent).last()) == {}


def test_a_blank_form_is_told(batch, told) -> None:
    done = batch.add("A", "2024-06", {}).last()
    assert "biểu chưa có số liệu của tháng 6/2024" in told(done, "blank_form").message
    assert (done.outcome, done.cells_in) == ("accepted_with_warnings", 0)


def test_a_blank_form_with_numbers_in_the_running_totals_is_told_of_them(batch, told) -> None:
    done = batch.add("A", "2024-06", {}, elsewhere='"Lũy kế từ đầu năm" (G12)').last()
    assert 'Cột "Lũy kế từ đầu năm" (G12) có số' in told(done, "blank_form").message


def test_a_blank_form_over_figures_says_what_is_kept(batch) -> None:
    batch.add("A", "2024-06", JUNE).load()
    silent = tuple(Silent(i, "S", f"H{n}", "") for n, i in enumerate(JUNE, 9))
    done = batch.add("A", "2024-06", {}, at=LATER, silent=silent).last()
    assert set(kept(done)) == set(JUNE)
    assert {p.rule for p in done.problems} == {"blank_form", "old_figure_kept"}


@pytest.mark.parametrize("answers", [[Answer("N1", "not_applicable")],
                                     [Answer("N1", held_by="unreadable")]])  # fmt: skip
def test_a_form_that_says_anything_is_not_blank(batch, broken, answers: list[Answer]) -> None:
    assert "blank_form" not in broken(batch.add("A", "2024-06", answers).last())


@pytest.mark.parametrize(
    ("day", "told_of"),
    [
        ("2024-03-31", False),
        ("2024-04-01", True),
        ("2024-04-15", True),
        ("2022-01-01", False),
        ("2024-04-30", True),
        ("2024-05-02", True),
        ("2024-05-03", True),
        ("2024-01-01", False),
    ],
)
def test_a_day_after_its_period_is_asked_about(batch, broken, day: str, told_of: bool) -> None:
    answer = Answer("M1", value=100.0, done_on=day, written=day, sheet="S", cell="H9")
    done = batch.add("A", "2024-Q1", [answer], at=datetime(2024, 5, 3)).last()
    assert ("done_after_period" in broken(done)) is told_of
    assert done.held == 0
