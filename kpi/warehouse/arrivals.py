"""What came in since the last time: new contents at inbox paths, in the order they are taken.

A path seen again with the same content is no arrival. An arrival is in the warehouse only
together with its submissions; until then the ledger remembers when it was first seen.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from kpi.home import Home
from kpi.plan.model import Plan
from kpi.warehouse.frames import execute, lent, query, sql_text
from kpi.warehouse.moments import as_utc

if TYPE_CHECKING:
    import duckdb

    from kpi.intake.inbox import InboxFile
    from kpi.warehouse.ledger import Ledger
    from kpi.warehouse.store import Warehouse

log = logging.getLogger(__name__)

Standing = Literal["new", "again", "duplicate"]

# What can stand against a content at one path and under one plan, and not elsewhere or later.
PASSING_RULES = frozenset(
    {
        "wrong_plan",
        "unknown_unit",
        "wrong_unit",
        "unknown_period",
        "wrong_period",
        "wrong_sender",
    }
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One content newly found at one inbox path. Times are UTC without zone.

    `path` is relative to the inbox, with slashes; `original` the archived content. `standing`:
    `new` never received before; `duplicate` received before, and no other path or plan can make
    it read otherwise; `again` received before, but perhaps not taken for its path or the plan.
    `sidecar_problem` tells that a time of receipt stands beside it that cannot be read. `stamp`
    tells the file in the inbox from a later one at the same path.
    """

    path: str
    sha256: str
    size: int
    received_at: datetime
    first_seen_at: datetime
    original: Path
    standing: Standing = "new"
    sidecar_problem: bool = False
    stamp: str = ""


def find_arrivals(
    home: Home, plan: Plan, warehouse: Warehouse, now: datetime, *, wait: bool = True
) -> tuple[Arrival, ...]:
    """The arrivals of an inbox by time of receipt, then path; each content is in the archive.

    A file that cannot be opened now is left for the next run.
    """
    from kpi.intake.inbox import scan
    from kpi.warehouse.ledger import Ledger

    con = warehouse.con
    stamps = dict(query(con, "SELECT path, stamp FROM inbox_stamp").rows())
    latest = dict(query(con, sql_text("latest_arrivals")).rows())
    ledger = Ledger(home)
    pending = _pending(ledger, con)
    found: list[Arrival] = []
    same: list[tuple[str, str, str]] = []
    for file in scan(home.inbox, plan.timezone, wait=wait):
        stamp = stamp_of(file.path)
        if not stamp or stamps.get(file.name) == stamp:
            continue
        arrival = _archived(home, file, stamp, pending, as_utc(now))
        if arrival is None:
            continue
        if latest.get(file.name) == arrival.sha256:
            same.append((arrival.path, stamp, arrival.sha256))
        else:
            found.append(arrival)
    remember_stamps(con, same)
    ordered = with_standings(con, sorted(found, key=lambda a: (a.received_at, a.path)))
    ledger.add_seen(a for a in ordered if (a.path, a.sha256) not in pending)
    return ordered


def stamp_of(path: Path) -> str:
    """Size, times and identity of a file; empty if it cannot be asked.

    The time of the last change of any kind is part of it where the system keeps one, so that a
    content rewritten with its old size and time is seen.
    """
    try:
        about = path.stat()
    except OSError:
        return ""
    return f"{about.st_size}:{about.st_mtime_ns}:{about.st_ctime_ns}:{about.st_ino}"


def _archived(
    home: Home, file: InboxFile, stamp: str, pending: dict[tuple[str, str], datetime], now: datetime
) -> Arrival | None:
    from kpi.intake.archive import LeftForLater, keep

    try:
        kept = keep(home, file.path)
    except LeftForLater as error:
        log.warning("inbox file left for the next run: %s", error)
        return None
    first_seen = pending.get((file.name, kept.sha256), now)
    return Arrival(
        path=file.name,
        sha256=kept.sha256,
        size=kept.size,
        received_at=as_utc(file.received_at) if file.received_at else first_seen,
        first_seen_at=first_seen,
        original=kept.path,
        sidecar_problem=file.sidecar_problem,
        stamp=stamp,
    )


def _pending(ledger: Ledger, con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], datetime]:
    """When contents were first seen that the warehouse never got: a run was cut short."""
    seen = ledger.first_seen()
    if not seen:
        return {}
    loaded = set(query(con, "SELECT path, sha256, first_seen_at FROM arrival").rows())
    return {key: moment for key, moment in seen.items() if (*key, moment) not in loaded}


def with_standings(
    con: duckdb.DuckDBPyConnection, arrivals: Sequence[Arrival]
) -> tuple[Arrival, ...]:
    """The arrivals, each told whether its content was received before."""
    import polars as pl

    if not arrivals:
        return ()
    contents = pl.DataFrame(
        {"sha256": sorted({a.sha256 for a in arrivals})}, schema={"sha256": pl.String}
    )
    with lent(con, wanted_content=contents):
        rows = query(con, sql_text("standings")).rows()
    before: dict[str, Standing] = {}
    for sha256, taken, rules in rows:
        passing = not taken and bool(PASSING_RULES & set(rules or ()))
        before[sha256] = "again" if passing else "duplicate"
    standing: list[Arrival] = []
    for arrival in arrivals:
        standing.append(replace(arrival, standing=before.get(arrival.sha256, "new")))
        before.setdefault(arrival.sha256, "again")
    return tuple(standing)


def remember_stamps(con: duckdb.DuckDBPyConnection, stamps: Iterable[tuple[str, str, str]]) -> None:
    """Keeps (path, stamp, content) so that an unchanged file is not read again."""
    import polars as pl

    rows = list(stamps)
    if not rows:
        return
    schema = {"path": pl.String, "stamp": pl.String, "sha256": pl.String}
    with lent(con, new_stamp=pl.DataFrame(rows, schema=schema, orient="row")):
        execute(con, "INSERT OR REPLACE INTO inbox_stamp SELECT path, stamp, sha256 FROM new_stamp")
