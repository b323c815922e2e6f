"""What is asked of a place that the plan fetches from, whatever its kind.

One rule: it says what lies there at rest and gives the bytes; names, times and contents that it
gives are believed nothing, and whatever fails is an OSError that knows its word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kpi.receiving.sources.source import SentFile

ANSWER_SECONDS = 30.0  # a server that says nothing for so long says nothing any more
CONNECTED_SECONDS = 1_200.0  # of one connection, for a server that never comes to an end
LISTED_AT_MOST = 20_000  # files or messages in one look; whoever lists more lists without end
DEEPEST = 12  # folders in each other
BLOCK = 2**18


class Unreachable(OSError):
    """A place that could not be asked, or gave what nobody should give: `key` is its word in
    `sources.toml` under `why`, `values` what the sentence needs; never a secret."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


@dataclass(frozen=True, slots=True)
class Login:
    """What a server is told of us. No message and no representation holds the secret."""

    user: str
    secret: str

    def __repr__(self) -> str:
        return f"Login({self.user!r})"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One file out of what was fetched: its name below the source's folder in the inbox, with the
    sender's folders, and where its content lies."""

    name: str
    content: Path


class Remote(Protocol):
    """A place while a connection to it is open.

    The `name` of its files is their path below the place, without the source's id, as the server
    has it: it is made fit elsewhere. Their `at` (what the place calls them) stays the same as long
    as they are the same, `stamp` while the content does. `received_at` is the time that the place
    itself gives them.
    """

    @property
    def left(self) -> Mapping[str, list[str]]:
        """What the last listing left where it is, names by the reason's word."""

    def listing(self) -> Iterator[SentFile]:
        """What lies there now. Raises OSError."""

    def fetch(self, file: SentFile) -> Iterator[bytes]:
        """The bytes of one, block by block. Raises LeftForLater if it cannot be had now or changed
        meanwhile, another OSError if the place as a whole fails."""

    def unpack(self, file: SentFile, copy: Path) -> list[Enclosed]:
        """The files in what was fetched to `copy`; they may be laid beside it."""

    def set_aside(self, file: SentFile) -> None:
        """The archive holds it: the place may put it where it is out of the way."""


class Left:
    """What a look left where it is, for kinds to fill."""

    def __init__(self) -> None:
        self.left: dict[str, list[str]] = {}

    def leave(self, reason: str, name: str) -> None:
        self.left.setdefault(reason, []).append(name)


class PlainFiles(Left):
    """Kinds whose things are files: nothing is in them but themselves, and they stay where they
    are."""

    def unpack(self, file: SentFile, copy: Path) -> list[Enclosed]:
        return [Enclosed(file.name, copy)]

    def set_aside(self, file: SentFile) -> None:
        """Nothing is changed at the sender's."""
