"""Folders and network shares that the plan names, looked at like the inbox.

One rule: what others can write there says nothing of when it came: sidecars are not believed, and
of a file's times only the one counts that the system sets.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from kpi.receiving.sources.inbox import Inbox, blocks
from kpi.receiving.sources.kinds import Place
from kpi.receiving.sources.remote import LISTED_AT_MOST, PlainFiles, Unreachable
from kpi.receiving.sources.source import SentFile


class Folder(PlainFiles):
    """One folder; `data` is the home's own, in which no source may lie."""

    def __init__(self, folder: Path, data: Path, timezone: str) -> None:
        super().__init__()
        self._folder, self._data, self._timezone = folder, data, timezone

    def listing(self) -> Iterator[SentFile]:
        """The files at rest. Raises OSError if the folder as a whole cannot be asked."""
        self.left = {}
        if _overlap(self._folder.resolve(), self._data.resolve()):
            raise Unreachable("in_home", path=self._folder)
        with os.scandir(self._folder):
            pass
        seen = Inbox(self._folder, self._timezone).listing(wait=True)
        for trouble in seen.troubles:
            self.leave("closed", trouble.path)
        if len(seen.files) > LISTED_AT_MOST:
            raise Unreachable("too_many", count=LISTED_AT_MOST)
        for file in seen.files:
            yield replace(file, received_at=_came_at(file.at), sidecar_problem=False)

    def fetch(self, file: SentFile) -> Iterator[bytes]:
        """The content of a plain file; what changed meanwhile is no content."""
        return blocks(Path(file.at))


@contextmanager
def opened(place: Place) -> Iterator[Folder]:
    """The folder; nothing is opened before it is looked at."""
    path = place.home.root / Path(place.settings.path).expanduser()
    yield Folder(path, place.home.data, place.plan.timezone)


def _came_at(path: str) -> datetime | None:
    """When the system last wrote down a change of the file: copying does not bring it along, as it
    does the time of the content."""
    try:
        about = os.lstat(path)
    except OSError:
        return None
    return datetime.fromtimestamp(max(about.st_ctime, about.st_mtime), UTC)


def _overlap(folder: Path, data: Path) -> bool:
    return folder.is_relative_to(data) or data.is_relative_to(folder)
