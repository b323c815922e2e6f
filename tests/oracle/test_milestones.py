"""Milestones, worked out on paper from the sentences of the page."""

from __future__ import annotations

from datetime import date

import pytest

from .small import A, B, ask, fact, indicator, plan

MILESTONE = indicator("I", "milestone", frequency="quarter", due=date(2024, 6, 30))


def test_a_milestone_carries_its_date_and_is_due_after_its_day() -> None:
    said = [
        fact("A", "2024-Q2", date(2024, 5, 2)),
        fact("B", "2024-Q1", 0),
        fact("B", "2024-Q3", 0),
    ]
    rows = ask(plan([A, B], [MILESTONE]), said, *(f"2024-Q{q}" for q in (1, 2, 3, 4)), "2024-05")
    assert [rows(f"2024-Q{q}", "A").status for q in (1, 2, 3, 4)] == ["not_due", *["met"] * 3]
    assert [rows(f"2024-Q{q}", "B").status for q in (1, 2, 3, 4)] == [
        "not_due",
        "not_due",
        "not_met",
        "not_met",
    ]
    assert (rows("2024-Q1", "B").value, rows("2024-Q1", "B").units_expected) == (0, 1)
    assert (rows("2024-Q3").value, rows("2024-Q3").status) == (50, "not_met")
    assert (rows("2024-Q4").value, rows("2024-Q4").status) == (50, "not_met")
    assert (rows("2024-Q4").units_reported, rows("2024-Q4").provisional) == (2, False)
    assert rows("2024-Q3", "A").achievement == 100
    assert rows("2024-05", "A").value is None


@pytest.mark.parametrize(
    ("later", "values", "status"),
    [
        ("withheld", (None, 100), "met"),
        ("not_applicable", (None, None), "not_applicable"),
        (0, (0, 0), "not_due"),
    ],
)
def test_a_last_word_carries_on_until_the_unit_says_otherwise(
    later: float | str, values: tuple[float | None, float | None], status: str
) -> None:
    said = [fact("A", "2023-Q4", date(2023, 12, 1)), fact("A", "2024-Q1", later)]
    rows = ask(plan([A], [MILESTONE]), said, "2024-Q1", "2024-Q2")
    assert (rows("2024-Q1", "A").value, rows("2024-Q2", "A").value) == values
    assert rows("2024-Q2", "A").status == status


def test_what_a_unit_withholds_takes_nothing_back_for_the_whole() -> None:
    said = [
        fact("A", "2024-Q1", date(2024, 1, 5)),
        fact("B", "2024-Q1", date(2024, 1, 5)),
        fact("A", "2024-Q2", "withheld"),
    ]
    rows = ask(plan([A, B], [MILESTONE]), said, "2024-Q2")
    assert (rows("2024-Q2", "A").value, rows("2024-Q2", "A").provisional) == (None, True)
    assert (rows("2024-Q2").value, rows("2024-Q2").status) == (100, "met")


def test_a_unit_that_never_spoke_is_expected_not_done_and_provisional() -> None:
    said = [fact("A", "2024-Q1", date(2024, 1, 5))]
    rows = ask(plan([A, B], [MILESTONE]), said, "2024-Q1", "2024-Q3")
    whole = rows("2024-Q3")
    assert (whole.value, whole.status, whole.provisional) == (50, "not_met", True)
    assert (whole.units_reported, whole.units_expected) == (1, 2)
    assert (whole.completed, whole.reported_status, whole.completed_status) == (50, None, None)
    assert rows("2024-Q1").status == "not_due"
    assert (rows("2024-Q3", "B").value, rows("2024-Q3", "B").status) == (None, "no_data")


def test_a_milestone_of_which_nobody_ever_spoke_has_no_data() -> None:
    row = ask(plan([A, B], [MILESTONE]), [], "2024-Q3")("2024-Q3")
    assert (row.value, row.status, row.units_expected) == (None, "no_data", 2)


def test_not_applicable_carries_on_and_leaves_expected() -> None:
    said = [fact("A", "2024-Q1", date(2024, 1, 5)), fact("B", "2023-Q3", "not_applicable")]
    row = ask(plan([A, B], [MILESTONE]), said, "2024-Q3")("2024-Q3")
    assert (row.value, row.status, row.units_expected) == (100, "met", 1)
