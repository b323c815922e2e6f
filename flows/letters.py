"""What may go out, as letters: answers to submissions, reminders, units' pages, reports, failures.

One rule: a letter tells what the warehouse and the folders of the home hold now; whether it went
out already is asked elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default as POLICY
from functools import partial
from pathlib import Path

from flows.failure_message import FOLDER as FAILURES
from flows.feedback import MACROS, is_period, place_in
from flows.outcomes import LATE_ALONE
from flows.remind import send_by
from kpi.database.present_ids import under_ids_of
from kpi.delivery.ask import Answered, Unclear, answered_since, unclear_since
from kpi.delivery.item import Attached, Item
from kpi.delivery.reminding import reminder_day
from kpi.desk.ask import debts, due_between, first_day
from kpi.desk.facts import Debt
from kpi.home import Home
from kpi.moments import local
from kpi.notices import notice
from kpi.periods import Period, parse_period
from kpi.plan.model import Plan
from kpi.warehouse.store import Warehouse
from kpi.words import say
from kpi.words.formats import day, moment, period_title

LEADING = ("report.docx", "report.xlsx", "tom-tat.pdf", "report.html")
LETTER = "thu.txt"  # of a report
FILES_TOLD = 10  # of one letter
AHEAD = timedelta(days=14)  # more than the working days before a due day


def letters(
    home: Home, plan: Plan, warehouse: Warehouse, now: datetime, since: datetime
) -> tuple[Item, ...]:
    """All that may go out at a moment; answers only to what was taken in from `since` on (both UTC
    without zone)."""
    wanted = {what for way in plan.delivery for what in way.what}
    found: list[Item] = []
    with under_ids_of(warehouse.con, plan):
        if "feedback" in wanted:
            found += answers(home, plan, answered_since(warehouse.con, since))
            found += unclear(plan, unclear_since(warehouse.con, since))
        if "reminders" in wanted:
            found += reminders(plan, warehouse, now)
    if "unit_pages" in wanted:
        found += unit_pages(home, plan)
    if "reports" in wanted:
        found += reports(home, plan)
    if "failures" in wanted:
        found += failures(home)
    return tuple(found)


def answers(home: Home, plan: Plan, rows: Sequence[Answered]) -> Iterator[Item]:
    """One for each unit's and period's latest submission, with the workbook to mend if there is
    one."""
    for row in rows:
        if row.unit not in plan.unit_by_id or not is_period(row.period):
            continue
        workbook = _lying(place_in(home, plan, row.unit, row.period))
        yield Item(
            "feedback",
            row.submission,
            row.taken_at,
            _say(plan, "feedback.subject", row.unit, row.period),
            _answer(plan, row, mend=workbook is not None),
            row.unit,
            row.period,
            (Attached(workbook, workbook.name),) if workbook else (),
        )


def _answer(plan: Plan, row: Answered, *, mend: bool) -> str:
    locale = plan.locale
    outcome = LATE_ALONE if row.late_alone else row.outcome
    text = _say(
        plan, "feedback.text", row.unit, row.period,
        file=row.file, received=moment(local(row.received_at, plan.timezone), locale),
        outcome=say(f"cli.outcome.{outcome}", locale), taken=row.taken, cells=row.cells,
    )  # fmt: skip
    if row.cells == 0 and row.outcome != "rejected":
        text += " " + say("delivery.feedback.blank", locale)
    if mend:
        text += " " + say("delivery.feedback.mend", locale)
    return _letter(plan, text, row.taken_at)


def unclear(plan: Plan, rows: Sequence[Unclear]) -> Iterator[Item]:
    """One a unit and run for the files that could not be taken and did not come again since: to the
    unit that a file names, else to the one unit whose sender it came from."""
    of_unit: dict[tuple[str, datetime], list[Unclear]] = defaultdict(list)
    for row in rows:
        unit = row.unit if row.unit in plan.unit_by_id else _unit_of_sender(plan, row.file)
        if unit and unit not in row.taken_later.split():
            of_unit[unit, row.taken_at].append(row)
    for (unit, at), files in of_unit.items():
        lines = [_not_taken(plan, row) for row in files[:FILES_TOLD]]
        if left := len(files) - len(lines):
            lines.append(say("delivery.unclear.more", plan.locale, count=left))
        text = _say(plan, "unclear.text", unit, "", files="\n".join(lines))
        yield Item(
            "feedback",
            f"{unit} {at.isoformat()}",
            at,
            _say(plan, "unclear.subject", unit, "", count=len(files)),
            _letter(plan, text, at),
            unit,
        )


def _not_taken(plan: Plan, row: Unclear) -> str:
    received = moment(local(row.received_at, plan.timezone), plan.locale)
    name = row.file.rpartition("/")[2]
    return say("delivery.unclear.file", plan.locale, file=name, received=received, why=row.message)


def _unit_of_sender(plan: Plan, file: str) -> str:
    """The one unit that has senders of its own and whose sender an inbox path is; else empty."""
    from kpi.checks.identity import sender_allowed, sender_folders

    folders = sender_folders(unit.senders for unit in plan.units)
    found = [u.id for u in plan.units if u.senders and sender_allowed(u.senders, file, folders)]
    return found[0] if len(found) == 1 else ""


def reminders(plan: Plan, warehouse: Warehouse, now: datetime) -> Iterator[Item]:
    """One for each unit that owes something of which a day of reminding has come, naming all that
    it owes."""
    con, today = warehouse.con, local(now, plan.timezone).date()
    days = {
        period: found
        for period in due_between(plan, first_day(con, plan, now), today + AHEAD)
        if (found := reminder_day(plan.calendar, plan.calendar.due(period), today))
    }
    owed: dict[str, list[Debt]] = defaultdict(list)
    refused: set[tuple[str, str]] = set()
    for debt in debts(con, plan, list(days), now):
        for debtor in debt.debtors:
            owed[debtor.unit].append(debt)
            if debtor.refused:
                refused.add((debtor.unit, debt.period.label))
    for unit, of_it in owed.items():
        latest = max(days[debt.period] for debt in of_it)
        lines = [_owed(plan, d.period, now, (unit, d.period.label) in refused) for d in of_it]
        text = _say(
            plan, "reminder.text", unit, "", owed="\n".join(lines), receiver=_owner(plan, now)
        )
        yield Item(
            "reminders",
            f"{unit} {latest.isoformat()} {' '.join(d.period.label for d in of_it)}",
            now,
            _say(plan, "reminder.subject", unit, "", count=len(of_it)),
            _letter(plan, text, now),
            unit,
            of_it[0].period.label,
        )


def _owed(plan: Plan, period: Period, now: datetime, refused: bool) -> str:
    return say(
        f"delivery.reminder.{'refused' if refused else 'owed'}",
        plan.locale,
        period=period_title(period, plan.locale),
        due=day(plan.calendar.due(period), plan.locale),
        by=day(send_by(plan, period, now), plan.locale),
    )


def unit_pages(home: Home, plan: Plan) -> Iterator[Item]:
    """The page of a unit, where one was made, and made again."""
    from reports.forms.write import safe_unit_name

    for unit in plan.units:
        name = safe_unit_name(plan, unit.id)
        pages = sorted((home.data / "outbox").glob(f"*/*_{name}_ket-qua.pdf"))
        of_periods = (page for page in pages if is_period(page.parent.name))
        yield from _each(of_periods, partial(_unit_page, plan, unit.id))


def _unit_page(plan: Plan, unit: str, page: Path) -> Item:
    label = page.parent.name
    return Item(
        "unit_pages",
        f"{unit} {label} {_mark(page.read_bytes())}",
        _made(page),
        _say(plan, "unit_page.subject", unit, label),
        _letter(plan, _say(plan, "unit_page.text", unit, label), _made(page)),
        unit,
        label,
        (Attached(page, page.name),),
    )


def reports(home: Home, plan: Plan) -> Iterator[Item]:
    """Every report of a period that was made, and made again with other contents; the short
    message is its letter."""
    found = sorted((home.data / "reports").glob("*/manifest.json"))
    # a copy of an earlier day is for whoever asked for it, an older report has no letter
    own = (m for m in found if is_period(m.parent.name) and (m.parent / LETTER).is_file())
    yield from _each(own, partial(_report, plan))


def _report(plan: Plan, manifest: Path) -> Item:
    folder = manifest.parent
    title = period_title(parse_period(folder.name), plan.locale)
    names = [name for name in LEADING if (folder / name).is_file()]
    return Item(
        "reports",
        f"{folder.name} {_contents(manifest)}",
        _made(manifest),
        say("delivery.report.subject", plan.locale, plan=plan.name, period=title),
        (folder / LETTER).read_text("utf-8-sig").strip(),
        period=folder.name,
        files=tuple(Attached(folder / n, f"{folder.name}_{n}") for n in names),
    )


def failures(home: Home) -> Iterator[Item]:
    """The messages that tell failed runs."""
    yield from _each(sorted(home.outbox(FAILURES).glob("*.eml")), _failure)


def _failure(path: Path) -> Item:
    found = message_from_bytes(path.read_bytes(), policy=POLICY)
    body = found.get_body(("plain",))
    text = str(body.get_content()).strip() if body else ""
    return Item("failures", path.name, _made(path), str(found["Subject"]), text)


def _each(paths: Iterable[Path], made: Callable[[Path], Item]) -> Iterator[Item]:
    """What is made of each file; one that cannot be read is told, and stops no other letter."""
    for path in paths:
        try:
            yield made(path)
        except (OSError, ValueError, LookupError, AttributeError, RecursionError):
            notice("not_sent_unreadable", path=path)


def _contents(manifest: Path) -> str:
    """The mark of what a report rests on: made again of the same it is the same report, whatever
    its time and the versions of libraries."""
    found = json.loads(manifest.read_text("utf-8"))
    rests_on = [found.get(key) for key in ("plan", "counts", "inputs", "history")]
    return _mark(json.dumps(rests_on, sort_keys=True).encode())


def _letter(plan: Plan, text: str, at: datetime) -> str:
    """The text between greeting and whom it is from."""
    return say("delivery.letter", plan.locale, text=text, owner=_owner(plan, at))


def _owner(plan: Plan, at: datetime) -> str:
    return plan.owner_on(local(at, plan.timezone).date()).name


def _say(plan: Plan, key: str, unit: str, label: str, **values: object) -> str:
    title = period_title(parse_period(label), plan.locale) if label else ""
    name = plan.unit_by_id[unit].name
    return say(f"delivery.{key}", plan.locale, unit=name, period=title, **values)


def _lying(path: Path) -> Path | None:
    """A workbook of the outbox, whichever of its two kinds."""
    return next((p for p in (path, path.with_suffix(MACROS)) if p.is_file()), None)


def _made(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
