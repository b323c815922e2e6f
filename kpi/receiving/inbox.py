"""What lies in the inbox: plain files that have come to rest, with what their sidecars say.

The inbox belongs to others: nothing in it is moved, changed or followed.
"""

from __future__ import annotations

import logging
import os
import stat
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kpi.notices import notice
from kpi.workbooks import limits
from kpi.workbooks.passing_files import SIDECAR, is_passing

log = logging.getLogger(__name__)

SETTLED_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class InboxFile:
    """One file at rest. `name` is its path below the inbox with slashes, in normal form C.

    `received_at` (aware, UTC) is what its sidecar says, else None; `sidecar_problem` tells that
    there is a sidecar that cannot be read."""

    path: Path
    name: str
    size: int
    received_at: datetime | None = None
    sidecar_problem: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    path: str
    size: int
    changed_ns: int


def scan(inbox: Path, timezone: str, *, wait: bool = True) -> list[InboxFile]:
    """Files whose size and time have not changed for 2 seconds, by name.

    Files younger than that are looked at a second time after one short wait, if `wait`; those
    that changed meanwhile are left for the next run.
    """
    began = time.time()
    seen = {s.path: s for s in _walk(inbox)}
    young = {p for p, s in seen.items() if not _is_old(s, began)}
    if young and wait:
        time.sleep(SETTLED_SECONDS)
        again = {p: _look(p) for p in young}
        young = {p for p in young if again[p] != seen[p]}
    zone = ZoneInfo(timezone)
    files = [
        _file(inbox, s, zone)
        for p, s in seen.items()
        if p not in young and not p.lower().endswith(SIDECAR)
    ]
    return sorted(_distinct(files), key=lambda f: f.name)


def file_at(inbox: Path, path: Path, timezone: str) -> InboxFile | None:
    """One file of the inbox as `scan` finds it, at rest or not; None for links, special files and
    what has gone."""
    seen = _look(os.fspath(path))
    return None if seen is None else _file(inbox, seen, ZoneInfo(timezone))


def _is_old(seen: _Seen, now: float) -> bool:
    # a time in the future is no rest: such a file must be looked at twice
    return seen.changed_ns <= (now - SETTLED_SECONDS) * 1e9


def _walk(inbox: Path) -> Iterator[_Seen]:
    folders = [os.fspath(inbox)]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if is_passing(entry.name):
                        continue
                    if _is_folder(entry):
                        folders.append(entry.path)
                    elif (seen := _look(entry.path)) is not None:
                        yield seen
        except OSError:
            if folder != os.fspath(inbox):  # of the inbox itself `find_arrivals` tells
                notice("inbox_part", path=folder)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _look(path: str) -> _Seen | None:
    """Size and time of a plain file; None for links, special files and what has gone."""
    try:
        about = os.lstat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(about.st_mode):
        return None
    return _Seen(path, about.st_size, about.st_mtime_ns)


def _file(inbox: Path, seen: _Seen, zone: ZoneInfo) -> InboxFile:
    received_at, problem = _sidecar(seen.path + SIDECAR, zone)
    name = _name(os.path.relpath(seen.path, os.fspath(inbox)))
    return InboxFile(Path(seen.path), name, seen.size, received_at, problem)


def _name(relative: str) -> str:
    # bytes that are no text in this system's encoding are shown as \xNN
    text = relative.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text.replace(os.sep, "/"))


def _distinct(files: list[InboxFile]) -> list[InboxFile]:
    """Two names that only a machine tells apart (normal forms) get a number."""
    count: dict[str, int] = {}
    found = []
    for file in sorted(files, key=lambda f: os.fsencode(f.path)):
        count[file.name] = count.get(file.name, 0) + 1
        if count[file.name] > 1:
            name = f"{file.name} ({count[file.name]})"
            file = InboxFile(file.path, name, file.size, file.received_at, file.sidecar_problem)  # noqa: PLW2901 - the same file under a name of its own
        found.append(file)
    return found


def _sidecar(path: str, zone: ZoneInfo) -> tuple[datetime | None, bool]:
    """(time, problem): one ISO time, without zone in the plan's. None is no fault if absent."""
    seen = _look(path)
    if seen is None:
        return None, False
    try:
        if seen.size > limits.SIDECAR_BYTES:
            return None, True
        text = Path(path).read_text(encoding="utf-8-sig").strip()
        moment = datetime.fromisoformat(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return aware.astimezone(UTC), False
    except (OSError, ValueError, OverflowError):
        return None, True
