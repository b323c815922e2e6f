"""What may go out, as letters: answers to submissions, reminders, units' pages, reports, failures.

One rule: a letter tells what the warehouse and the folders of the home hold now; whether it went
out already is asked elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
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
from kpi.plan.ways import Delivered
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
        files = (Attached(workbook, workbook.name),) if workbook else ()
        to = _ToUnit(plan, row.unit, row.taken_at, row.period)
        text = _answer(to, row, mend=workbook is not None)
        yield to.item("feedback", row.submission, to.say("feedback.subject"), text, files)


def _answer(to: _ToUnit, row: Answered, *, mend: bool) -> str:
    plan, locale = to.plan, to.plan.locale
    outcome = LATE_ALONE if row.late_alone else row.outcome
    text = to.say(
        "feedback.text",
        file=row.file, received=moment(local(row.received_at, plan.timezone), locale),
        outcome=say(f"cli.outcome.{outcome}", locale), taken=row.taken, cells=row.cells,
    )  # fmt: skip
    if row.cells == 0 and row.outcome != "rejected":
        text += " " + say("delivery.feedback.blank", locale)
    if mend:
        text += " " + say("delivery.feedback.mend", locale)
    return text


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
        to = _ToUnit(plan, unit, at, "")
        subject = to.say("unclear.subject", count=len(files))
        text = to.say("unclear.text", files="\n".join(lines))
        yield to.item("feedback", f"{unit} {at.isoformat()}", subject, text)


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
        to = _ToUnit(plan, unit, now, of_it[0].period.label)
        key = f"{unit} {latest.isoformat()} {' '.join(d.period.label for d in of_it)}"
        subject = to.say("reminder.subject", count=len(of_it))
        text = to.say("reminder.text", owed="\n".join(lines), receiver=_owner(plan, now))
        yield to.item("reminders", key, subject, text)


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
    to = _ToUnit(plan, unit, _made(page), page.parent.name)
    key = f"{unit} {to.period} {_mark(page.read_bytes())}"
    subject, text = to.say("unit_page.subject"), to.say("unit_page.text")
    return to.item("unit_pages", key, subject, text, (Attached(page, page.name),))


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


@dataclass(frozen=True, slots=True)
class _ToUnit:
    """A letter to a unit, of the moment `at`, about a period or none (empty)."""

    plan: Plan
    unit: str
    at: datetime
    period: str

    def say(self, key: str, **values: object) -> str:
        """Words that may name the unit and the period."""
        locale = self.plan.locale
        title = period_title(parse_period(self.period), locale) if self.period else ""
        name = self.plan.unit_by_id[self.unit].name
        return say(f"delivery.{key}", locale, unit=name, period=title, **values)

    def item(
        self, what: Delivered, key: str, subject: str, text: str, files: tuple[Attached, ...] = ()
    ) -> Item:
        """The letter, with the text between greeting and whom it is from."""
        owner = _owner(self.plan, self.at)
        body = say("delivery.letter", self.plan.locale, text=text, owner=owner)
        return Item(what, key, self.at, subject, body, self.unit, self.period, files)


def _owner(plan: Plan, at: datetime) -> str:
    return plan.owner_on(local(at, plan.timezone).date()).name


def _lying(path: Path) -> Path | None:
    """A workbook of the outbox, whichever of its two kinds."""
    return next((p for p in (path, path.with_suffix(MACROS)) if p.is_file()), None)


def _made(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
