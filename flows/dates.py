"""Days and moments as the command line gives them."""

from __future__ import annotations

from datetime import date, datetime

from kpi.moments import local, now_utc
from kpi.plan.model import Plan

__all__ = ["now_utc", "today"]


def today(plan: Plan, now: datetime) -> date:
    """The day of a moment in the plan's time zone."""
    return local(now, plan.timezone).date()
