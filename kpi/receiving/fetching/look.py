"""One look at one source: what is new there, at rest, and within bounds comes into the inbox.

One rule: what came before something failed stays, and is written down; the rest waits.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from kpi.files import working_folder
from kpi.home import Home
from kpi.moments import as_utc
from kpi.plan.model import Plan
from kpi.plan.ways import SourceSettings
from kpi.receiving.fetching.memory import Content, Memory
from kpi.receiving.fetching.names import below, fit, is_ours, shown
from kpi.receiving.fetching.placing import NoPlace, placed
from kpi.receiving.fetching.result import Waiting
from kpi.receiving.sources.kinds import KINDS, opened
from kpi.receiving.sources.remote import LISTED_AT_MOST, Enclosed, Remote, Unreachable
from kpi.receiving.sources.source import LeftForLater, SentFile

MOST_FILES = 2_000  # things fetched in one look: the next one goes on
MOST_BYTES = 2**31  # of one look
ENOUGH_SECONDS = 600.0  # of one look: what did not come by then waits for the next
LARGEST = 45 * 2**20  # bytes of one thing: the largest file that is read, as a mail wraps it
SETTLED_SECONDS = 2.0


class TooLate(OSError):
    """The look was given up; nothing more is put into the inbox."""


@dataclass(slots=True)
class Look:
    """One look, and what came of it: `files` in the inbox, `left` names by the reason's word
    (`sources.toml`, `left`), `kept` what the source calls those, `found` what is new there."""

    home: Home
    plan: Plan
    settings: SourceSettings
    memory: Memory
    now: datetime
    only_told: bool = False  # a dry run
    files: list[Content] = field(default_factory=list)
    left: dict[str, list[str]] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    found: tuple[Waiting, ...] = ()
    more: int = 0
    over: bool = False
    fetched_lies_there: bool = False  # what was fetched before, and might be put away
    began: float = field(default_factory=time.monotonic)

    def take(self) -> None:
        """Everything new at the source, the oldest first. Raises OSError if it fails as a whole."""
        with opened(self.home, self.plan, self.settings) as remote:
            new = self._new(remote)
            self.found = tuple(Waiting(shown(file.name), file.size) for file in new)
            if not self.only_told:
                self._take_all(remote, new)
            for reason, names in remote.left.items():
                self.left.setdefault(reason, []).extend(names)

    def _new(self, remote: Remote) -> list[SentFile]:
        """What is at rest and was not fetched yet: listed twice, a moment apart, where a thing may
        still be on its way."""
        new = self._unknown(remote)
        if new and not KINDS[self.settings.kind].whole:
            time.sleep(SETTLED_SECONDS)
            before = {(file.at, file.stamp) for file in new}
            again = self._unknown(remote)
            new = [file for file in again if (file.at, file.stamp) in before]
            self._leave("half_sent", [f for f in again if (f.at, f.stamp) not in before])
        self._leave("name", [file for file in new if not fit(file.name)])
        self._leave("large", [file for file in new if fit(file.name) and file.size > LARGEST])
        wanted = (file for file in new if fit(file.name) and file.size <= LARGEST)
        return sorted(wanted, key=_by_time)

    def _unknown(self, remote: Remote) -> list[SentFile]:
        listed = list(islice(remote.listing(), LISTED_AT_MOST + 1))
        if len(listed) > LISTED_AT_MOST:
            raise Unreachable("too_many", count=LISTED_AT_MOST)
        known = [self.memory.files(self.settings.id, file) for file in listed]
        self.fetched_lies_there = any(known)
        pairs = zip(listed, known, strict=True)
        return [file for file, files in pairs if files is None and is_ours(file.name)]

    def _take_all(self, remote: Remote, new: Iterable[SentFile]) -> None:
        total = 0
        for number, file in enumerate(new):
            late = time.monotonic() > self.began + ENOUGH_SECONDS
            if late or number >= MOST_FILES or total + file.size > MOST_BYTES:
                self.kept.add(file.at)
                self.more += 1
                continue
            total += file.size
            try:
                self._take(remote, file)
            except LeftForLater:
                self._leave("half_sent", [file])
            except NoPlace:
                self._leave("name", [file])

    def _take(self, remote: Remote, file: SentFile) -> None:
        """One thing: fetched to the side, unpacked, put into the inbox, written down."""
        with working_folder(self.home.data) as folder:
            copy = folder / "fetched"
            _copy(remote, file, copy)
            enclosed = [one for one in remote.unpack(file, copy) if is_ours(one.name)]
            contents = self._laid(enclosed, self._came_at(file))
        self.memory.add(self.settings.id, file, contents)
        self.files += contents

    def _laid(self, enclosed: Iterable[Enclosed], came_at: datetime) -> list[Content]:
        """Files into the inbox; those whose names lead elsewhere are left."""
        contents: list[Content] = []

        def is_claimed(path: str) -> bool:
            return self.memory.is_claimed(path) or path in dict(contents)

        for one in enclosed:
            if self.over:
                raise TooLate
            if name := below(self.settings.id, one.name):
                contents.append(placed(self.home, name, one.content, came_at, is_claimed))
            else:
                self.left.setdefault("name", []).append(one.name)
        return contents

    def _came_at(self, file: SentFile) -> datetime:
        """When it came, as the source says, but not after now; a time that a sender can set counts
        from the last look that did not see it yet."""
        state = self.memory.state(self.settings.id)
        said = as_utc(file.received_at) if file.received_at else self.now
        own = KINDS[self.settings.kind].own_time
        if state.looked is not None and not own and file.at not in state.left:
            said = max(said, state.looked)
        return min(said, self.now)

    def _leave(self, reason: str, files: Iterable[SentFile]) -> None:
        for file in files:
            self.kept.add(file.at)
            self.left.setdefault(reason, []).append(file.name)


def _copy(remote: Remote, file: SentFile, copy: Path) -> None:
    size = 0
    with copy.open("wb") as made:
        for block in remote.fetch(file):
            size += len(block)
            if size > LARGEST:
                raise LeftForLater("longer than it was said to be")
            made.write(block)


def _by_time(file: SentFile) -> tuple[float, str]:
    """The oldest first; what has no time last."""
    return file.received_at.timestamp() if file.received_at else math.inf, file.name
