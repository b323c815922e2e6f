"""Reminders ask for a day that can be met, of those who owe the period, and disturb nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from flows.remind import send_by
from kpi.collect.access import writing
from kpi.home import Home
from kpi.periods import parse_period
from kpi.plan.load import parse_plan
from kpi.plan.model import Plan

from .conftest import HEADER, PLAN, Ran

Kpi = Callable[..., Ran]
Send = Callable[[str, str], Path]

CALENDAR = "  years: [2024, 2025]\n  calendar: {closes_on: 14, due_working_days: 2}\n"


def the_plan(calendar: str = CALENDAR) -> Plan:
    plan = parse_plan(PLAN.replace("  years: [2024, 2025]\n", calendar)).plan
    assert plan is not None
    return plan


@pytest.mark.parametrize(
    ("now", "expected"),
    [  # June 2024 is due on Tuesday 18/6; times are UTC, Hà Nội is seven hours ahead
        (datetime(2024, 6, 17, 3), date(2024, 6, 18)),  # before it
        (datetime(2024, 6, 18, 8, 59), date(2024, 6, 18)),  # 15:59 of the day
        (datetime(2024, 6, 18, 9), date(2024, 6, 19)),  # 16:00: nobody could make it
        (datetime(2024, 6, 20, 3), date(2024, 6, 21)),  # late
        (datetime(2024, 6, 21, 3), date(2024, 6, 24)),  # late, on a Friday
        (datetime(2024, 6, 22, 3), date(2024, 6, 24)),  # a Saturday
        (datetime(2024, 6, 23, 17, 30), date(2024, 6, 25)),  # 0:30 of Monday
        (datetime(2024, 8, 30, 3), date(2024, 9, 4)),  # before the weekend of the National Day
        (datetime(2025, 1, 24, 10), date(2025, 2, 3)),  # before the lunar new year
    ],
)
def test_the_day_that_is_asked_for_can_be_met(now: datetime, expected: date) -> None:
    assert send_by(the_plan(), parse_period("2024-06"), now) == expected


def test_a_due_day_that_is_no_working_day_asks_for_the_next_one() -> None:
    # 14/9/2024 is a Saturday, and due the day it closes
    plan = the_plan(CALENDAR.replace("due_working_days: 2", "due_working_days: 0"))
    september = parse_period("2024-09")
    assert plan.calendar.due(september) == date(2024, 9, 14)
    assert send_by(plan, september, datetime(2024, 9, 13, 3)) == date(2024, 9, 16)


def test_a_period_outside_the_years_of_the_plan_reminds_nobody(kpi: Kpi, home: Path) -> None:
    for label in ("2023-12", "2026-01", "2026", "2023-2024"):
        done = kpi("remind", label)
        assert done.status == 0
        assert "nằm ngoài các năm của kế hoạch (2024 - 2025)" in done.out
    assert not list((home / "data" / "outbox").rglob("*_nhac-gui.txt"))


def test_a_unit_that_ended_or_sent_is_not_reminded(kpi: Kpi, home: Path, send: Send) -> None:
    plan = home / "indicators.yaml"
    ended = plan.read_text("utf-8").replace("area: Vùng hai}", "area: Vùng hai, to: 2024-01-31}")
    plan.write_text(ended, encoding="utf-8")
    send("a.csv", HEADER + "A,2024-02,SP01,,,10,,\n")
    kpi("collect")
    assert "1 đơn vị" in kpi("remind", "2024-02").out
    text = (home / "data" / "outbox" / "2024-02" / "2024-02_nhac-gui.txt").read_text("utf-8-sig")
    assert text.startswith("B\n")


def test_reminders_are_written_while_another_process_is_at_work(
    kpi: Kpi, home: Path, send: Send
) -> None:
    send("a.csv", HEADER + "A,2024-02,SP01,,,10,,\n")
    kpi("collect")
    from flows.dates import now_utc

    with writing(Home(home), now_utc()):
        done = kpi("remind", "2024-02")
    assert done.status == 0, done.err
    assert "2 đơn vị" in done.out
