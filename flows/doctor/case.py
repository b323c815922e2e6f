"""What a check is asked about, and what it answers. What several checks need is read once."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from flows.console import default_locale
from kpi.home import Home
from kpi.journal import Entry, Journal
from kpi.plan.load import PlanReading, read_plan
from kpi.receiving.ledger import Ledger
from kpi.words.formats import moment


@dataclass(frozen=True, slots=True)
class Answer:
    """What one check found. `state` is good, odd (may be meant) or bad (must be mended); `key` and
    `values` make the sentence (`doctor.<check>.<key>`)."""

    state: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)


class Case:
    """One home at one moment (UTC without zone)."""

    def __init__(self, home: Home, now: datetime) -> None:
        self.home, self.now = home, now

    @cached_property
    def reading(self) -> PlanReading:
        return read_plan(self.home.plan)

    @property
    def timezone(self) -> str:
        return self.reading.plan.timezone if self.reading.plan else "Asia/Ho_Chi_Minh"

    @property
    def locale(self) -> str:
        return self.reading.plan.locale if self.reading.plan else default_locale()

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self.home)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(Journal(self.home).entries())

    @cached_property
    def is_locked(self) -> bool:
        """Whether another process is changing the home just now."""
        return _is_held(self.home.lock)

    def last(self, *what: str) -> Entry | None:
        """The latest line of the journal of these kinds."""
        return next((e for e in reversed(self.entries) if e.what in what), None)

    def shown(self, at: datetime) -> str:
        """A moment of the journal on this computer's clock."""
        return moment(at.replace(tzinfo=UTC).astimezone(), self.locale)


def _is_held(lock: Path) -> bool:
    """Asked of the operating system, which lets go of a lock when its process dies."""
    if not lock.exists():
        return False
    if sys.platform == "win32":
        return _is_held_on_windows(lock)
    import fcntl

    handle = os.open(lock, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    else:
        return False
    finally:
        os.close(handle)


def _is_held_on_windows(lock: Path) -> bool:
    from filelock import FileLock, Timeout

    asked = FileLock(str(lock))
    try:
        asked.acquire(timeout=0)
    except Timeout:
        return True
    asked.release()
    return False
