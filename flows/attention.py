"""What needs a person, as journal and schedule tell it: asked by `kpi status`, the desk and
`kpi doctor`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.failure import Failure, failures_in
from flows.schedule.alive import schedule_state
from kpi.collect.level import LEEWAY
from kpi.home import Home
from kpi.journal import Journal
from kpi.receiving.sources.source import SILENT
from kpi.records.run import Ran
from kpi.words import say

FETCH = "fetch"  # the kind of a source that gives no answer
SEND = "send"  # the kind of a way of delivery that gives none
CHECK = "verify"  # the journal's line of a check of hashes, and the kind of what it found
RUN_LINES = ("run_started", "run_done", "run_failed")
NOT_ENDED_AFTER = timedelta(hours=1)  # no run takes so long: it was cut short


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing that needs a person: a code, the sentence, since when (UTC without zone)."""

    kind: str
    sentence: str
    since: datetime


@dataclass(frozen=True, slots=True)
class LastRun(Ran):
    """The latest run, and what it could not do."""

    failures: tuple[Failure, ...]


def last_run(home: Home) -> LastRun | None:
    """The latest run that the journal knows."""
    entry = Journal(home).last(*RUN_LINES)
    if entry is None:
        return None
    return LastRun(entry.at, entry.what.removeprefix("run_"), failures_in(entry))


def attention(home: Home, now: datetime, locale: str = "vi") -> tuple[Attention, ...]:
    """What needs a person: the last run's failures, a run cut short, a clock that is wrong, a
    source or a way of delivery that gives no answer, what the last check of hashes found, a
    schedule that fell silent. Each goes when it is put right."""
    run = last_run(home)
    of_run = _of_run(run, now, locale) if run else []
    servers = (*_of_sources(home, locale), *_of_ways(home, locale))
    others = (*servers, *_of_check(home, locale))
    return (*of_run, *others, *_of_schedule(home, now, locale))


def _of_run(run: LastRun, now: datetime, locale: str) -> list[Attention]:
    own = [f for f in run.failures if f.kind not in (CHECK, FETCH, SEND)]
    found = [Attention(f.kind, f.sentence, run.at) for f in own]
    if run.state == "started" and now - run.at > NOT_ENDED_AFTER:
        found.append(Attention("cut_short", say("failures.cut_short", locale), run.at))
    if run.at - now > LEEWAY:
        found.append(Attention("clock", say("failures.clock", locale), run.at))
    return found


def _of_sources(home: Home, locale: str) -> list[Attention]:
    """A source that gives no answer stays until it does."""
    if not home.source_states.exists():
        return []
    from kpi.receiving.fetching.memory import states_of

    return [
        Attention(FETCH, say(f"notices.{SILENT}", locale, source=s.source, path=s.why), s.failed)
        for s in states_of(home).values()
        if s.failed is not None
    ]


def _of_ways(home: Home, locale: str) -> list[Attention]:
    """A way that things cannot go out by stays until it is used."""
    if not home.way_states.exists():
        return []
    from kpi.delivery.memory import states_of

    return [
        Attention(
            SEND, say("delivery.silent", locale, way=s.way, why=s.why, waiting=s.waiting), s.failed
        )
        for s in states_of(home).values()
        if s.failed is not None
    ]


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
