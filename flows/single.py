"""The parts of the monthly job as Prefect flows of their own: `collect`, `report`, `remind`.

The same prose as the plain commands run; here its steps are tasks.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from prefect import flow

from flows.artifacts import publish_books, publish_report
from flows.collect import collecting
from flows.dates import now_utc, today
from flows.desk import refresh
from flows.homes import home_of
from flows.plan_check import plan_of
from flows.pulling import pulled, silent
from flows.remind import write_reminders
from flows.report import Wanted, reporting
from flows.sending import send_what_is_new
from flows.tasks import as_task
from kpi.collect.access import reading, writing
from kpi.periods import parse_period


@flow(name="collect")
def collect(home: str | None = None) -> int:
    """Takes in what lies at the sources and in the inbox; 1 if a submission was rejected or taken
    in part, or a source gave no answer."""
    where = home_of(home)
    plan = plan_of(where)
    now = now_utc()
    with pulled(where, plan, now) as fetched, writing(where, now) as warehouse:
        collection = collecting(where, plan, warehouse, now, run=as_task)
        refresh(where, plan, warehouse, now_utc())
    publish_books(plan, collection, ())
    sent = send_what_is_new(where, plan, now, when_due=True)
    return 1 if silent(fetched) or sent.silent else collection.exit_status


@flow(name="report")
def report(home: str | None = None, period: str | None = None, as_of: date | None = None) -> Path:
    """One period's report (default: the last closed month), as known at the end of a day; gives
    the workbook."""
    where = home_of(home)
    plan = plan_of(where)
    now = now_utc()
    one = parse_period(period) if period else plan.calendar.last_closed(today(plan, now))
    with writing(where, now) as warehouse:
        rendered = reporting(Wanted(where, plan, warehouse, one, as_of), run=as_task)
        refresh(where, plan, warehouse, now_utc())
        publish_report(plan, one, rendered)
    send_what_is_new(where, plan, now, when_due=True)
    return rendered.report


@flow(name="remind")
def remind(
    home: str | None = None, period: str | None = None, on_working_days: bool = False
) -> Path | None:
    """Reminders to the units that have not sent (default: the last closed month); with
    `on_working_days` none on a day off."""
    where = home_of(home)
    plan = plan_of(where)
    now = now_utc()
    day = today(plan, now)
    if on_working_days and plan.calendar.working_day_after(day - timedelta(days=1)) != day:
        return None
    one = parse_period(period) if period else plan.calendar.last_closed(day)
    with reading(where, now) as warehouse:
        written: Path | None = as_task(write_reminders)(where, plan, warehouse, one, now)
        refresh(where, plan, warehouse, now_utc())
    send_what_is_new(where, plan, now, when_due=True)
    return written
