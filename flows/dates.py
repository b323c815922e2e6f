"""Days and moments as the command line gives them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kpi.moments import as_utc, local, now_utc
from kpi.plan.model import Plan

__all__ = ["midnight_after", "now_utc", "today"]


def midnight_after(plan: Plan, now: datetime) -> datetime:
    """When the next day begins in the plan's time zone (UTC without zone)."""
    day = today(plan, now) + timedelta(days=1)
    return as_utc(datetime.combine(day, time(), tzinfo=ZoneInfo(plan.timezone)))


def today(plan: Plan, now: datetime) -> date:
    """The day of a moment in the plan's time zone."""
    return local(now, plan.timezone).date()
