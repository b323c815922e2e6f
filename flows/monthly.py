"""The main job: take in what has come, then report what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from prefect import flow

from flows.artifacts import publish_books, publish_report
from flows.collect import collecting
from flows.console import note
from flows.dates import now_utc, today
from flows.due import due_without_report
from flows.plan_check import plan_of
from flows.report import reporting
from flows.tasks import as_task
from kpi.collect.access import writing
from kpi.home import Home
from kpi.periods import Period, parse_period
from kpi.plan.model import Plan
from kpi.warehouse.store import Warehouse
from kpi.words import say


@dataclass(frozen=True, slots=True)
class MonthlyRun:
    """What one run did; `exit_status` is 1 if a submission was rejected or taken in part."""

    reports: tuple[Path, ...]
    exit_status: int


@flow(name="monthly")
def monthly(home: str, period: str | None = None, only_when_due: bool = False) -> MonthlyRun:
    """Collects, then reports `period` (default: the last closed month).

    With `only_when_due` it reports every month that is due and has no report yet, and does
    nothing at all if there is none: so a PC that was off catches up.
    """
    where = Home.locate(home)
    plan = plan_of(where)
    now = now_utc()
    with writing(where, now) as warehouse:
        periods = periods_to_report(where, plan, warehouse, now, period, only_when_due)
        if not periods:
            note(say("cli.run.nothing_due", plan.locale))
            return MonthlyRun((), 0)
        collection = collecting(where, plan, warehouse, now, run=as_task)
        reports = []
        for one in periods:
            reports.append(reporting(where, plan, warehouse, one, run=as_task))
            publish_report(plan, warehouse, one, reports[-1])
    publish_books(plan, collection, reports)
    return MonthlyRun(tuple(r.report for r in reports), collection.exit_status)


def periods_to_report(  # noqa: PLR0913, PLR0917 - the whole question in one place
    home: Home,
    plan: Plan,
    warehouse: Warehouse,
    now: datetime,
    asked: str | None,
    only_when_due: bool,
) -> Sequence[Period]:
    """The period asked for, or the last closed month, or all that are due."""
    if only_when_due:
        return due_without_report(home, plan, first_received(warehouse), now)
    if asked:
        return (parse_period(asked),)
    return (plan.calendar.last_closed(today(plan, now)),)


def first_received(warehouse: Warehouse) -> datetime | None:
    """When the first submission of all was received."""
    row = warehouse.con.execute("SELECT min(received_at) FROM submission").fetchone()
    return row[0] if row else None
