"""Commands that run their steps here and now, without the engine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from flows.collect import collecting
from flows.console import Stop, out, progress
from flows.dates import now_utc, today
from flows.desk import refresh
from flows.double_click import write_double_click
from flows.next_step import suggest
from flows.opening import open_file
from flows.plan_check import plan_of
from flows.pulling import pulled, silent
from flows.report import Wanted, excerpting, reporting
from flows.sending import send_what_is_new
from kpi.collect.access import reading, writing
from kpi.home import Home
from kpi.periods import Period
from kpi.words import say
from reports.excerpts import Part


def collect_now(home: Home) -> int:
    """Takes in what lies at the sources and in the inbox; 1 if a submission was rejected or taken
    in part, or a source gave no answer."""
    plan = plan_of(home)
    now = now_utc()
    with pulled(home, plan, now) as fetched, writing(home, now) as warehouse:
        collection = collecting(home, plan, warehouse, now)
        refresh(home, plan, warehouse, now_utc())
    sent = send_what_is_new(home, plan, now)
    status = 1 if silent(fetched) or sent.silent else collection.exit_status
    if status == 0 and (period := collection.latest):
        suggest("collected", plan.locale, period=period.label)
    return status


def report_now(  # noqa: PLR0913 - one parameter per option of the command
    home: Home,
    period: Period,
    as_of: date | None,
    *,
    unit: str | None = None,
    field: str | None = None,
    to_open: bool = False,
) -> int:
    """Writes one period's report, or the page of one unit or field alone."""
    plan, now = plan_of(home), now_utc()
    with writing(home, now) as warehouse:
        wanted = Wanted(home, plan, warehouse, period, as_of)
        written = unit or field
        if written is None:
            first = reporting(wanted).report
        else:
            part: Part = "units" if unit else "fields"
            made = excerpting(wanted, part=part, written=written)
            first = made.files[0]
        refresh(home, plan, warehouse, now_utc())
    sent = send_what_is_new(home, plan, now)
    if to_open:
        open_file(first, plan.locale)
    return 1 if sent.silent else 0


def remind_now(home: Home, period: Period | None) -> int:
    """Writes reminders for the units that have not sent."""
    from flows.remind import write_reminders

    plan = plan_of(home)
    now = now_utc()
    chosen = period or plan.calendar.last_closed(today(plan, now))
    with reading(home, now) as warehouse:
        write_reminders(home, plan, warehouse, chosen, now)
        refresh(home, plan, warehouse, now_utc())
    return 1 if send_what_is_new(home, plan, now).silent else 0


def demo_now(folder: Path, locale: str) -> int:
    """Writes a demonstration home."""
    from demo.write import DemoExists, write_demo

    try:
        summary = write_demo(folder, watch=progress)
    except DemoExists:
        raise Stop(say("cli.demo.exists", locale, path=folder)) from None
    write_double_click(Home.locate(summary.home), locale)
    counts = {"files": summary.files, "units": summary.units}
    out(say("cli.demo.written", locale, path=summary.home, **counts))
    return 0


def rebuild_now(home: Home, *, clock_was_ahead: bool = False) -> int:
    """Builds the warehouse anew from the archive; `clock_was_ahead` tells that the clock is right
    now and had been ahead before."""
    from kpi.collect import rebuild

    plan = plan_of(home)
    files = rebuild(home, now_utc(), clock_was_ahead=clock_was_ahead)
    out(say("cli.rebuild.done", plan.locale, files=files))
    return 0
