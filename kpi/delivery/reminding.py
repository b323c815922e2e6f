"""On which days a unit is reminded of a period: some working days before it is due, on the due
day, and every second working day after.

One rule: a day that passed unused (the PC was off) is made good once, by the latest one.
"""

from __future__ import annotations

from datetime import date, timedelta

from kpi.periods import Calendar

BEFORE = 3  # working days ahead of the due day
EVERY = 2  # working days after it


def reminder_day(calendar: Calendar, due: date, today: date) -> date | None:
    """The latest day up to today on which a reminder falls; None before the first."""
    first = days_before(calendar, due, BEFORE)
    if today < first:
        return None
    if today < due:
        return first
    day = due
    while (following := days_after(calendar, day, EVERY)) <= today:
        day = following
    return day


def days_after(calendar: Calendar, day: date, count: int) -> date:
    """So many working days after a day."""
    for _ in range(count):
        day = calendar.working_day_after(day)
    return day


def days_before(calendar: Calendar, day: date, count: int) -> date:
    """So many working days before a day."""
    while count:
        day -= timedelta(days=1)
        count -= is_working(calendar, day)
    return day


def is_working(calendar: Calendar, day: date) -> bool:
    return calendar.working_day_after(day - timedelta(days=1)) == day
