"""The month's work in one prose, for the engine and without it: take in what has come, make the
reports that are asked for or owed, say what could not be made.

One rule: what cannot be made never stops the rest; it is told, stays owed, and the run ends with 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from flows.after_run import after_run, weekly_check
from flows.collect import Collection, collecting
from flows.console import note
from flows.dates import midnight_after, now_utc, today
from flows.desk_outside import ways_used
from flows.due import due_without_report, first_received, next_due
from flows.due_note import Listing, leave_note, look, take_note_away
from flows.failure import Failure
from flows.failures import failure_of, tell, telling
from flows.plain import plainly
from flows.plan_check import plan_of
from flows.pulling import failures_of, pulled
from flows.report import Wanted, reporting
from flows.sending import send_what_is_new
from kpi.collect.access import writing
from kpi.collect.left import left_in_inbox
from kpi.home import Home
from kpi.journal import Journal
from kpi.periods import Period, parse_period
from kpi.plan.model import Plan
from kpi.receiving.arrivals import inbox_is_gone
from kpi.receiving.fetching.result import Fetched
from kpi.receiving.ledger import Ledger
from kpi.receiving.sources import sources_of
from kpi.warehouse.store import Warehouse, WarehouseBusy
from kpi.words import say
from kpi.words.formats import period_title
from reports.render import Rendered

LEFT_TOLD_AT_MOST = 10
Failures = list[tuple[Failure, Exception | None]]


class Page(Protocol):
    """Where a run is shown while it goes on, beside what it says."""

    def report(self, plan: Plan, period: Period, made: Rendered) -> None:
        """A report that was made just now."""

    def books(self, plan: Plan, collection: Collection, reports: Sequence[Rendered]) -> None:
        """What was taken in, and all reports."""


@dataclass(frozen=True, slots=True)
class MonthlyRun:
    """What one run did; `exit_status` is 1 if a submission was rejected or taken in part, or a
    report could not be made."""

    reports: tuple[Path, ...]
    exit_status: int


def run_month(
    home: Home,
    asked: str | None = None,
    *,
    only_when_due: bool = False,
    run: Callable[[Any], Any] = plainly,
    page: Page | None = None,
) -> MonthlyRun:
    """Collects, then reports the period asked for (default: the last closed month), or with
    `only_when_due` all that is owed; `page` is shown what comes of it while the warehouse is open.

    Raises `Told` for what stopped the run; it has been told by then.
    """
    now = now_utc()
    with telling(home, None):
        plan = plan_of(home)
    try:
        with (
            telling(home, plan),
            pulled(home, plan, now, when_due=only_when_due) as fetched,
            writing(home, now) as warehouse,
        ):
            way = _Way(asked, only_when_due, run, page)
            done, quiet = _run(home, plan, warehouse, now, way, fetched)
    except WarehouseBusy:
        if not only_when_due:
            raise
        note(say("due.busy", plan.locale))
        return MonthlyRun((), 0)
    sent = send_what_is_new(home, plan, now, when_due=only_when_due)
    if quiet and not _ways_wait(home, plan):
        _promise(home, plan, quiet)
    return replace(done, exit_status=1) if sent.silent else done


@dataclass(frozen=True, slots=True)
class _Way:
    """What is asked of a run, and how its steps are taken."""

    asked: str | None
    only_when_due: bool
    run: Callable[[Any], Any]
    page: Page | None


def _run(  # noqa: PLR0913, PLR0917 - where, with what, and how
    home: Home, plan: Plan, warehouse: Warehouse, now: datetime, way: _Way, fetched: Fetched
) -> tuple[MonthlyRun, Listing | None]:
    """What the run did; how the inbox stood, if nothing was left undone."""
    inbox = _begin(home, plan, now, way)
    collection = collecting(home, plan, warehouse, now, run=way.run)
    periods = periods_to_report(home, plan, warehouse, now, way)
    if not periods:
        note(say("cli.run.nothing_due", plan.locale))
    reports, failures = _reports(home, plan, warehouse, periods, way)
    failures += _not_given_back(plan, collection)
    failures += _no_inbox(home, plan)
    failures += _silent(plan, collection)
    failures += failures_of(plan, fetched)
    failures += weekly_check(home, plan, warehouse, now)
    if way.page:
        way.page.books(plan, collection, reports)
    _end(home, plan, collection, reports, failures)
    after_run(home, plan, warehouse)
    done = inbox is not None and not failures and _nothing_left(home, plan, warehouse)
    status = 1 if failures else collection.exit_status
    return MonthlyRun(tuple(r.report for r in reports), status), inbox if done else None


def _no_inbox(home: Home, plan: Plan) -> list[tuple[Failure, None]]:
    """An inbox that is gone looks like units that are silent, so it is told as a failure."""
    if not inbox_is_gone(home, Ledger(home)):
        return []
    return [(Failure("inbox", say("notices.inbox_missing", plan.locale, path=home.inbox)), None)]


def _silent(plan: Plan, collection: Collection) -> list[tuple[Failure, None]]:
    """A source that gave no answer looks like units that are silent, too."""
    return [
        (Failure("source", say(f"notices.{t.key}", plan.locale, **asdict(t)), t.source), None)
        for t in collection.taken.silent_sources
    ]


def _nothing_left(home: Home, plan: Plan, warehouse: Warehouse) -> bool:
    """Whether nothing was left or has become owed meanwhile; places that only a program of the
    user's own knows are looked at by every run."""
    if len(sources_of(home, plan)) > 1:
        return False
    left = left_in_inbox(home, plan, warehouse)
    for name in left[:LEFT_TOLD_AT_MOST]:
        note(say("cli.collect.left", plan.locale, file=name))
    return not left and not owed(home, plan, warehouse, now_utc())


