"""The ledger: every line can be read, names a plan that is known, and stands as it stood when the
journal wrote down its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from kpi.verify.findings import Finding
from kpi.verify.look import Look

BEGUN_AGAIN = "ledger_again"  # the journal's word for a ledger written anew from the warehouse


def check_ledger(look: Look) -> Iterator[Finding]:
    """Line by line, then against the journal."""
    look.counts["lines"] = sum(1 for line in look.ledger if line.content is not None)
    if not look.ledger_bytes:
        yield from _lost(look)
    yield from _unreadable(look)
    yield from _plans(look)
    yield from _prefixes(look)


def _lost(look: Look) -> Iterator[Finding]:
    contents = look.home.archive.glob("[0-9a-f][0-9a-f]/*")
    if next(contents, None) is not None:
        yield Finding("ledger", look.place(look.ledger_path), "lost")


def _unreadable(look: Look) -> Iterator[Finding]:
    for line in look.ledger:
        if line.content is not None:
            continue
        place = f"{look.place(look.ledger_path)}:{line.number}"
        last = line.ends == len(look.ledger_bytes)
        if line.cut and last:
            yield Finding("ledger", place, "cut_short")
        elif not line.cut:  # one cut short was written again by the run after it
            yield Finding("ledger", place, "unreadable")


def _plans(look: Look) -> Iterator[Finding]:
    known = {str(line["sha256"]) for line in look.lines("plan")}
    for line in look.ledger:
        batch = line.content
        if batch is None or batch["kind"] != "batch" or batch["plan_sha256"] in known:
            continue
        place = f"{look.place(look.ledger_path)}:{line.number}"
        yield Finding("ledger", place, "unknown_plan", {"run": batch["run"]})


def _prefixes(look: Look) -> Iterator[Finding]:
    """The first prefix that is not what the journal says; those after it cannot be either."""
    data, digest, before = look.ledger_bytes, hashlib.sha256(), 0
    for size, told in _told(look):
        if size > len(data):
            place = look.place(look.ledger_path)
            yield Finding("ledger", place, "shorter", {"size": len(data), "told": size})
            return
        digest.update(data[before:size])
        if digest.hexdigest() != told:
            first, last = _line_after(look, before), _line_after(look, size - 1)
            place = f"{look.place(look.ledger_path)}:{first}-{last}"
            yield Finding("ledger", place, "altered")
            return
        before = size


def _told(look: Look) -> list[tuple[int, str]]:
    """(size, sha256) by the journal, the shortest first."""
    told: dict[int, str] = {}
    for entry in look.journal:
        if entry.what == BEGUN_AGAIN:
            told.clear()
        size, sha256 = entry.details.get("ledger_size"), entry.details.get("ledger_sha256")
        if isinstance(size, int) and isinstance(sha256, str):
            told[size] = sha256
    return sorted(told.items())


def _line_after(look: Look, byte: int) -> int:
    """The number of the line in which a byte stands."""
    return look.ledger_bytes.count(b"\n", 0, byte) + 1
