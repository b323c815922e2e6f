"""Folders and network shares that the plan names, looked at like the inbox.

One rule: what others can write there says nothing of when it came: sidecars are not believed. A
share that does not answer is given up after a bounded time.
"""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from kpi.home import Home
from kpi.plan.model import Plan, SourceSettings
from kpi.receiving.sources.inbox import Inbox, blocks
from kpi.receiving.sources.source import Listing, SentFile, Trouble

ANSWER_SECONDS = 120.0  # a large share over a slow line lists within; a dead one never answers
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder as a source; `data` is the home's own, in which no source may lie."""

    name: str
    folder: Path
    data: Path
    timezone: str

    def listing(self, *, wait: bool) -> Listing:
        """The files at rest, their names beginning with the source's. Raises OSError."""
        return within(ANSWER_SECONDS, lambda: self._listing(wait=wait))

    def fetch(self, file: SentFile) -> Iterator[bytes]:
        """The content of a plain file; what changed meanwhile is no content."""
        return blocks(Path(file.at))

    def _listing(self, *, wait: bool) -> Listing:
        if _overlap(self.folder.resolve(), self.data.resolve()):
            return Listing(troubles=(Trouble(self.name, "source_in_home", str(self.folder)),))
        with os.scandir(self.folder):  # the source as a whole can be asked, or this raises
            pass
        seen = Inbox(self.folder, self.timezone, self.name).listing(wait=wait)
        files = tuple(
            replace(f, name=f"{self.name}/{f.name}", received_at=None, sidecar_problem=False)
            for f in seen.files
        )
        troubles = tuple(replace(t, key="source_part") for t in seen.troubles)
        return Listing(files, troubles)


def folders_of(home: Home, plan: Plan) -> tuple[Folder, ...]:
    """The folders and shares that the plan names, in its order."""
    return tuple(_folder(home, plan, settings) for settings in plan.sources)


def _folder(home: Home, plan: Plan, settings: SourceSettings) -> Folder:
    place = home.root / Path(settings.path).expanduser()
    return Folder(settings.id, place, home.data, plan.timezone)


def within(seconds: float, ask: Callable[[], T]) -> T:
    """What `ask` gives. Raises its OSError, and TimeoutError if it gives nothing in time: its
    thread is left behind, since nothing can wake one that a dead share holds."""
    given: list[T] = []
    failed: list[OSError] = []

    def work() -> None:
        try:
            given.append(ask())
        except OSError as error:
            failed.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not given:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
    return given[0]


def _overlap(folder: Path, data: Path) -> bool:
    return folder.is_relative_to(data) or data.is_relative_to(folder)