def _ways_wait(home: Home, plan: Plan) -> bool:
    """Whether something waits for a way of delivery that gives no answer."""
    return any(way.why for way in ways_used(home, plan)) if plan.delivery else False


def _promise(home: Home, plan: Plan, inbox: Listing) -> None:
    """Leaves word for `kpi run --when-due`: until when nothing is owed. A day on which units may
    have to be reminded is looked at once."""
    now = now_utc()
    ends = [next_due(plan, now)]
    if any("reminders" in way.what for way in plan.delivery):
        ends.append(midnight_after(plan, now))
    leave_note(home, plan, inbox, now, min((end for end in ends if end), default=None))


def periods_to_report(
    home: Home, plan: Plan, warehouse: Warehouse, now: datetime, way: _Way
) -> Sequence[Period]:
    """The period asked for, or the last closed month, or all that are owed."""
    if way.only_when_due:
        return owed(home, plan, warehouse, now)
    if way.asked:
        return (parse_period(way.asked),)
    return (plan.calendar.last_closed(today(plan, now)),)


def owed(home: Home, plan: Plan, warehouse: Warehouse, now: datetime) -> tuple[Period, ...]:
    """The reports that are due and not made since, oldest first."""
    return due_without_report(home, plan, first_received(warehouse), now)


def _begin(home: Home, plan: Plan, now: datetime, way: _Way) -> Listing | None:
    """Writes that a run has begun; the inbox as it stood before (None: it cannot be listed)."""
    take_note_away(home)
    Journal(home).add(
        "run_started",
        now,
        asked=way.asked or "",
        when_due=way.only_when_due,
        failures_to=list(plan.failures_to),
    )
    try:
        return look(home)
    except OSError:
        return None


def _reports(
    home: Home, plan: Plan, warehouse: Warehouse, periods: Sequence[Period], way: _Way
) -> tuple[list[Rendered], Failures]:
    """Every report that can be made, and why the others cannot."""
    made: list[Rendered] = []
    failures: Failures = []
    for period in periods:
        try:
            made.append(reporting(Wanted(home, plan, warehouse, period), run=way.run))
        except Exception as error:  # noqa: BLE001 - whatever it is, the other periods go on
            failures.append((_not_made(plan, period, error), error))
            note(failures[-1][0].sentence)
        else:
            if way.page:
                way.page.report(plan, period, made[-1])
    return made, failures


def _not_made(plan: Plan, period: Period, error: Exception) -> Failure:
    why = failure_of(error, plan.locale, period.label)
    title = period_title(period, plan.locale)
    sentence = say("failures.report", plan.locale, period=title, reason=why.sentence)
    return Failure(why.kind, sentence, period.label)


def _not_given_back(plan: Plan, collection: Collection) -> Failures:
    """The feedback files that somebody has to close."""
    failures: Failures = []
    for blocked in collection.blocked:
        told = {"file": blocked.path, "reason": blocked.reason}
        sentence = say("outputs.feedback_blocked", plan.locale, **told)
        failures.append((Failure("busy_file", sentence, blocked.path.name), None))
    return failures


def _end(
    home: Home,
    plan: Plan,
    collection: Collection,
    reports: Sequence[Rendered],
    failures: Failures,
) -> None:
    """Writes how the run went: its books and reports, or what could not be made."""
    now = now_utc()
    taken = collection.taken
    books = ("cells_in", "loaded", "superseded", "unchanged", "held")
    if failures:
        tell(home, plan, failures, now)
        return
    Journal(home).add(
        "run_done",
        now,
        files=taken.files,
        books={book: taken.total(book) for book in books},
        reports=[r.report.parent.name for r in reports],
    )
