"""`kpi status`: who has sent what for a period, and whether the books balance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flows.acts_told import act_lines
from flows.attention import attention, last_run
from flows.console import out
from flows.dates import now_utc
from flows.due_note import last_look
from flows.plan_check import lost_lines, plan_of
from flows.schedule.alive import schedule_state
from kpi.collect.access import reading
from kpi.database.frames import sql_text
from kpi.database.light import without_pandas
from kpi.database.present_ids import under_ids_of
from kpi.home import Home
from kpi.moments import local
from kpi.periods import Period
from kpi.plan.form_rows import units_that_must_report
from kpi.plan.model import Plan
from kpi.warehouse.acts import excused_from, excuses
from kpi.warehouse.in_force import known_in_force
from kpi.words import say
from kpi.words.formats import day, moment, period_title, sentence_case

BOOKS = ("cells_in", "loaded", "superseded", "unchanged", "held")


@dataclass(frozen=True, slots=True)
class Received:
    """What came from one unit (None: not to be told which) for the period."""

    unit: str | None
    received_at: datetime | None
    late: bool | None
    rejected: int
    cells_in: int
    loaded: int
    superseded: int
    unchanged: int
    held: int
    blank: int = 0


def show_status(home: Home, period: Period, as_of: date | None) -> int:
    """Prints the state of delivery under the plan in force; late and missing units are no
    failure."""
    todays = plan_of(home)
    now = now_utc()
    with without_pandas(), reading(home, now) as warehouse:
        known = known_in_force(warehouse, todays, as_of, now)
        plan = known.plan
        with under_ids_of(warehouse.con, plan):
            rows = warehouse.con.execute(
                sql_text("warehouse", "received_for_period"),
                {"period": period.label, "as_of": known.as_of},
            ).fetchall()
        lost = lost_lines(warehouse, plan)
        with under_ids_of(warehouse.con, plan):
            excused = excused_from(excuses(warehouse.con, known.as_of), period)
        decided = tuple(act_lines(plan, warehouse, period, known.as_of))
    received = [Received(*row) for row in rows]
    for line in (*status_lines(plan, period, received, excused), *decided):
        out(line)
    report = home.reports(period.label) / "report.xlsx"
    key = "report_at" if report.is_file() else "report_none"
    out(say(f"cli.status.{key}", plan.locale, **({"path": report} if report.is_file() else {})))
    if home.desk.is_file():
        out(say("desk.status_at", plan.locale, path=home.desk))
    for line in (*unclear_lines(home, plan), *run_lines(home, plan, now), *lost):
        out(line)
    return 0


def unclear_lines(home: Home, plan: Plan) -> list[str]:
    """The files of which nobody could tell unit or period, by name, and how to settle them."""
    from flows.feedback import unclear_files

    files = unclear_files(home)
    if not files:
        return []
    heading = say("stored.unclear", plan.locale, count=len(files), folder=files[0].parent)
    return [heading, *(f"  {path.name}" for path in files)]


def run_lines(home: Home, plan: Plan, now: datetime) -> list[str]:
    """When the monthly job last ran and how, when the schedule last looked, what needs a
    person."""

    def at(when: datetime) -> str:
        return moment(local(when, plan.timezone), plan.locale)

    locale = plan.locale
    run, looked = last_run(home), last_look(home)
    if run is None:
        lines = [say("failures.status.never", locale)]
    else:
        state = say(f"failures.state.{run.state}", locale)
        lines = [say("failures.status.last_run", locale, at=at(run.at), state=state)]
    if looked:
        lines.append(say("failures.status.last_look", locale, at=at(looked)))
    schedule = schedule_state(home, now)
    if schedule and schedule.alive and schedule.next_runs:
        following = at(min(schedule.next_runs.values()))
        lines.append(say("failures.status.schedule", locale, at=following))
    found = attention(home, now, locale)
    if not found:
        return [*lines, say("failures.status.attention_none", locale)]
    lines.append(say("failures.status.attention", locale))
    told = [{"sentence": a.sentence, "at": at(a.since)} for a in found]
    return [*lines, *(say("failures.status.attention_one", locale, **t) for t in told)]


def status_lines(
    plan: Plan,
    period: Period,
    received: Sequence[Received],
    excused: frozenset[str] = frozenset(),
) -> list[str]:
    """Heading, counts, a line a unit (those that must report first), and the books."""
    locale = plan.locale
    by_unit = {r.unit: r for r in received if r.unit}
    expected = [u for u in units_that_must_report(plan, period) if u not in excused]
    others = [unit for unit in by_unit if unit not in set(expected)]
    sent = [by_unit[u] for u in expected if u in by_unit and by_unit[u].received_at]
    late = sum(1 for r in sent if r.late)
    calendar = plan.calendar
    lines = [
        say("cli.status.title", locale, period=period_title(period, locale)),
        say(
            "cli.status.span",
            locale,
            first=day(calendar.first_day(period), locale),
            last=day(calendar.last_day(period), locale),
            due=day(calendar.due(period), locale),
        ),
    ]
    counts = {"sent": len(sent), "expected": len(expected), "late": late}
    if expected:
        lines.append(say("cli.status.sent", locale, on_time=len(sent) - late, **counts))
    else:
        lines.append(say("cli.status.none_expected", locale))
    lines += [unit_line(plan, unit, by_unit) for unit in (*expected, *others)]
    unknown = sum(r.rejected for r in received if not r.unit)
    if unknown:
        lines.append(say("cli.status.not_identified", locale, count=unknown))
    books = {name: sum(int(getattr(r, name) or 0) for r in received) for name in BOOKS}
    return [*lines, say("cli.status.books", locale, **books)]


def unit_line(plan: Plan, unit: str, by_unit: Mapping[str, Received]) -> str:
    """`SO-YT  Sở Y tế: gửi đúng hạn (9:12 17/6/2024)`."""
    locale = plan.locale
    known: Any = plan.unit_by_id.get(unit)
    name = known.name if known else unit
    row = by_unit.get(unit)
    if row and row.received_at:
        when = moment(local(row.received_at, plan.timezone), locale)
        state = say(f"cli.status.{'late' if row.late else 'on_time'}", locale)
        return f"  {unit}  {name}: {state} ({when})"
    key = "unreadable" if row and row.rejected else "blank" if row and row.blank else "missing"
    return f"  {unit}  {name}: {sentence_case(say(f'cli.status.{key}', locale))}"
