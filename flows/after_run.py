"""What follows every run, whatever it did: the one place where such steps are called."""

from __future__ import annotations

from datetime import datetime, timedelta

from flows.dates import now_utc
from flows.desk import refresh
from flows.failures import Failure, tell
from kpi.home import Home
from kpi.journal import Journal
from kpi.plan.model import Plan
from kpi.warehouse.store import Warehouse
from kpi.words import say

VERIFY_EVERY = timedelta(days=7)


def after_run(home: Home, plan: Plan, warehouse: Warehouse, now: datetime) -> bool:
    """Called while the warehouse is open, after the run's lines are in the journal; whether all is
    well. `now` is when the run began."""
    well = not verify_is_due(home, now) or _verify(home, plan, warehouse, now)
    refresh(home, plan, warehouse, now_utc())
    return well


def _verify(home: Home, plan: Plan, warehouse: Warehouse, now: datetime) -> bool:
    """Checks the home against its hashes and tells what is wrong; whether nothing is."""
    from flows.verify import verify_home

    found = verify_home(home, plan, now, warehouse)
    if found:
        sentence = say("failures.verify", plan.locale, count=len(found))
        tell(home, plan, [(Failure("verify", sentence), None)], now)
    return not found


def verify_is_due(home: Home, now: datetime) -> bool:
    """Whether the last check of the home's hashes lies a week back, or there was none."""
    last = Journal(home).last("verify")
    return last is None or not last.at <= now < last.at + VERIFY_EVERY
