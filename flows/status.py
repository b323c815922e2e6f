"""`kpi status`: who has sent what of everything due by a period's end, and whether the books
balance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from flows.attention import attention, last_run
from flows.dates import now_utc
from flows.desk_outside import sent_out
from flows.due_note import last_look
from flows.feedback import unclear_files
from flows.named import letter_named
from flows.next_step import suggest
from flows.output import Output
from flows.plan_check import lost_lines, plan_of
from flows.schedule.alive import schedule_state
from kpi.collect.access import reading
from kpi.database.light import without_pandas
from kpi.desk import DueBy, due_by
from kpi.desk.facts import Letter
from kpi.home import Home
from kpi.moments import local
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.warehouse.in_force import known_in_force
from kpi.words import say
from kpi.words.formats import moment

LETTERS_AT_MOST = 5  # of one way


def show_status(home: Home, period: Period, as_of: date | None, output: Output) -> int:
    """Shows the state of delivery under the plan in force; late and missing units are no
    failure."""
    todays = plan_of(home)
    now = now_utc()
    with without_pandas(), reading(home, now) as warehouse:
        known = known_in_force(warehouse, todays, as_of, now)
        found = due_by(warehouse.con, known.plan, period, known.as_of)
        lost = lost_lines(warehouse, known.plan)
    unclear = unclear_files(home)
    if output.form == "json":
        from reports.deliveries.data import as_json

        output.text(as_json(found, [file.name for file in unclear]), todays.locale)
    elif output.form == "xlsx":
        from reports.deliveries.book import listing_of

        output.listing(listing_of(found, unclear), found.plan.locale)
    else:
        lines = (*_lines(home, found, unclear, now), *lost)
        output.text("\n".join(lines), todays.locale)
    if as_of is None:
        _suggest(home, found, unclear)
    else:
        suggest("status_now", found.plan.locale, period=period.label)
    return 0


def _suggest(home: Home, found: DueBy, unclear: tuple[Path, ...]) -> None:
    """What is to be done first: files that nobody can place, who has not sent, the report."""
    locale, label = found.plan.locale, found.period.label
    if unclear:
        suggest("status_unclear", locale, folder=unclear[0].parent)
    elif found.missing:
        owing = next((one.period for one in found.own if one.missing), None)
        period = owing or found.owed[0].debt.period
        suggest("status_missing", locale, period=period.label, count=found.missing)
    elif not (home.reports(label) / "report.xlsx").is_file():
        suggest("status_report", locale, period=label)
    elif found.held:
        suggest("status_held", locale, folder=home.outbox(label))


def _lines(home: Home, found: DueBy, unclear: tuple[Path, ...], now: datetime) -> Iterator[str]:
    from reports.deliveries.text import lines_of

    plan = found.plan
    yield from lines_of(found)
    report = home.reports(found.period.label) / "report.xlsx"
    key = "report_at" if report.is_file() else "report_none"
    yield say(f"cli.status.{key}", plan.locale, **({"path": report} if report.is_file() else {}))
    if home.desk.is_file():
        yield say("desk.status_at", plan.locale, path=home.desk)
    yield from unclear_lines(unclear, plan.locale)
    yield from run_lines(home, plan, now)


def unclear_lines(files: tuple[Path, ...], locale: str) -> list[str]:
    """The files of which nobody could tell unit or period, by name, and how to settle them."""
    if not files:
        return []
    heading = say("stored.unclear", locale, count=len(files), folder=files[0].parent)
    return [heading, *(f"  {path.name}" for path in files)]


def source_lines(home: Home, plan: Plan) -> list[str]:
    """When each of the plan's sources was last looked at, and what came; one that gives no answer
    stands among what needs a person."""
    if not plan.sources:
        return []
    from kpi.receiving.fetching.memory import states_of

    states, locale = states_of(home), plan.locale
    lines = []
    for source in plan.sources:
        state = states.get(source.id)
        if state is None or state.looked is None:
            lines.append(say("sources.status_never", locale, source=source.id))
        else:
            at = moment(local(state.looked, plan.timezone), locale)
            told = {"source": source.id, "at": at, "count": state.came}
            lines.append(say("sources.status", locale, **told))
    return lines


def way_lines(home: Home, plan: Plan) -> list[str]:
    """When each of the plan's ways of delivery was last used, what went out then and to whom, and
    what was turned down; one that could not be used stands among what needs a person."""
    sent = sent_out(home, plan)
    if sent is None:
        return []
    lines = []
    for way in sent.ways:
        if way.used_at is None:
            lines.append(say("delivery.status_never", plan.locale, way=way.way))
            continue
        at = moment(local(way.used_at, plan.timezone), plan.locale)
        lines.append(say("delivery.status", plan.locale, way=way.way, at=at, count=way.went))
        last = [row for row in sent.rows if row.way == way.way][:LETTERS_AT_MOST]
        lines += [_letter_line(plan, letter) for letter in last]
    return lines


def _letter_line(plan: Plan, letter: Letter) -> str:
    """`  trả lời, Đơn vị A, tháng 6/2024 → a@a.vn (10h00 ...)`."""
    receipt = letter.receipt
    told = {
        "what": letter_named(plan, letter.what, letter.unit, letter.period),
        "at": moment(local(letter.at, plan.timezone), plan.locale),
        "to": ", ".join(receipt.to or receipt.refused) or letter.way,
        "why": receipt.why,
    }
    key = "status_turned_down" if receipt.why else "status_sent"
    return "  " + say(f"delivery.{key}", plan.locale, **told)


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
    lines += [*source_lines(home, plan), *way_lines(home, plan)]
    found = attention(home, now, locale)
    if not found:
        return [*lines, say("failures.status.attention_none", locale)]
    lines.append(say("failures.status.attention", locale))
    told = [{"sentence": a.sentence, "at": at(a.since)} for a in found]
    return [*lines, *(say("failures.status.attention_one", locale, **t) for t in told)]
