"""`remind`: a courteous reminder for each unit whose form is due or overdue and has not come."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from flows.console import out
from flows.dates import today
from kpi.home import Home
from kpi.periods import Period
from kpi.plan.form_rows import units_that_must_report
from kpi.plan.model import Plan
from kpi.warehouse.frames import sql_text
from kpi.warehouse.moments import local
from kpi.warehouse.store import Warehouse
from kpi.words import say
from kpi.words.formats import day, period_title


def units_not_sent(
    plan: Plan, warehouse: Warehouse, period: Period, now: datetime
) -> dict[str, bool]:
    """Units that must report the period and of whom nothing was taken yet, in plan order; each
    with whether a file came that could not be taken."""
    rows = warehouse.con.execute(
        sql_text("received_for_period"), {"period": period.label, "as_of": now}
    ).fetchall()
    sent = {unit for unit, received_at, *_ in rows if received_at is not None}
    refused = {unit for unit, received_at, *_ in rows if received_at is None}
    return {u: u in refused for u in units_that_must_report(plan, period) if u not in sent}


def reminder(plan: Plan, unit: str, period: Period, now: datetime, *, refused: bool) -> str:
    """The text for one unit; of one whose file could not be taken, that it came."""
    here = local(now, plan.timezone)
    due = max(plan.calendar.due(period), today(plan, now))
    return say(
        f"cli.remind.{'refused' if refused else 'text'}",
        plan.locale,
        hour=here.hour,
        day=day(here.date(), plan.locale),
        owner=plan.owner_on(here.date()).name,
        period=period_title(period, plan.locale),
        unit=plan.unit_by_id[unit].name,
        due=day(due, plan.locale),
    )


def write_reminders(
    home: Home, plan: Plan, warehouse: Warehouse, period: Period, now: datetime
) -> Path | None:
    """One text file in the period's outbox with a paragraph per unit; None if all have sent."""
    units = units_not_sent(plan, warehouse, period, now)
    title = period_title(period, plan.locale)
    if not units:
        out(say("cli.remind.nobody", plan.locale, period=title))
        return None
    folder = home.outbox(period.label)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{period.label}_nhac-gui.txt"
    made = target.with_suffix(".tmp")
    text = "\n\n".join(
        f"{u}\n{reminder(plan, u, period, now, refused=r)}" for u, r in units.items()
    )
    made.write_text(text + "\n", encoding="utf-8-sig")  # Notepad of old Windows needs the mark
    made.replace(target)
    out(say("cli.remind.written", plan.locale, count=len(units), path=target))
    return target
