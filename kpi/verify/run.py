"""All checks, one after the other, and the second look: what only another process's work made
look wrong is no finding."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kpi.collect.access import reading
from kpi.home import Home
from kpi.verify.archive import check_archive
from kpi.verify.deep import differing_runs
from kpi.verify.findings import Finding, Verified
from kpi.verify.journal import check_journal
from kpi.verify.ledger import check_ledger
from kpi.verify.look import Look, plain_files
from kpi.verify.reports import check_reports
from kpi.verify.warehouse import check_warehouse
from kpi.warehouse.store import WarehouseProblem, locked, open_file

if TYPE_CHECKING:
    import duckdb

PAUSE = 1.0  # seconds between two looks at a home that cannot be kept still
COUNTS = ("contents", "lines", "runs", "reports", "entries")


@dataclass(frozen=True, slots=True)
class Check:
    """One room of the home and how it is looked at."""

    area: str
    look: Callable[[Look], Iterator[Finding]]


CHECKS = (
    Check("journal", check_journal),
    Check("archive", check_archive),
    Check("ledger", check_ledger),
    Check("reports", check_reports),
)
# The warehouse last: entering it may make good what is missing there.
WAREHOUSE = Check("warehouse", check_warehouse)
DEEP = Check("warehouse", differing_runs)


def check_home(
    home: Home,
    now: datetime,
    *,
    deep: bool = False,
    con: duckdb.DuckDBPyConnection | None = None,
    advance: Callable[[int], None] = lambda _: None,
) -> Verified:
    """Looks at everything; `deep` also builds the warehouse again beside and compares.

    `now` is UTC without zone. `con` is the open warehouse of a caller that holds the home's lock
    already. `advance` is told the number of files as they are read. Never raises for what it
    finds, and changes nothing but what any command makes good when it enters the warehouse.
    """
    opened: Callable[[], _Opened] = lambda: _lent(con) if con is not None else _reading(home, now)  # noqa: E731 - one door or the other
    verified = _look(home, opened, advance)
    if verified.findings and con is None:
        verified = _lasting(verified, _second_look(home, now))
    if deep:
        again = tuple(_looked(Look(home), opened, DEEP))
        return Verified(verified.findings + again, verified.counts)
    return verified


def _lasting(first: Verified, second: Verified) -> Verified:
    """What both looks found; the warehouse as the second one saw it, if the first was refused."""
    seen = {finding.key for finding in second.findings}
    lasting = [f for f in first.findings if f.key in seen]
    if any(f.kind == "refused" for f in first.findings):
        known = {finding.key for finding in lasting}
        new = (f for f in second.findings if f.area == "warehouse" and f.key not in known)
        lasting.extend(new)
    return Verified(tuple(lasting), second.counts)


def files_to_read(home: Home) -> int:
    """How many files a check reads, for whoever shows how far it is."""
    return sum(1 for top in (home.archive, home.reports("")) for _ in plain_files(top))


def _second_look(home: Home, now: datetime) -> Verified:
    """With everybody else kept off where that can be had, else after a pause."""
    try:
        with locked(home):
            return _look(home, lambda: _original(home))
    except WarehouseProblem:
        time.sleep(PAUSE)
        return _look(home, lambda: _reading(home, now))


def _look(
    home: Home, opened: Callable[[], _Opened], advance: Callable[[int], None] = lambda _: None
) -> Verified:
    look = Look(home, advance=advance)
    findings = [f for check in CHECKS for f in _guarded(look, check)]
    findings += _looked(look, opened, WAREHOUSE)
    return Verified(tuple(findings), {name: look.counts[name] for name in COUNTS})


def _looked(look: Look, opened: Callable[[], _Opened], check: Check) -> list[Finding]:
    """A check's findings in the opened warehouse."""
    try:
        with opened() as look.con:
            return _guarded(look, check)
    except Exception as problem:  # noqa: BLE001 - whatever is broken is told with the rest
        return [_refused(look, check.area, problem)]


def _guarded(look: Look, check: Check) -> list[Finding]:
    """A check's findings; that it could not be made to its end is one too."""
    found: list[Finding] = []
    try:
        found.extend(check.look(look))
    except Exception as error:  # noqa: BLE001 - whatever is broken, the other rooms are looked at
        found.append(_refused(look, check.area, error))
    return found


def _refused(look: Look, area: str, error: Exception) -> Finding:
    place = look.place(look.home.data)
    if isinstance(error, WarehouseProblem):
        return Finding(area, look.place(look.home.warehouse), "refused", {"problem": error})
    if isinstance(error, OSError):
        place = str(error.filename or place)
        return Finding(area, place, "cannot_read")
    return Finding(area, place, "not_looked_at", {"reason": type(error).__name__})


if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    _Opened = AbstractContextManager[duckdb.DuckDBPyConnection | None]


@contextmanager
def _reading(home: Home, now: datetime) -> Iterator[duckdb.DuckDBPyConnection | None]:
    if _nothing_yet(home):
        yield None
        return
    with reading(home, now) as warehouse:
        yield warehouse.con


@contextmanager
def _original(home: Home) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """The warehouse's own file, under the lock."""
    if not home.warehouse.exists():
        yield None
        return
    con = open_file(home.warehouse, read_only=True)
    try:
        yield con
    finally:
        con.close()


@contextmanager
def _lent(con: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection | None]:
    yield con


def _nothing_yet(home: Home) -> bool:
    return not home.warehouse.exists() and not (home.archive / "ledger.jsonl").exists()
