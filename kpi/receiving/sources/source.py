"""What a source is: somewhere files are sent to, which is looked at and never changed.

One rule: a source only says what lies there at rest and gives its bytes; whatever fails there is
a row of data, and stops no other source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file at rest at a source.

    `name`: its path with slashes, in normal form C, the same as long as it is the same file; what
    stands before the file's own name is the sender, as the plan's `senders` name him. Of a source
    other than the inbox it begins with the source's name (what a `Remote` lists does not:
    `remote.py`). `at`: where the source itself finds it;
    it ends as the file's own name does. `stamp` tells it from a later one under its name: what
    cannot change without the content changing too, as far as the source knows. `size` in bytes.
    `received_at` (aware, UTC): when somebody says it was received, else None; `sidecar_problem`:
    somebody says it, and it cannot be read.
    """

    name: str
    at: str
    size: int
    stamp: str
    received_at: datetime | None = None
    sidecar_problem: bool = False


SILENT = "source_silent"  # the word of a source that could not be asked at all


@dataclass(frozen=True, slots=True)
class Trouble:
    """What could not be looked at: its word in `notices.toml`, and where it is or why."""

    source: str
    key: str
    path: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source holds at rest, by name, and what of it could not be looked at."""

    files: tuple[SentFile, ...] = ()
    troubles: tuple[Trouble, ...] = ()


class LeftForLater(OSError):
    """A file that cannot be had now: gone, locked, half sent, still being written. The next run
    finds it again."""


class Source(Protocol):
    """A place that files come to. It changes nothing there: what is taken in is known by the
    archive and its ledger alone, so a file lies there until its sender takes it away."""

    @property
    def name(self) -> str:
        """What it is called in its paths and in messages; never another one's name."""

    def listing(self, *, wait: bool) -> Listing:
        """The files at rest: half-sent ones are left out. `wait`: it may look a second time at
        what is young. Raises OSError if the source as a whole cannot be asked."""

    def fetch(self, file: SentFile) -> Iterator[bytes]:
        """The bytes of a file, block by block. Raises LeftForLater, at the latest after the last
        block, if they are not one content to its end."""
