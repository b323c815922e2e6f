"""Moments: UTC without zone inside the warehouse, the plan's time zone outside."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FIRST_PAUSE = timedelta(minutes=10)
LONGEST_PAUSE = timedelta(hours=4)


def now_utc() -> datetime:
    """This moment in UTC, without zone, as the warehouse keeps times."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def as_utc(moment: datetime) -> datetime:
    """A moment as UTC without zone; one without zone is taken to be UTC already."""
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def local(moment: datetime, timezone: str) -> datetime:
    """A moment of the warehouse in a time zone."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(timezone))


def as_of_moment(day: date | None, timezone: str, now: datetime | None = None) -> datetime:
    """The last microsecond of a day in the time zone, as UTC without zone; no day is now."""
    if day is None:
        return as_utc(now or datetime.now(UTC))
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=ZoneInfo(timezone))
    return as_utc(midnight) - timedelta(microseconds=1)


def next_try(now: datetime, times: int) -> datetime:
    """When what gives no answer now, and gave none `times` in a row before, is tried again by a run
    on its own: the pauses grow."""
    return now + min(FIRST_PAUSE * 2.0 ** min(times, 10), LONGEST_PAUSE)
