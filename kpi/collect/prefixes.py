"""How long the ledger was, and what its hash was, each time the journal wrote it down: a ledger is
only ever added to, so each of these beginnings must still be there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from kpi.journal import Entry

BEGUN_AGAIN = "ledger_again"  # the journal's word for a ledger written anew from the warehouse


@dataclass(frozen=True, slots=True)
class Altered:
    """The first beginning that is not what it was: the bytes after `begins` up to `ends`. `ends`
    lies beyond the ledger's end where lines were taken off it."""

    begins: int
    ends: int


def first_altered(ledger: bytes, journal: Iterable[Entry]) -> Altered | None:
    """The first beginning that differs; those after it cannot be right either. None: all stand.

    A line that was cut short and written again stands once, as if it had not been cut.
    """
    written = _written_down(journal)
    altered = _differing(ledger, written)
    return None if altered and _differing(_whole_lines(ledger), written) is None else altered


def _whole_lines(ledger: bytes) -> bytes:
    return b"".join(n for n in ledger.splitlines(keepends=True) if _can_be_read(n))


def _can_be_read(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _differing(ledger: bytes, written: list[tuple[int, str]]) -> Altered | None:
    digest, before = hashlib.sha256(), 0
    for size, sha256 in written:
        if size > len(ledger):
            return Altered(before, size)
        digest.update(ledger[before:size])
        if digest.hexdigest() != sha256:
            return Altered(before, size)
        before = size
    return None


def _written_down(journal: Iterable[Entry]) -> list[tuple[int, str]]:
    """(size, sha256) by the journal, the shortest first."""
    said: dict[int, str] = {}
    for entry in journal:
        if entry.what == BEGUN_AGAIN:
            said.clear()
        size, sha256 = entry.details.get("ledger_size"), entry.details.get("ledger_sha256")
        if isinstance(size, int) and isinstance(sha256, str):
            said[size] = sha256
    return sorted(said.items())
