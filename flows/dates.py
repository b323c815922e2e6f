"""Days and moments as the command line gives them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from kpi.moments import local
from kpi.plan.model import Plan


def now_utc() -> datetime:
    """This moment in UTC, without zone, as the warehouse keeps times."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def today(plan: Plan, now: datetime) -> date:
    """The day of a moment in the plan's time zone."""
    return local(now, plan.timezone).date()
