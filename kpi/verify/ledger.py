"""The ledger: every line can be read, names a plan that is known, and stands as it stood when the
journal wrote down its hash."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.collect.prefixes import first_altered
from kpi.verify.findings import Finding
from kpi.verify.look import Look


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
    """What is not what the journal says."""
    altered = first_altered(look.ledger_bytes, look.journal)
    if altered is None:
        return
    place = look.place(look.ledger_path)
    if altered.ends > len(look.ledger_bytes):
        values = {"size": len(look.ledger_bytes), "told": altered.ends}
        yield Finding("ledger", place, "shorter", values)
        return
    first, last = _line_after(look, altered.begins), _line_after(look, altered.ends - 1)
    yield Finding("ledger", f"{place}:{first}-{last}", "altered")


def _line_after(look: Look, byte: int) -> int:
    """The number of the line in which a byte stands."""
    return look.ledger_bytes.count(b"\n", 0, byte) + 1
