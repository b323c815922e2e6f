"""The warehouse built anew beside the present one, which it replaces only when it is whole."""

from __future__ import annotations

from datetime import datetime

from kpi.collect.digests import write_down_runs
from kpi.collect.level import follow, refuse_altered_ledger, refuse_lost_ledger
from kpi.collect.replay import build, forget_secrets
from kpi.collect.tidy import tidy
from kpi.home import Home
from kpi.moments import as_utc
from kpi.receiving.ledger import Ledger
from kpi.warehouse.published import publish
from kpi.warehouse.store import WarehouseUnreadable, locked, open_file


def rebuild(home: Home, now: datetime, *, clock_was_ahead: bool = False) -> int:
    """Builds the warehouse anew from the archive and its ledger; gives the number of files.

    What the present warehouse knows and the ledger does not is written there first, if it can
    still be read. Until the new one is whole the present one stays in its place; then it stays
    beside it. `clock_was_ahead` writes down that no run was later than `now` (UTC without zone).
    Raises WarehouseProblem; nothing has changed then.
    """
    with locked(home):
        ledger = Ledger(home)
        tidy(home, ledger)
        _follow_present(home, ledger)
        refuse_lost_ledger(home, ledger)
        refuse_altered_ledger(home)
        if clock_was_ahead:
            ledger.add_clock(as_utc(now))
        files = build(home, ledger)
        publish(home)
        forget_secrets(home, ledger)
        what = "clock" if clock_was_ahead else "rebuild"
        con = open_file(home.warehouse, read_only=True)
        try:
            write_down_runs(home, con, ledger, now, what, files=files)
        finally:
            con.close()
        return files


def _follow_present(home: Home, ledger: Ledger) -> None:
    if not home.warehouse.exists():
        return
    try:
        con = open_file(home.warehouse)
    except WarehouseUnreadable:
        return  # a damaged file is just what this is for
    try:
        follow(con, ledger)
    finally:
        con.close()
