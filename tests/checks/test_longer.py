"""A longer period's figure beside the shorter ones inside it."""

from __future__ import annotations

import pytest

from kpi.records.answers import Answer

RULE = "differs_from_shorter_periods"


def quarter(batch, name: str, figures, unit: str = "A") -> None:
    for month, figure in enumerate(figures, 1):
        batch.add(unit, f"2024-{month:02d}", {name: figure})


def differs(submission) -> bool:
    return any(p.rule == RULE for p in submission.problems)


@pytest.mark.parametrize(
    ("name", "months", "same", "other"),
    [
        ("N1", [10, 11, 12], 33, 34),  # a flow sums
        ("S1", [10, 11, 12], 12, 33),  # a stock is the last one
        ("R1", [(1, 10), (2, 10), (3, 20)], (6, 40), (5, 40)),  # parts sum, then divide
    ],
)
def test_a_quarter_beside_its_three_months(batch, told, name, months, same, other) -> None:
    quarter(batch, name, months)
    batch.load()
    batch.add("A", "2024-Q1", {name: same})
    batch.add("A", "2024-Q1", {name: other})
    equal, unlike = batch.check().submissions
    assert not differs(equal)
    assert differs(unlike)
    assert unlike.held == 0
    assert "quý I/2024" in told(unlike, RULE).message


def test_a_flow_with_a_month_missing_is_not_compared(batch) -> None:
    quarter(batch, "N1", [10, 11])
    batch.load()
    assert not differs(batch.add("A", "2024-Q1", {"N1": 400}).last())


def test_the_month_that_completes_a_quarter_is_compared_with_its_earlier_figure(
    batch, told
) -> None:
    batch.add("A", "2024-Q1", {"N1": 40})
    quarter(batch, "N1", [10, 11, 12])
    found = batch.check().submissions
    assert [differs(s) for s in found] == [False, False, False, True]
    message = told(found[-1], RULE).message
    assert "được 33" in message
    assert "khác số 40 " in message


def test_a_running_total_of_the_year_is_that_of_its_last_quarter(batch) -> None:
    for number, total in enumerate([10, 25, 30, 44], 1):
        batch.add("A", f"2024-Q{number}", {"T1": total})
    batch.load()
    batch.add("A", "2024", {"T1": 44}).add("A", "2024", {"T1": 109})
    assert [differs(s) for s in batch.check().submissions] == [False, True]


def test_what_was_withheld_is_not_compared(batch) -> None:
    quarter(batch, "S1", [10, 11])
    batch.add("A", "2024-03", [Answer("S1", "withheld")]).load()
    assert not differs(batch.add("A", "2024-Q1", {"S1": 99}).last())


def test_another_unit_s_months_are_not_counted(batch) -> None:
    quarter(batch, "N1", [10, 11, 12], unit="B")
    batch.load()
    assert not differs(batch.add("A", "2024-Q1", {"N1": 400}).last())
