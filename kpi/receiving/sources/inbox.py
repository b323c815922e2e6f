"""The first source, the folder of the inbox: plain files that have come to rest, with what their
sidecars say.

The inbox belongs to others: nothing in it is moved, changed or followed.
"""

from __future__ import annotations

import os
import stat
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from kpi.receiving.sources.source import LeftForLater, Listing, SentFile, Trouble
from kpi.workbooks import limits
from kpi.workbooks.passing_files import SIDECAR, is_passing

SETTLED_SECONDS = 2.0
_BLOCK = 2**20


@dataclass(frozen=True, slots=True)
class _Seen:
    path: str
    size: int
    changed_ns: int
    stamp: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class Inbox:
    """The folder `data/inbox/` as a source; its names begin with a sender's folder."""

    folder: Path
    timezone: str  # of the plan: that of sidecars that name none
    name: str = "inbox"

    def listing(self, *, wait: bool) -> Listing:
        """Files whose size and time have not changed for 2 seconds, by name.

        Files younger than that are looked at a second time after one short wait, if `wait`; those
        that changed meanwhile are left for the next run.
        """
        began = time.time()
        closed: list[str] = []
        seen = {s.path: s for s in _walk(self.folder, closed)}
        young = {p for p, s in seen.items() if not _is_old(s, began)}
        if young and wait:
            time.sleep(SETTLED_SECONDS)
            again = {p: _look(p) for p in young}
            young = {p for p in young if again[p] != seen[p]}
        zone = ZoneInfo(self.timezone)
        files = [
            _file(self.folder, s, zone)
            for p, s in seen.items()
            if p not in young and not p.lower().endswith(SIDECAR)
        ]
        troubles = tuple(Trouble(self.name, "inbox_part", folder) for folder in closed)
        return Listing(tuple(sorted(_distinct(files), key=lambda f: f.name)), troubles)

    def fetch(self, file: SentFile) -> Iterator[bytes]:
        """The content of a plain file; what changed meanwhile is no content."""
        return blocks(Path(file.at))


def file_at(inbox: Path, path: Path, timezone: str) -> SentFile | None:
    """One file of the inbox as it would be listed, at rest or not; None for links, special files
    and what has gone."""
    seen = _look(os.fspath(path))
    return None if seen is None else _file(inbox, seen, ZoneInfo(timezone))


def blocks(path: Path) -> Iterator[bytes]:
    """The content of a plain file, block by block. Raises LeftForLater."""
    try:
        with _opened(path) as file:
            before = os.fstat(file.fileno())
            size = 0
            while block := file.read(_BLOCK):
                size += len(block)
                yield block
            after = os.fstat(file.fileno())
    except OSError as error:
        raise LeftForLater(type(error).__name__) from None
    if size != after.st_size or before.st_mtime_ns != after.st_mtime_ns:
        raise LeftForLater("still being written")


def _opened(source: Path) -> BinaryIO:
    """Opens a plain file and nothing that was put in its place since it was seen.

    Where the system cannot refuse links while opening (Windows), what was opened is compared with
    what stands there; a link in place of a folder above is not told.
    """
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    handle = os.open(source, flags)
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode) or not os.path.samestat(about, os.lstat(source)):
        os.close(handle)
        raise OSError("no plain file")
    return os.fdopen(handle, "rb")


def _is_old(seen: _Seen, now: float) -> bool:
    # a time in the future is no rest: such a file must be looked at twice
    return seen.changed_ns <= (now - SETTLED_SECONDS) * 1e9


def _walk(inbox: Path, closed: list[str]) -> Iterator[_Seen]:
    """Every plain file; folders below that cannot be read are added to `closed`."""
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
                closed.append(folder)


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
    return _Seen(path, about.st_size, about.st_mtime_ns, _stamp(about))


def _stamp(about: os.stat_result) -> str:
    """Size, times and identity of a file.

    The time of the last change of any kind is part of it where the system keeps one, so that a
    content rewritten with its old size and time is seen.
    """
    return f"{about.st_size}:{about.st_mtime_ns}:{about.st_ctime_ns}:{about.st_ino}"


def _file(inbox: Path, seen: _Seen, zone: ZoneInfo) -> SentFile:
    received_at, problem = _sidecar(seen.path + SIDECAR, zone)
    name = _name(os.path.relpath(seen.path, os.fspath(inbox)))
    return SentFile(name, seen.path, seen.size, seen.stamp, received_at, problem)


def _name(relative: str) -> str:
    # bytes that are no text in this system's encoding are shown as \xNN
    text = relative.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text.replace(os.sep, "/"))


def _distinct(files: list[SentFile]) -> list[SentFile]:
    """Two names that only a machine tells apart (normal forms) get a number."""
    count: dict[str, int] = {}
    found = []
    for file in sorted(files, key=lambda f: os.fsencode(f.at)):
        count[file.name] = count.get(file.name, 0) + 1
        if count[file.name] > 1:
            found.append(replace(file, name=f"{file.name} ({count[file.name]})"))
        else:
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
