"""`data/index.html`, the desk: made anew by each run, for whoever sits at this computer.

One rule: the page never fails what it tells of. What cannot be written is told, and the command
goes on with its own exit status.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from flows.attention import Attention, attention, last_run
from flows.console import disk_reason, note, write_log
from flows.dates import today
from flows.desk_outside import sent_out, sources_looked_at
from flows.due import due_without_report, first_received, last_due, next_due
from flows.due_note import last_look
from flows.feedback import unclear_files
from flows.schedule.alive import schedule_state
from kpi.database.present_ids import under_ids_of
from kpi.desk import (
    Desk,
    Engine,
    Feedback,
    Notice,
    desk_of,
    feedback_lying,
    notices_lying,
    reports_lying,
)
from kpi.desk.ask import run_starts, waiting
from kpi.desk.facts import Ahead
from kpi.files import write_whole
from kpi.home import Home
from kpi.moments import local
from kpi.periods import Period
from kpi.plan.kept import keep_plan
from kpi.plan.model import Plan
from kpi.warehouse.acts import kept_of
from kpi.warehouse.store import Warehouse, WarehouseProblem
from kpi.words import say
from kpi.words.formats import moment, sentence_case

UNTITLED = "other"


def refresh(home: Home, plan: Plan, warehouse: Warehouse | None, now: datetime) -> Path:
    """Makes the page anew and gives its path; `now` is UTC without zone. Without a warehouse (it
    could not be opened) the page says what it knows. Never raises: it tells. Beside the page the
    plan is kept for the commands that only ask, from the first run on."""
    if warehouse:
        keep_plan(plan, home.plan, home.kept_plan)
    try:
        from reports.desk import draw_desk

        first = not home.desk.exists()
        page = draw_desk(plan, desk_now(home, plan, warehouse, now))
        write_whole(home.desk, page, private=True)
    except OSError as error:
        reason = disk_reason(error, plan.locale)
        note(say("desk.not_written", plan.locale, path=home.desk, reason=reason))
    except Exception as error:  # noqa: BLE001 - the run stands, whatever the page cannot show
        log = write_log(home, error)
        reason = say("desk.reason_other", plan.locale, log=log)
        note(say("desk.not_written", plan.locale, path=home.desk, reason=reason))
    else:
        if first:
            note(say("desk.first", plan.locale, path=home.desk))
    return home.desk


def refresh_after_trouble(home: Home, plan: Plan, now: datetime) -> Path:
    """The page of a run that could not open the warehouse, or left it in trouble: with its figures
    if they can be read now."""
    from kpi.collect.access import reading

    with suppress(WarehouseProblem, OSError), reading(home, now) as warehouse:
        return refresh(home, plan, warehouse, now)
    return refresh(home, plan, None, now)


def desk_now(home: Home, plan: Plan, warehouse: Warehouse | None, now: datetime) -> Desk:
    """Everything that the page says, asked of journal, disk and warehouse."""
    feedback = _feedback(home, plan, warehouse)
    engine = engine_facts(home, plan, warehouse, now)
    told = [_notice(plan, one) for one in attention(home, now, plan.locale)]
    owed: Sequence[Period] = ()
    if warehouse:
        owed = due_without_report(home, plan, first_received(warehouse), now)
    return desk_of(
        warehouse.con if warehouse else None,
        plan,
        now,
        notices=[*told, *_own_notices(plan, feedback), *_kept(plan, warehouse, now)],
        feedback=feedback,
        reports=reports_lying(home, owed),
        engine=engine,
        sent=sent_out(home, plan),
        told=notices_lying(home, _unit_named(plan)),
    )


def engine_facts(home: Home, plan: Plan, warehouse: Warehouse | None, now: datetime) -> Engine:
    """When the work ran, and what comes next."""
    runs = run_starts(warehouse.con) if warehouse else ()
    return Engine(
        last=last_run(home),
        taken_at=runs[0] if runs else None,
        looked_at=last_look(home),
        schedule_alive=schedule_lives(home, now),
        ahead=_ahead(plan, now),
        sources=sources_looked_at(home, plan),
    )


def _ahead(plan: Plan, now: datetime) -> Ahead | None:
    """The month whose figures come due next, and the next moment at which reports do."""
    after = next_due(plan, now)
    if after is None:
        return None
    number = max(last_due(plan, today(plan, now)).first_month + 1, plan.years[0] * 12)
    period = Period(number, 1, "month")
    return Ahead(period, plan.calendar.due(period), after)


def schedule_lives(home: Home, now: datetime) -> bool | None:
    """Whether a schedule that was started still speaks; None where none was started."""
    state = schedule_state(home, now)
    return state.alive if state else None


def _feedback(home: Home, plan: Plan, warehouse: Warehouse | None) -> Feedback:
    runs = run_starts(warehouse.con) if warehouse else ()
    left = waiting(warehouse.con) if warehouse else 0
    return feedback_lying(home, _unit_named(plan), runs, unclear_files(home), left)


def _unit_named(plan: Plan) -> Callable[[str], str]:
    """The unit of a name in a file's name; empty where it is nobody's."""
    from reports.forms import safe_unit_name

    units = {safe_unit_name(plan, unit.id): unit.id for unit in plan.units}
    return lambda name: units.get(name, "")


def _notice(plan: Plan, found: Attention) -> Notice:
    """What the last run could not do, under a heading, with its moment."""
    try:
        title = say(f"desk.kind.{found.kind}", plan.locale)
    except (KeyError, TypeError):
        title = say(f"desk.kind.{UNTITLED}", plan.locale)
    at = moment(local(found.since, plan.timezone), plan.locale)
    since = say("desk.attention.since", plan.locale, at=at)
    return Notice(title, f"{found.sentence} {since}")


def _kept(plan: Plan, warehouse: Warehouse | None, now: datetime) -> list[Notice]:
    """The submissions that wait for a closed period to be opened again."""
    if warehouse is None:
        return []
    with under_ids_of(warehouse.con, plan):
        kept = kept_of(warehouse.con, now)
    if not kept:
        return []
    from reports.deliveries.text import NAMED, kept_values

    found = [
        Notice(
            say("acts.desk.kept", plan.locale, **told), say("acts.desk.text", plan.locale, **told)
        )
        for told in (kept_values(plan, one) for one in kept[:NAMED])
    ]
    if len(kept) > NAMED:
        title = say("acts.told.more_kept", plan.locale, count=len(kept) - NAMED)
        found.append(Notice(title, ""))
    return found


def _own_notices(plan: Plan, feedback: Feedback) -> list[Notice]:
    """What no run failed at, and yet waits for somebody."""
    locale = plan.locale
    found = []
    if feedback.waiting:
        title = say("desk.attention.waiting", locale, count=feedback.waiting)
        found.append(Notice(title, say("desk.attention.waiting_text", locale), "outbox/"))
    for path in feedback.unclear.rows:
        name = path.rsplit("/", 1)[-1]
        title = say("desk.attention.unclear", locale, name=name)
        found.append(Notice(title, say("desk.attention.unclear_text", locale), path))
    if more := feedback.unclear.left:
        title = say("desk.more_files", locale, count=more)
        found.append(Notice(sentence_case(title), "", "outbox/"))
    return found
