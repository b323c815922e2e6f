"""The one gate to the warehouse: every command enters here.

A writer is alone, and finds the warehouse level with the archive's ledger. Readers stand beside
it: they read the latest published copy, and only one that lacks nothing of the ledger.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING

from kpi.collect.level import (
    bring_level,
    covers,
    follow,
    latest_known,
    refuse_clock_behind,
    refuse_lost_ledger,
)
from kpi.collect.tidy import tidy
from kpi.home import Home
from kpi.notices import notice
from kpi.plan.model import Plan
from kpi.receiving.ledger import Ledger
from kpi.warehouse import published, store
from kpi.warehouse.plans import latest_plan_sha256, plan_sha256, register_plan
from kpi.warehouse.store import (
    Warehouse,
    WarehouseBusy,
    WarehouseProblem,
    WarehouseUnreadable,
    open_file,
    open_warehouse,
)

if TYPE_CHECKING:
    import duckdb

TRIES = 2  # to make a copy for readers: others may change the warehouse meanwhile
PAUSE = 0.1  # seconds between two looks at what another process is doing


@contextmanager
def writing(home: Home, now: datetime, *, seconds: float | None = None) -> Iterator[Warehouse]:
    """The warehouse to change, level with the archive's ledger; `now` is UTC without zone. Waits
    `seconds` for another process to let go.

    What is committed is in the ledger and before readers at the end, also after an error.
    Raises WarehouseProblem: busy, unreadable, a ledger that is lost, a clock that stands before
    what is known.
    """
    from kpi.collect import digests

    with open_warehouse(home, seconds=seconds) as warehouse:
        ledger = Ledger(home)
        refuse_clock_behind(latest_known(home, ledger), now)
        tidy(home, ledger)
        if made_good := bring_level(home, warehouse, ledger):
            with suppress(OSError):  # a full disk keeps nobody from asking
                digests.write_down_runs(home, warehouse.con, ledger, now, made_good)
        with suppress(OSError):
            digests.write_down_last_run(home, warehouse.con, ledger, now)
            digests.write_down_last_act(home, warehouse.con, ledger, now)
        warehouse.home = home
        try:
            yield warehouse
        finally:
            _leave(home, warehouse)


@contextmanager
def reading(home: Home, now: datetime) -> Iterator[Warehouse]:
    """The warehouse to ask, also while another process changes it. Raises WarehouseProblem."""
    ledger = Ledger(home)
    refuse_clock_behind(latest_known(home, ledger), now)
    con = _opened_copy(home, now, ledger)
    try:
        yield Warehouse(con, home.warehouse)
    finally:
        con.close()


def latest_moment(home: Home) -> datetime | None:
    """The latest moment at which this computer's clock is known to have stood (UTC)."""
    return latest_known(home, Ledger(home))


def remember_plan(home: Home, plan: Plan, now: datetime) -> None:
    """Keeps the plan as a version of its own if it differs from the last one kept, so that what is
    shown today can be shown again. Left out where nothing can be written now."""
    with suppress(WarehouseProblem):
        with reading(home, now) as warehouse:
            if latest_plan_sha256(warehouse.con) == plan_sha256(plan):
                return
        with writing(home, now) as warehouse:
            register_plan(warehouse.con, plan, now)


def _leave(home: Home, warehouse: Warehouse) -> None:
    """Readers first: what the ledger holds must be theirs to see."""
    try:
        warehouse.publish()
        follow(warehouse.con, Ledger(home))
    except OSError:
        notice("ledger_waits")  # a full disk; the next command makes good for it


def _opened_copy(home: Home, now: datetime, ledger: Ledger) -> duckdb.DuckDBPyConnection:
    """A copy that lacks nothing; waits a little for a writer that is about to give one."""
    ends = time.monotonic() + store.LOCK_SECONDS
    made = 0
    while made < TRIES:
        if published.is_latest(home) and (con := _covering(home, ledger)) is not None:
            return con
        try:
            _bring_copy_up_to_date(home, now)
            made += 1
        except WarehouseBusy:
            if (con := _covering(home, ledger)) is not None:
                return con  # a writer is at work: this is what was known before
            if time.monotonic() > ends:
                raise
            time.sleep(PAUSE)
        except WarehouseUnreadable as problem:
            if problem.key != "no_folder":
                raise
            return _original(home)
    raise WarehouseUnreadable("no_copy", path=home.published)  # a full disk


def _covering(home: Home, ledger: Ledger) -> duckdb.DuckDBPyConnection | None:
    """The latest copy, opened, if it lacks nothing of the ledger as it stands now."""
    copy = published.latest(home)
    if copy is None:
        return None
    try:
        con = open_file(copy, read_only=True)
    except (WarehouseUnreadable, OSError):
        return None  # taken away meanwhile, or damaged
    try:
        level = covers(con, ledger.as_it_stands())
    except BaseException:
        con.close()
        raise
    if level:
        return con
    con.close()
    return None


def _bring_copy_up_to_date(home: Home, now: datetime) -> None:
    with writing(home, now, seconds=0.0):
        pass


def _original(home: Home) -> duckdb.DuckDBPyConnection:
    """The warehouse itself, where nothing can be written and so nobody writes."""
    ledger = Ledger(home)
    refuse_lost_ledger(home, ledger)
    if not home.warehouse.exists() and not ledger:
        return store.open_empty()
    con = open_file(home.warehouse, read_only=True)
    try:
        if covers(con, ledger):
            return con
    except BaseException:
        con.close()
        raise
    con.close()
    raise WarehouseUnreadable("behind_read_only", path=home.data)
