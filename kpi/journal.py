"""Who did what and when: `data/journal.jsonl`, only ever added to, each line chained to the one
before by its hash.

A line cut short by a power cut never was one: the next entry takes its place.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from kpi.files import folder, owner_only
from kpi.home import Home

START = "0" * 64  # what the first line is chained to
LOCK_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `at` is UTC without zone; `what` a code such as `collect`; `sha256` the hash of
    the line itself, `before` that of the line before it."""

    number: int
    at: datetime
    who: str
    what: str
    details: Mapping[str, Any]
    before: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A line (counted from 1) that does not follow from the one before it."""

    line: int


class Journal:
    """The journal of one home; asked anew at each call, so that it never lags behind."""

    def __init__(self, home: Home) -> None:
        self.path = home.journal

    def add(self, what: str, at: datetime, **details: Any) -> None:
        """Adds a line (details: whatever JSON can hold; never a secret or a figure's value).
        Raises OSError if it cannot be written."""
        from filelock import FileLock

        folder(self.path.parent)
        lock = FileLock(str(self.path.with_name(".journal.lock")), mode=0o600)
        with lock.acquire(timeout=LOCK_SECONDS), self.path.open("ab+") as file:
            last = _cut_to_whole_lines(file)
            line = {
                "n": last.number + 1 if last else 1,
                "at": at.isoformat() + "Z",
                "who": user_name(),
                "what": what,
                "details": details,
                "before": last.sha256 if last else START,
            }
            file.write(json.dumps(line, ensure_ascii=False, sort_keys=True).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        if line["n"] == 1:
            owner_only(self.path)

    def entries(self) -> Iterator[Entry]:
        """Every whole line that can be read, oldest first; see `broken` for the others."""
        for _, entry in self._lines():
            if entry is not None:
                yield entry

    def last(self, *what: str) -> Entry | None:
        """The latest entry of these kinds (none named: of any)."""
        found = None
        for entry in self.entries():
            if not what or entry.what in what:
                found = entry
        return found

    def tail(self) -> Entry | None:
        """The last whole line, without reading the others."""
        try:
            with self.path.open("rb") as file:
                lines = _whole_tail(file)[0].split(b"\n")[:-1]
        except FileNotFoundError:
            return None
        return next((e for e in map(_entry, reversed(lines)) if e is not None), None)

    def broken(self) -> tuple[Broken, ...]:
        """The lines that were changed, taken out or put in since they were written."""
        found: list[Broken] = []
        before, number = START, 0
        for at, entry in self._lines():
            if entry is None:
                found.append(Broken(at))
                continue
            if entry.before != before or entry.number != number + 1:
                found.append(Broken(at))
            before, number = entry.sha256, entry.number
        return tuple(found)

    def _lines(self) -> Iterator[tuple[int, Entry | None]]:
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return
        for number, raw in enumerate(data.split(b"\n")[:-1], 1):
            yield number, _entry(raw)


def _whole_tail(file: BinaryIO) -> tuple[bytes, int]:
    """(the last whole lines, how many bytes of a line cut short follow them)."""
    size = file.seek(0, os.SEEK_END)
    step = 4096
    while True:
        start = max(0, size - step)
        file.seek(start)
        tail = file.read(size - start)
        end = tail.rfind(b"\n") + 1
        begin = 0 if start == 0 else tail.find(b"\n") + 1
        if start == 0 or begin < end:
            return tail[begin:end], len(tail) - end
        step *= 2


def _cut_to_whole_lines(file: BinaryIO) -> Entry | None:
    """Takes off a last line that was cut short; gives the last whole one."""
    whole, cut = _whole_tail(file)
    if cut:
        file.truncate(file.seek(0, os.SEEK_END) - cut)
    lines = whole.split(b"\n")[:-1]
    return next((e for e in map(_entry, reversed(lines)) if e is not None), None)


def _entry(raw: bytes) -> Entry | None:
    try:
        line = json.loads(raw)
        at = datetime.fromisoformat(line["at"]).replace(tzinfo=None)
        return Entry(
            int(line["n"]),
            at,
            str(line["who"]),
            str(line["what"]),
            dict(line["details"]),
            str(line["before"]),
            hashlib.sha256(raw).hexdigest(),
        )
    except (ValueError, KeyError, TypeError):
        return None


def user_name() -> str:
    """The user's name on this computer; empty where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
