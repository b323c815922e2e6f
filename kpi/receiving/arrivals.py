"""What came in since the last time: new contents at the sources, in the order they are taken.

A path seen again with the same content is no arrival. An arrival is in the warehouse only
together with its submissions; until then the ledger remembers when it was first seen.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from kpi.database.frames import lent, query, sql_text
from kpi.home import Home
from kpi.moments import as_utc
from kpi.notices import notice
from kpi.receiving.sources.by_hand import ByHand
from kpi.records.arrival import PASSING_RULES, Arrival, Standing

if TYPE_CHECKING:
    import duckdb

    from kpi.receiving.archive import Coming
    from kpi.receiving.ledger import Ledger
    from kpi.receiving.sources.source import SentFile, Source, Trouble

log = logging.getLogger(__name__)

AT_ONCE = 64  # files copied between two lines of the ledger: a stopped run does no more again
Seen = tuple[str, str]  # path and content
Stamp = tuple[str, str, str]  # path, stamp and content


@dataclass(frozen=True, slots=True)
class Received:
    """What a look at the sources brought: `arrivals` by time of receipt, then path, each content
    in the archive; the stamps of files that only looked new (`same`); and what could not be looked
    at."""

    arrivals: tuple[Arrival, ...] = ()
    same: tuple[Stamp, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def find_arrivals(
    home: Home, sources: Sequence[Source], con: duckdb.DuckDBPyConnection, now: datetime
) -> Received:
    """The new contents at the sources, taken into the archive; the warehouse is only asked.

    A file that cannot be opened now is left for the next run. What a run before saw and did not
    take comes along, also when it lies in the inbox no more; if it is in the archive neither, it
    is told, once.
    """
    from kpi.receiving.ledger import Ledger

    ledger = Ledger(home)
    pending = _pending(ledger, con)
    moment = max(as_utc(now), ledger.latest() or as_utc(now))
    search = _Search(home, ledger, pending, moment)
    if inbox_is_gone(home, ledger):
        notice("inbox_missing", path=home.inbox)
    search.look_at(sources, con)
    found = [*search.found, *_cut_short(home, ledger, pending, search)]
    arrivals = with_standings(con, sorted(found, key=lambda a: (a.received_at, a.path)))
    return Received(arrivals, tuple(search.same), search.troubles)


def inbox_is_gone(home: Home, ledger: Ledger) -> bool:
    """Whether files came before, and now there is no inbox for them to come to."""
    return not home.inbox.is_dir() and bool(ledger.seen())


class _Search:
    """One look at the sources: what is new (`found`), and what only looked new (`same`)."""

    def __init__(
        self, home: Home, ledger: Ledger, pending: Mapping[Seen, Mapping[str, Any]], now: datetime
    ) -> None:
        self.home, self.ledger, self.pending, self.now = home, ledger, pending, now
        self.secrets = set(ledger.secrets())
        self.found: list[Arrival] = []
        self.same: list[Stamp] = []
        self.troubles: tuple[Trouble, ...] = ()

    def look_at(self, sources: Sequence[Source], con: duckdb.DuckDBPyConnection) -> None:
        from kpi.receiving.sources import look_at

        stamps = dict(query(con, "SELECT path, stamp FROM inbox_stamp").rows())
        latest = dict(query(con, sql_text("receiving", "latest_arrivals")).rows())
        look = look_at(sources, wait=True)
        self.troubles = look.troubles
        changed = (
            (source, file) for source, file in look.files if stamps.get(file.name) != file.stamp
        )
        while some := list(islice(changed, AT_ONCE)):
            self._take_in(some, latest)

    def _take_in(self, files: Sequence[tuple[Source, SentFile]], latest: Mapping[str, str]) -> None:
        """Some files into the archive: copied, written down, then put under their names."""
        from kpi.receiving.archive import drop, settle

        coming: list[tuple[Coming, Arrival]] = []
        try:
            for source, file in files:
                one = self._copied(source, file)
                if one is None:
                    continue
                if latest.get(file.name) == one.sha256:
                    self.same.append((file.name, file.stamp, one.sha256))
                    drop([one])
                    continue
                coming.append((one, self._arrival(source, file, one)))
            self.ledger.add_seen(a for _, a in coming if (a.path, a.sha256) not in self.pending)
            for one, arrival in coming:
                if one.sha256 not in self.secrets:  # of these nothing is kept but their hash
                    settle(one)
                self.found.append(arrival)
        finally:
            drop(one for one, _ in coming)

    def _copied(self, source: Source, file: SentFile) -> Coming | None:
        from kpi.receiving.archive import copy_in
        from kpi.receiving.sources.source import LeftForLater

        try:
            return copy_in(self.home, source.fetch(file), file.at)
        except LeftForLater as error:
            log.info("file of %s left for the next run: %s", source.name, error)
            return None

    def _arrival(self, source: Source, file: SentFile, coming: Coming) -> Arrival:
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
            stamp=file.stamp,
            entered=isinstance(source, ByHand),
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
            entered=line.get("entered", False),
        )
    ledger.add_lost(lost)
    for line in lost:
        notice("lost_file", file=line["path"])


def time_of_receipt(file: SentFile, first_seen: datetime, now: datetime) -> tuple[datetime, bool]:
    """When a file was received, and whether its sidecar could not be believed: no file was
    received later than now."""
    told = as_utc(file.received_at) if file.received_at else None
    to_come = told is not None and told > now
    return first_seen if told is None or to_come else told, file.sidecar_problem or to_come


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
    for sha256, taken, withdrawn, rules in rows:
        passing = withdrawn or (not taken and bool(PASSING_RULES & set(rules or ())))
        before[sha256] = "again" if passing else "duplicate"
    standing: list[Arrival] = []
    for arrival in arrivals:
        standing.append(replace(arrival, standing=before.get(arrival.sha256, "new")))
        before.setdefault(arrival.sha256, "again")
    return tuple(standing)
