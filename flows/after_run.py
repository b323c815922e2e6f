"""What follows every run, whatever it did: the one place where such steps are called."""

from __future__ import annotations

from datetime import datetime, timedelta

from kpi.home import Home
from kpi.journal import Journal
from kpi.plan.model import Plan
from kpi.warehouse.store import Warehouse

VERIFY_EVERY = timedelta(days=7)


def after_run(home: Home, plan: Plan, warehouse: Warehouse, now: datetime) -> None:
    """Called while the warehouse is open, after the run's lines are in the journal."""


def verify_is_due(home: Home, now: datetime) -> bool:
    """Whether the last check of the home's hashes lies a week back, or there was none."""
    last = Journal(home).last("verify")
    return last is None or not last.at <= now < last.at + VERIFY_EVERY
