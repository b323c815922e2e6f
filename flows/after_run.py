"""What follows every run, whatever it did: the one place where such steps are called."""

from __future__ import annotations

from datetime import datetime, timedelta

from flows.attention import CHECK
from flows.dates import now_utc
from flows.desk import refresh
from flows.failure import Failure
from kpi.home import Home
from kpi.journal import Journal
from kpi.plan.model import Plan
from kpi.warehouse.store import Warehouse
from kpi.words import say

CHECK_EVERY = timedelta(days=7)


def after_run(home: Home, plan: Plan, warehouse: Warehouse) -> None:
    """Called while the warehouse is open, after the run's lines are in the journal."""
    refresh(home, plan, warehouse, now_utc())


def weekly_check(
    home: Home, plan: Plan, warehouse: Warehouse, now: datetime
) -> list[tuple[Failure, None]]:
    """Once a week the home's hashes are checked, as by `kpi verify`; what is wrong is a failure of
    the run, said line by line."""
    if not check_is_due(home, now):
        return []
    from flows.verify import verify_home

    found = verify_home(home, plan, now, warehouse)
    if not found:
        return []
    sentence = say("failures.verify", plan.locale, count=len(found))
    return [(Failure(CHECK, sentence, f"{len(found)}"), None)]


def check_is_due(home: Home, now: datetime) -> bool:
    """Whether the last check, or else the home's first run, lies a week back."""
    since: datetime | None = None
    for entry in Journal(home).entries():
        if entry.what == CHECK or (entry.what == "run_started" and since is None):
            since = entry.at
    return since is not None and not since <= now < since + CHECK_EVERY
