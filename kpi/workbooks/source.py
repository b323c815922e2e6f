"""Where the bytes of a file come from: the disk, or an archive that holds it.

A member of an archive is read where it is: no copy of a sender's file lies in a folder of the
system, where a stopped run would leave it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


class Source(Protocol):
    """What can be read to its end: a path, or a `Member`. Reading may raise OSError."""

    def read_bytes(self) -> bytes:
        """All of it."""
        ...


@dataclass(frozen=True, slots=True)
class Member:
    """A file out of an archive, unpacked."""

    content: bytes = field(repr=False)

    def read_bytes(self) -> bytes:
        return self.content


def size_of(source: Path | Member) -> int:
    return len(source.content) if isinstance(source, Member) else source.stat().st_size


def beginning_of(source: Path | Member, length: int) -> bytes:
    """The first bytes, without reading the rest."""
    if isinstance(source, Member):
        return source.content[:length]
    with source.open("rb") as file:
        return file.read(length)
