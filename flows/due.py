"""Which reports are owed: due, within the plan's years, and not made since they became due.

One rule: what is owed is asked of the calendar and of the reports that lie there, never remembered.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flows.dates import today
from kpi.home import Home
from kpi.moments import as_utc, local
from kpi.periods import Period, ending_with
from kpi.plan.model import Plan

if TYPE_CHECKING:
    from kpi.warehouse.store import Warehouse

LOOK_BACK_MONTHS = 12


def due_without_report(
    home: Home, plan: Plan, first_received: datetime | None, now: datetime
) -> tuple[Period, ...]:
    """Periods, oldest first, whose due day has passed without a report made after it: months, and
    with each the longer periods that end with it.

    At most a year back, and not before the first submission was received (`first_received`,
    UTC; None: only the last month): a new home does not owe reports of its past.
    """
    return tuple(
        period
        for month in _due_months(plan, first_received, today(plan, now))
        for period in reports_with(plan, month)
        if not reported_since_due(home, plan, period, now)
    )


def reports_with(plan: Plan, month: Period) -> tuple[Period, ...]:
    """The month, and the quarter, half year, nine months, year and whole plan that end with it,
    the shortest first."""
    found = [*ending_with(month.last_month)]
    if month.month_of_year == 9:
        found.append(Period(month.last_month - 8, 9, "nine_months"))
    first, last = plan.years
    if first < last and month.last_month == last * 12 + 11:
        found.append(Period(first * 12, (last - first + 1) * 12, "years"))
    return tuple(sorted(found, key=lambda p: p.months))


def next_due(plan: Plan, now: datetime) -> datetime | None:
    """When the next month of the plan becomes overdue and its reports owed (UTC without zone, the
    midnight after its due day); None after the plan's last one."""
    day = today(plan, now)
    start = max(last_due(plan, day).first_month + 1, plan.years[0] * 12)
    if start > plan.years[1] * 12 + 11:
        return None
    after = plan.calendar.due(Period(start, 1, "month")) + timedelta(days=1)
    return as_utc(datetime.combine(after, time(), tzinfo=ZoneInfo(plan.timezone)))


def last_due(plan: Plan, day: date) -> Period:
    """The latest month, of the plan or not, whose due day lies before `day`."""
    month = plan.calendar.last_closed(day)
    while plan.calendar.due(month) >= day:
        month = month.preceding()
    return month


def reported_since_due(home: Home, plan: Plan, period: Period, now: datetime) -> bool:
    """Whether the period's report lies there, made with figures from after its due day.

    A report that speaks of a moment after `now` was made by a clock that was wrong.
    """
    folder = home.reports(period.label)
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        as_of = datetime.fromisoformat(manifest["as_of"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False
    made = as_utc(as_of)
    after = local(made, plan.timezone).date() > plan.calendar.due(period)
    return after and made <= now and (folder / "report.xlsx").is_file()


def first_received(warehouse: Warehouse) -> datetime | None:
    """When the first submission of all was received (UTC without zone)."""
    row = warehouse.con.execute("SELECT min(received_at) FROM submission").fetchone()
    return row[0] if row else None


def _due_months(plan: Plan, first_received: datetime | None, day: date) -> Iterator[Period]:
    """The plan's months that are past due by `day` and concern this home, oldest first."""
    latest = last_due(plan, day).first_month
    start = local(first_received, plan.timezone).date() if first_received else day
    first, last = plan.years[0] * 12, plan.years[1] * 12 + 11
    for number in range(max(first, latest - LOOK_BACK_MONTHS + 1), min(last, latest) + 1):
        month = Period(number, 1, "month")
        if number == latest or plan.calendar.due(month) >= start:
            yield month
