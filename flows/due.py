"""Which monthly reports are owed: due, and not made since they became due."""

from __future__ import annotations

import json
from datetime import date, datetime

from flows.dates import today
from kpi.home import Home
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.warehouse.moments import local

LOOK_BACK_MONTHS = 12


def due_without_report(
    home: Home, plan: Plan, first_received: datetime | None, now: datetime
) -> tuple[Period, ...]:
    """Months, oldest first, whose due day has passed without a report made after it.

    At most a year back, and not before the first submission was received (`first_received`,
    UTC; None: only the last month): a new home does not owe reports of its past.
    """
    day = today(plan, now)
    latest = last_due(plan, day)
    start = local(first_received, plan.timezone).date() if first_received else day
    months = [
        Period(latest.first_month - back, 1, "month") for back in reversed(range(LOOK_BACK_MONTHS))
    ]
    return tuple(
        m
        for m in months
        if (m == latest or plan.calendar.due(m) >= start) and not reported_since_due(home, plan, m)
    )


def last_due(plan: Plan, day: date) -> Period:
    """The latest month whose due day lies before `day`."""
    month = plan.calendar.last_closed(day)
    while plan.calendar.due(month) >= day:
        month = month.preceding()
    return month


def reported_since_due(home: Home, plan: Plan, period: Period) -> bool:
    """Whether the period's report was made with figures from after its due day."""
    try:
        manifest = json.loads((home.reports(period.label) / "manifest.json").read_text("utf-8"))
        made = datetime.fromisoformat(manifest["as_of"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
    moment = made.replace(tzinfo=None) if made.tzinfo is None else made
    last = moment.date() if made.tzinfo else local(moment, plan.timezone).date()
    return last > plan.calendar.due(period)
