"""A look at every source of the plan, one after the other.

One rule: whatever a source does, the others are looked at; what it did is a row, and is told.
"""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import datetime
from typing import TypeVar

from kpi.files import folder, sole, sweep
from kpi.home import Home
from kpi.journal import Journal
from kpi.moments import as_utc
from kpi.notices import notice
from kpi.plan.model import Plan
from kpi.receiving.fetching.look import Look
from kpi.receiving.fetching.memory import Memory, State
from kpi.receiving.fetching.names import shown
from kpi.receiving.fetching.result import Fetched, FromSource
from kpi.receiving.fetching.why import again_at, why
from kpi.receiving.sources.source import SILENT, Trouble

SECONDS = 900.0  # for one source; what it did not give by then waits
TOLD_IN_JOURNAL = 100  # files in one line
NAMED = 3
T = TypeVar("T")


def fetch(  # noqa: PLR0913 - what is fetched, and how
    home: Home,
    plan: Plan,
    now: datetime,
    *,
    only: str = "",
    only_told: bool = False,
    when_due: bool = False,
) -> Fetched:
    """Brings what is new at the plan's sources (or one of them) into the inbox.

    `only_told`: nothing is fetched, only found. `when_due`: a source that gave no answer is left
    alone until it is to be tried again. Raises OSError if this computer's own disk fails.
    """
    chosen = [one for one in plan.sources if only in ("", one.id)]
    if not chosen or _is_gone(home):
        return Fetched()
    with sole(folder(home.data) / ".fetch.lock") as alone:
        if not alone:
            notice("fetch_busy")
            return Fetched()
        sweep([home.inbox])
        memory, moment = Memory(home, {one.id for one in plan.sources}), as_utc(now)
        return Fetched(
            tuple(
                _told(_from(Look(home, plan, one, memory, moment, only_told)))
                for one in chosen
                if not (when_due and _waits(memory.state(one.id), moment))
            )
        )


def _is_gone(home: Home) -> bool:
    """Whether the inbox was there before and is not now (a drive that is not connected): in its
    place none is made, and whoever takes in tells of it."""
    if home.inbox.is_dir():
        return False
    from kpi.receiving.arrivals import inbox_is_gone
    from kpi.receiving.ledger import Ledger

    return inbox_is_gone(home, Ledger(home))


def _waits(state: State, now: datetime) -> bool:
    return state.again is not None and now < state.again


def _from(look: Look) -> FromSource:
    """One source; what it could not give is a row."""
    source, state = look.settings.id, look.memory.state(look.settings.id)
    silent: tuple[Trouble, ...] = ()
    try:
        within(SECONDS, look.take)
        after = state.after_look(look.now, look.kept, len(look.files))
    except Exception as error:  # noqa: BLE001 - whatever a server makes of a library, the others go on
        look.over = True
        after = state.after_failure(look.now, why(error, look.plan.locale))
        after = replace(after, why=f"{after.why} {again_at(look.plan, after)}")
        silent = (Trouble(source, SILENT, after.why),)
    if not look.only_told:
        look.memory.remember(after)
        _write_down(look, after)
    files = tuple(path for path, _ in tuple(look.files))
    lies_there = bool(files) or look.fetched_lies_there
    troubles = (*silent, *_left(look))
    return FromSource(source, files, troubles, look.found, look.more, lies_there)


def _left(look: Look) -> Iterator[Trouble]:
    """What lies there and was not fetched, a row for each reason."""
    for reason, names in look.left.items():
        named = list(dict.fromkeys(map(shown, names)))[:NAMED]
        some = ", ".join(named) + (f" (+{more})" if (more := len(names) - len(named)) else "")
        yield Trouble(look.settings.id, f"source_left_{reason}", some)


def _told(one: FromSource) -> FromSource:
    for trouble in one.troubles:
        notice(trouble.key, **asdict(trouble))
    return one


def _write_down(look: Look, after: State) -> None:
    """The journal: what came from where; that a source gives no answer, when that began."""
    source, settings, files = look.settings.id, look.settings, tuple(look.files)
    journal = Journal(look.home)
    place = settings.url or settings.host or settings.path
    for start in range(0, len(files), TOLD_IN_JOURNAL):
        some = [{"path": p, "sha256": s} for p, s in files[start : start + TOLD_IN_JOURNAL]]
        journal.add("fetch", look.now, source=source, place=place, files=some)
    if after.times == 1:
        journal.add("fetch_failed", look.now, source=source, place=place, why=after.why)


def within(seconds: float, ask: Callable[[], T]) -> T:
    """What `ask` gives. Raises what it raises, and TimeoutError if it gives nothing in time: its
    thread is left behind, since nothing can wake one that a dead share holds."""
    given: list[T] = []
    failed: list[Exception] = []

    def work() -> None:
        try:
            given.append(ask())
        except Exception as error:  # noqa: BLE001 - raised again where it was asked
            failed.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not given:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
    return given[0]
