"""Days off and worked days that the Government decides move the due day."""

from __future__ import annotations

from datetime import date

import pytest

from kpi.periods import Calendar, parse_period
from kpi.plan.load import parse_plan

DECEMBER = parse_period("2025-12")
PLAN = """plan: {id: p, name: Kế hoạch, owner: Ban, years: [2021, 2025], calendar: {CALENDAR}}
fields: [{id: F, name: Lĩnh vực}]
units: [{id: U, name: Đơn vị, kind: huyen}]
indicators:
  - {id: A, name: Số lượt, field: F, measure: count, unit_of_measure: lượt, frequency: month, reported_by: [huyen]}
"""  # noqa: E501 - as planners write it


def due(calendar: str) -> date:
    reading = parse_plan(PLAN.replace("CALENDAR", calendar))
    assert reading.plan is not None, reading.errors
    return reading.plan.calendar.due(DECEMBER)


@pytest.mark.parametrize(
    ("calendar", "day"),
    [
        ("due_working_days: 5", date(2026, 1, 8)),  # 1 January is a holiday
        ("days_off: [2026-01-02]", date(2026, 1, 9)),
        ("days_off: [2026-01-02, 2026-01-09], working_days: [2026-01-10]", date(2026, 1, 10)),
        ("working_days: [2026-01-01, 2026-01-03, 2026-01-04]", date(2026, 1, 5)),
        ("days_off: [2026-01-10]", date(2026, 1, 8)),  # a Saturday: off anyway
        ("due_working_days: 0, days_off: [2025-12-31]", date(2025, 12, 31)),
    ],
)
def test_a_due_day_skips_days_off_and_counts_worked_ones(calendar: str, day: date) -> None:
    assert due(calendar) == day


def test_calendars_without_days_of_their_own_are_as_before() -> None:
    assert Calendar().due(DECEMBER) == due("due_working_days: 5")


def test_a_week_off_is_skipped_whole() -> None:
    week = ", ".join(f"2026-01-{day:02d}" for day in range(5, 10))
    assert due(f"days_off: [{week}], due_working_days: 2") == date(2026, 1, 12)
