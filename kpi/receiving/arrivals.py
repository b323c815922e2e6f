"""What came in since the last time: new contents at inbox paths, in the order they are taken.

A path seen again with the same content is no arrival. An arrival is in the warehouse only
together with its submissions; until then the ledger remembers when it was first seen.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi.database.frames import execute, lent, query, sql_text
from kpi.home import Home
from kpi.moments import as_utc
from kpi.notices import notice
from kpi.plan.model import Plan
from kpi.records.arrival import PASSING_RULES, Arrival, Standing

if TYPE_CHECKING:
    import duckdb

    from kpi.receiving.archive import Coming
    from kpi.receiving.inbox import InboxFile
    from kpi.receiving.ledger import Ledger

log = logging.getLogger(__name__)

AT_ONCE = 64  # files copied between two lines of the ledger: a stopped run does no more again
Seen = tuple[str, str]  # path and content


def find_arrivals(
    home: Home, plan: Plan, con: duckdb.DuckDBPyConnection, now: datetime, *, wait: bool = True
) -> tuple[Arrival, ...]:
    """The arrivals of an inbox by time of receipt, then path; each content is in the archive.

    A file that cannot be opened now is left for the next run. What a run before saw and did not
    take comes along, also when it lies in the inbox no more; if it is in the archive neither, it
    is told, once.
    """
    from kpi.receiving.ledger import Ledger

    ledger = Ledger(home)
    pending = _pending(ledger, con)
    moment = max(as_utc(now), ledger.latest() or as_utc(now))
    search = _Search(home, ledger, pending, moment)
    search.look_into(plan, con, wait=wait)
    remember_stamps(con, search.same)
    found = [*search.found, *_cut_short(home, ledger, pending, search)]
    return with_standings(con, sorted(found, key=lambda a: (a.received_at, a.path)))


def inbox_is_gone(home: Home, ledger: Ledger) -> bool:
    """Whether files came before, and now there is no inbox for them to come to."""
    return not home.inbox.is_dir() and bool(ledger.seen())


class _Search:
    """One look into the inbox: what is new (`found`), and what only looked new (`same`)."""

    def __init__(
        self, home: Home, ledger: Ledger, pending: Mapping[Seen, Mapping[str, Any]], now: datetime
    ) -> None:
        self.home, self.ledger, self.pending, self.now = home, ledger, pending, now
        self.secrets = set(ledger.secrets())
        self.found: list[Arrival] = []
        self.same: list[tuple[str, str, str]] = []

    def look_into(self, plan: Plan, con: duckdb.DuckDBPyConnection, *, wait: bool) -> None:
        from kpi.receiving.inbox import scan

        if inbox_is_gone(self.home, self.ledger):
            notice("inbox_missing", path=self.home.inbox)
        stamps = dict(query(con, "SELECT path, stamp FROM inbox_stamp").rows())
        latest = dict(query(con, sql_text("receiving", "latest_arrivals")).rows())
        changed = (
            (file, stamp)
            for file in scan(self.home.inbox, plan.timezone, wait=wait)
            if (stamp := stamp_of(file.path)) and stamps.get(file.name) != stamp
        )
        while some := list(islice(changed, AT_ONCE)):
            self._take_in(some, latest)

    def _take_in(self, files: Sequence[tuple[InboxFile, str]], latest: Mapping[str, str]) -> None:
        """Some files into the archive: copied, written down, then put under their names."""
        from kpi.receiving.archive import drop, settle

        coming: list[tuple[Coming, Arrival]] = []
        try:
            for file, stamp in files:
                one = self._copied(file)
                if one is None:
                    continue
                if latest.get(file.name) == one.sha256:
                    self.same.append((file.name, stamp, one.sha256))
                    drop([one])
                    continue
                coming.append((one, self._arrival(file, stamp, one)))
            self.ledger.add_seen(a for _, a in coming if (a.path, a.sha256) not in self.pending)
            for one, arrival in coming:
                if one.sha256 not in self.secrets:  # of these nothing is kept but their hash
                    settle(one)
                self.found.append(arrival)
        finally:
            drop(one for one, _ in coming)

    def _copied(self, file: InboxFile) -> Coming | None:
        from kpi.receiving.archive import LeftForLater, copy_in

        try:
            return copy_in(self.home, file.path)
        except LeftForLater as error:
            log.info("inbox file left for the next run: %s", error)
            return None

    def _arrival(self, file: InboxFile, stamp: str, coming: Coming) -> Arrival:
        before = self.pending.get((file.name, coming.sha256))
        first_seen = _moment(before["first_seen_at"]) if before else self.now
        received_at, problem = time_of_receipt(file, first_seen, self.now)
        return Arrival(
            path=file.name,
            sha256=coming.sha256,
            size=coming.size,
            received_at=received_at,
            first_seen_at=first_seen,
            original=coming.path,
            sidecar_problem=problem,
            stamp=stamp,
        )


def _cut_short(
    home: Home, ledger: Ledger, pending: Mapping[Seen, Mapping[str, Any]], search: _Search
) -> Iterator[Arrival]:
    """What an earlier run had seen, was stopped, and is not in the inbox any more."""
    from kpi.receiving.archive import find, holds, place_of

    found = {(a.path, a.sha256) for a in search.found}
    left = {seen: line for seen, line in pending.items() if seen not in found}
    lost = []
    for (path, sha256), line in left.items():
        kept = find(home, sha256)
        if (kept is None or not holds(kept, sha256)) and sha256 not in search.secrets:
            lost.append(line)
            continue
        first_seen = line["first_seen_at"]
        yield Arrival(
            path=path,
            sha256=sha256,
            size=line.get("size", kept.stat().st_size if kept else 0),
            received_at=_moment(line.get("received_at", first_seen)),
            first_seen_at=_moment(first_seen),
            original=kept or place_of(home, sha256, path),
            sidecar_problem=line.get("sidecar_problem", False),
        )
    ledger.add_lost(lost)
    for line in lost:
        notice("lost_file", file=line["path"])


def time_of_receipt(file: InboxFile, first_seen: datetime, now: datetime) -> tuple[datetime, bool]:
    """When a file was received, and whether its sidecar could not be believed: no file was
    received later than now."""
    told = as_utc(file.received_at) if file.received_at else None
    to_come = told is not None and told > now
    return first_seen if told is None or to_come else told, file.sidecar_problem or to_come


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


def _pending(ledger: Ledger, con: duckdb.DuckDBPyConnection) -> dict[Seen, Mapping[str, Any]]:
    """The lines of contents that were seen and that the warehouse never got: a run was cut
    short."""
    seen = ledger.seen()
    if not seen:
        return {}
    loaded = set(query(con, "SELECT path, sha256, first_seen_at FROM arrival").rows())
    lost = ledger.lost()
    moments = {key: _moment(line["first_seen_at"]) for key, line in seen.items()}
    return {
        key: line
        for key, line in seen.items()
        if (*key, moments[key]) not in loaded and lost.get(key) != moments[key]
    }


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


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
        rows = query(con, sql_text("receiving", "standings")).rows()
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
