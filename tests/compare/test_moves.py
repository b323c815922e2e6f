"""Better and worse since the last report: one turn for each indicator, so all counts add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kpi.assessment import RESULT_COLUMNS, Result
from kpi.compare import LastReport, Moves, moves_between
from kpi.compare.moves import APART, COMPARED
from kpi.periods import Period, parse_period
from kpi.plan.model import Plan
from tests.reports.case import small_plan

CODES = "ABCDEFGHIJ"
# what each was, what it is, and how it turned
TURNS = (
    ("at_risk", "on_track", "better"), ("exceeded", "met", "worse"), ("met", "met", "same"),
    ("no_data", "behind", "first"), ("behind", "inconclusive", "lost"),
    ("inconclusive", "no_data", "unjudged"), ("met", "not_due", "not_due"),
    ("", "on_track", "no_last"), ("on_track", "behind", "worse"), ("behind", "met", "better"),
)  # fmt: skip


def the_plan() -> Plan:
    usual = small_plan().indicators[0]
    return small_plan(indicators=tuple(replace(usual, id=c, name=f"Tên {c}") for c in CODES))


def row(indicator: str, status: str) -> Result:
    given: dict[str, Any] = {"indicator": indicator, "unit": "ALL", "status": status}
    return Result(**{**dict.fromkeys(RESULT_COLUMNS), **given})


def last(plan: Plan, period: Period, statuses: dict[str, str]) -> LastReport:
    rows = {(c, "ALL"): row(c, s) for c, s in statuses.items() if s}
    return LastReport(frozenset(statuses), plan, period, date(2024, 6, 1), [("before", rows)],
                      (), (), (), ())  # fmt: skip


def made(earlier: str, later: str) -> Moves:
    plan = the_plan()
    statuses = {c: t[0] for c, t in zip(CODES, TURNS, strict=True)}
    rows = [row(c, t[1]) for c, t in zip(CODES, TURNS, strict=True)]
    before = last(plan, parse_period(earlier), statuses)
    return moves_between(plan, parse_period(later), rows, (before,))


def test_each_indicator_has_the_turn_worked_out_by_hand() -> None:
    moves = made("2024-05", "2024-06")
    assert [m.turn for m in moves.moves] == [t[2] for t in TURNS]


def test_counts_then_and_now_are_of_the_same_indicators() -> None:
    moves = made("2024-05", "2024-06")
    assert moves.before == {
        "exceeded": 1, "met_so_far": 1, "on_track": 1, "at_risk": 1, "behind": 2,
        "inconclusive": 1, "no_data": 1,
    }  # fmt: skip
    assert moves.now == {
        "met_so_far": 3, "on_track": 1, "behind": 2, "inconclusive": 1, "no_data": 1,
    }  # fmt: skip
    assert sum(moves.before.values()) == sum(moves.now.values()) == len(moves.compared) == 8


def test_turns_are_all_of_the_plan_and_none_twice() -> None:
    moves = made("2024-05", "2024-06")
    counts = Counter(m.turn for m in moves.moves)
    assert sum(counts[t] for t in (*COMPARED, *APART)) == len(CODES)
    assert not set(COMPARED) & set(APART)


@pytest.mark.parametrize(
    ("earlier", "later", "compared"),
    [("2023-12", "2024-01", 0), ("2023", "2024", 8), ("2023-Q4", "2024-Q1", 0),
     ("2023-Q4", "2024-Q4", 8)],
)  # fmt: skip
def test_across_a_years_end_only_closed_years_stand_beside_each_other(
    earlier: str, later: str, compared: int
) -> None:
    moves = made(earlier, later)
    assert len(moves.compared) == compared
    assert moves.periods == ((earlier,) if compared else ())


def test_what_came_in_and_went_out_leads_from_the_first_count_to_the_last() -> None:
    moves = made("2024-05", "2024-06").moves
    start, end = (sum(getattr(m, n) for m in moves) for n in ("was_good", "is_good"))
    came = sum(m.is_good and not m.was_good for m in moves)
    went = sum(m.was_good and not m.is_good for m in moves)
    assert (start, came, went, end) == (3, 3, 1, 5)
