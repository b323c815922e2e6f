"""The container of .xls files (OLE2): which streams it holds, and the content of one.

Every chain of sectors is followed at most as far as the file is long, so that a container that
leads in circles costs nothing.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_STORAGE, _STREAM, _ROOT = 1, 2, 5


class DamagedContainer(Exception):
    """The container's own tables do not hold together."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    first: int
    size: int
    number: int
    beside: tuple[int, int]
    inside: int


class Container:
    """An OLE2 file in memory; `names` are those of its streams, wherever they lie in it."""

    def __init__(self, data: bytes) -> None:
        if not data.startswith(SIGNATURE) or len(data) < _HEADER:
            raise DamagedContainer
        self.data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift > shift:
            raise DamagedContainer
        self.sector, self.small_sector = 1 << shift, 1 << small_shift
        count, first_folder = struct.unpack_from("<II", data, 44)
        self.small_below, first_small, _, first_more, _ = struct.unpack_from("<5I", data, 56)
        self.table = self._table(count, first_more)
        self.entries = tuple(self._entries(b"".join(self._sectors(first_folder))))
        self.small_table = _numbers(b"".join(self._sectors(first_small)))

    @property
    def names(self) -> frozenset[str]:
        return frozenset(e.name for e in self.entries if e.kind == _STREAM)

    def holds(self, *names: str) -> bool:
        """Whether there is a stream of one of these names, in whatever case of letters."""
        low = {n.lower() for n in names}
        return any(name.lower() in low for name in self.names)

    def stream(self, name: str) -> bytes | None:
        """The content of the stream of this name in whatever case of letters, one at the top
        before one in a folder (of an embedded object); None if there is none."""
        named = [e for e in self.entries if e.kind == _STREAM and e.name.lower() == name.lower()]
        if not named:
            return None
        top = self._at_the_top() if len(named) > 1 else frozenset()
        entry = next((e for e in named if e.number in top), named[0])
        content = self._content(entry)
        if len(content) < entry.size:
            raise DamagedContainer
        return content[: entry.size]

    def _at_the_top(self) -> frozenset[int]:
        """The numbers of the entries that lie in no folder."""
        by_number = {e.number: e for e in self.entries}
        waiting = [e.inside for e in self.entries if e.kind == _ROOT]
        found: set[int] = set()
        while waiting:
            entry = by_number.get(waiting.pop())
            if entry is not None and entry.number not in found:
                found.add(entry.number)
                waiting += entry.beside
        return frozenset(found)

    def _content(self, entry: _Entry) -> bytes:
        if entry.size >= self.small_below:
            return b"".join(self._sectors(entry.first))
        root = next((e for e in self.entries if e.kind == _ROOT), None)
        if root is None:
            raise DamagedContainer
        small = b"".join(self._sectors(root.first))
        size = self.small_sector
        chain = _chain(self.small_table, entry.first, len(small) // size + 1)
        return b"".join(small[n * size : (n + 1) * size] for n in chain)

    def _sectors(self, first: int) -> Iterable[bytes]:
        return map(self._at, _chain(self.table, first, len(self.data) // self.sector + 1))

    def _at(self, number: int) -> bytes:
        at = (number + 1) * self.sector  # the header fills one sector of whatever size
        return self.data[at : at + self.sector]

    def _table(self, count: int, first_more: int) -> Sequence[int]:
        """The chain table, whose own sectors are listed in the header and behind it."""
        most = len(self.data) // self.sector + 1
        listed = list(struct.unpack_from("<109I", self.data, 76))
        seen: set[int] = set()
        more = first_more
        while more < most and more not in seen:
            seen.add(more)
            *numbers, more = _numbers(self._at(more)) or (most,)
            listed += numbers
        if count > most:
            raise DamagedContainer
        used = [n for n in listed if n < most][:count]
        return _numbers(b"".join(self._at(n) for n in used))

    def _entries(self, folder: bytes) -> Iterable[_Entry]:
        for at in range(0, len(folder) - 127, 128):
            length, kind = struct.unpack_from("<HB", folder, at + 64)
            left, right, inside = struct.unpack_from("<III", folder, at + 68)
            first, size = struct.unpack_from("<II", folder, at + 116)
            if kind in (_STORAGE, _STREAM, _ROOT):
                raw = folder[at : at + max(min(length, 64) - 2, 0)]
                name = raw.decode("utf-16-le", "replace")
                yield _Entry(name, kind, first, size, at // 128, (left, right), inside)


def _chain(table: Sequence[int], first: int, most: int) -> Iterable[int]:
    number = first
    for _ in range(most):
        if number >= len(table):
            return
        yield number
        number = table[number]
    raise DamagedContainer  # longer than the file: it leads in a circle


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
