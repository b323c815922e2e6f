"""`remind`: a courteous reminder for each unit whose form is due or overdue and has not come."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from flows.console import out
from kpi.database.frames import sql_text
from kpi.database.present_ids import under_ids_of
from kpi.files import write_whole
from kpi.home import Home
from kpi.moments import local
from kpi.periods import Period
from kpi.plan.form_rows import units_that_must_report
from kpi.plan.model import Plan
from kpi.warehouse.acts import excused_from, excuses
from kpi.warehouse.store import Warehouse
from kpi.words import say
from kpi.words.formats import day, period_title, sentence_case

LAST_HOUR = 16  # local; later than this a day's 17:00 leaves nobody the time


def units_not_sent(
    plan: Plan, warehouse: Warehouse, period: Period, now: datetime
) -> dict[str, bool]:
    """Units that must report the period, are not excused, and of whom nothing was taken yet, in
    plan order; each with whether a file came that could not be taken."""
    with under_ids_of(warehouse.con, plan):
        rows = warehouse.con.execute(
            sql_text("warehouse", "received_for_period"), {"period": period.label, "as_of": now}
        ).fetchall()
        excused = excused_from(excuses(warehouse.con, now), period)
    sent = {unit for unit, received_at, *_ in rows if received_at is not None}
    refused = {unit for unit, received_at, *_ in rows if received_at is None}
    asked = (u for u in units_that_must_report(plan, period) if u not in excused)
    return {u: u in refused for u in asked if u not in sent}


def send_by(plan: Plan, period: Period, now: datetime) -> date:
    """The working day until whose 17:00 a unit is asked to send: the due day while it can be met,
    else the next one."""
    here = local(now, plan.timezone)
    due = plan.calendar.due(period)
    late = due < here.date() or (due == here.date() and here.hour >= LAST_HOUR)
    first = here.date() + timedelta(days=1) if late else due
    return plan.calendar.working_day_after(first - timedelta(days=1))


def reminder(plan: Plan, unit: str, period: Period, now: datetime, *, refused: bool) -> str:
    """The text for one unit; of one whose file could not be taken, that it came."""
    here = local(now, plan.timezone)
    return say(
        f"cli.remind.{'refused' if refused else 'text'}",
        plan.locale,
        hour=here.hour,
        day=day(here.date(), plan.locale),
        owner=plan.owner_on(here.date()).name,
        period=period_title(period, plan.locale),
        unit=plan.unit_by_id[unit].name,
        due=day(send_by(plan, period, now), plan.locale),
    )


def write_reminders(
    home: Home, plan: Plan, warehouse: Warehouse, period: Period, now: datetime
) -> Path | None:
    """One text file in the period's outbox with a paragraph per unit; None if all have sent, or
    nobody owes the period: it lies outside the plan's years."""
    title = period_title(period, plan.locale)
    first, last = plan.years
    if period.first_month // 12 < first or period.year > last:
        out(
            say(
                "remind.outside_years",
                plan.locale,
                period=sentence_case(title),
                first=first,
                last=last,
            )
        )
        return None
    units = units_not_sent(plan, warehouse, period, now)
    if not units:
        out(say("cli.remind.nobody", plan.locale, period=title))
        return None
    target = home.outbox(period.label) / f"{period.label}_nhac-gui.txt"
    text = "\n\n".join(
        f"{u}\n{reminder(plan, u, period, now, refused=r)}" for u, r in units.items()
    )
    write_whole(target, f"{text}\n".encode("utf-8-sig"))  # Notepad of old Windows needs the mark
    out(say("cli.remind.written", plan.locale, count=len(units), path=target))
    return target
