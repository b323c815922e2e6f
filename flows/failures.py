"""What went wrong in a run, and whom it is told: the log, the journal, the plan's address, and
whoever asks `kpi status` or opens the desk.

One rule: telling never fails, and never tells the same thing twice a day to the same address.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flows.console import Stop, add_to_log, default_locale, disk_trouble, known_trouble
from flows.dates import now_utc
from flows.schedule.alive import schedule_state
from kpi.collect.level import LEEWAY
from kpi.home import Home
from kpi.journal import Entry, Journal
from kpi.plan.model import Plan
from kpi.warehouse.store import WarehouseBusy
from kpi.words import say

CHECK = "verify"  # the journal's line of a check of hashes, and the kind of what it found
RUN_LINES = ("run_started", "run_done", "run_failed")
NOT_ENDED_AFTER = timedelta(hours=1)  # no run takes so long: it was cut short


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that a run could not do: a code, the sentence for people, and what could not be
    made (a period's label, a file's name; empty: the run itself)."""

    kind: str
    sentence: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing that needs a person: a code, the sentence, since when (UTC without zone)."""

    kind: str
    sentence: str
    since: datetime


@dataclass(frozen=True, slots=True)
class LastRun:
    """The latest run: when its latest line was written (UTC without zone), and how it stands:
    `started`, `done` or `failed`."""

    at: datetime
    state: str
    failures: tuple[Failure, ...]


class Told(Stop):
    """A run failed, and whom it concerns has been told; the text is the sentence."""


def failure_of(error: Exception, locale: str, what: str = "", where: Path | None = None) -> Failure:
    """An error as a sentence for people; `what` is a period's label or empty, `where` the folder of
    what the system does not name."""
    if isinstance(error, Stop):
        return Failure("stopped", str(error), what)
    if isinstance(error, OSError):
        return Failure("disk", disk_trouble(error, locale, where), what)
    if known := known_trouble(error, locale):
        return Failure(getattr(error, "key", "busy_file"), known, what)
    return Failure("unexpected", say("failures.unexpected", locale), what)


@contextmanager
def telling(home: Home, plan: Plan | None) -> Iterator[None]:
    """What ends the block with an error is told, and goes on as `Told`. Without a plan (it cannot
    be read) those are told whom the last run knew. That another process is at work is no failure.
    """
    try:
        yield
    except (Told, WarehouseBusy):
        raise
    except Exception as error:
        locale = plan.locale if plan else default_locale()
        failure = failure_of(error, locale, where=home.data)
        tell(home, plan, [(failure, error)], now_utc())
        if plan is not None:
            from flows.desk import refresh_after_trouble

            refresh_after_trouble(home, plan, now_utc())
        raise Told(failure.sentence) from error


def tell(
    home: Home,
    plan: Plan | None,
    failures: Sequence[tuple[Failure, Exception | None]],
    now: datetime,
) -> None:
    """Log, journal and message; the sentences themselves are said by the caller."""
    for failure, error in failures:
        details = "".join(traceback.format_exception(error)) if error else ""
        add_to_log(home.log, f"{failure.kind} {failure.what}: {failure.sentence}\n{details}")
    found = [failure for failure, _ in failures]
    message = ""
    with suppress(OSError):  # the disk may be what failed
        from flows.failure_message import write_message

        message = write_message(home, plan, addresses(home, plan), found, now)
    with suppress(OSError):
        lines: dict[str, Any] = {"failures": [asdict(failure) for failure in found]}
        Journal(home).add("run_failed", now, **lines, **({"message": message} if message else {}))


def addresses(home: Home, plan: Plan | None) -> tuple[str, ...]:
    """Whom the plan names, or the plan of the last run that could read one."""
    if plan is not None:
        return plan.failures_to
    started = Journal(home).last("run_started")
    given = started.details.get("failures_to", []) if started else []
    return tuple(str(address) for address in given) if isinstance(given, list) else ()


def last_run(home: Home) -> LastRun | None:
    """The latest run that the journal knows."""
    entry = Journal(home).last(*RUN_LINES)
    if entry is None:
        return None
    return LastRun(entry.at, entry.what.removeprefix("run_"), failures_in(entry))


def attention(home: Home, now: datetime, locale: str = "vi") -> tuple[Attention, ...]:
    """What needs a person: the last run's failures, a run cut short, a clock that is wrong, what
    the last check of hashes found, a schedule that fell silent. Each goes when it is put right."""
    run = last_run(home)
    of_run = _of_run(run, now, locale) if run else []
    return (*of_run, *_of_check(home, locale), *_of_schedule(home, now, locale))


def _of_run(run: LastRun, now: datetime, locale: str) -> list[Attention]:
    found = [Attention(f.kind, f.sentence, run.at) for f in run.failures if f.kind != CHECK]
    if run.state == "started" and now - run.at > NOT_ENDED_AFTER:
        found.append(Attention("cut_short", say("failures.cut_short", locale), run.at))
    if run.at - now > LEEWAY:
        found.append(Attention("clock", say("failures.clock", locale), run.at))
    return found


def _of_check(home: Home, locale: str) -> list[Attention]:
    """What the last check found stays until another one finds nothing."""
    last = Journal(home).last(CHECK)
    count = last.details.get("findings") if last else 0
    if last is None or not isinstance(count, int) or count < 1:
        return []
    return [Attention(CHECK, say("failures.verify", locale, count=count), last.at)]


def _of_schedule(home: Home, now: datetime, locale: str) -> list[Attention]:
    state = schedule_state(home, now)
    if state is None or state.alive:
        return []
    return [Attention("schedule", say("failures.schedule", locale), state.heartbeat)]


def failures_in(entry: Entry) -> tuple[Failure, ...]:
    """The failures of a journal line, as far as they can be read."""
    given = entry.details.get("failures", [])
    found = [f for f in given if isinstance(f, dict)] if isinstance(given, list) else []
    return tuple(
        Failure(str(f.get("kind", "")), str(f.get("sentence", "")), str(f.get("what", "")))
        for f in found
    )
