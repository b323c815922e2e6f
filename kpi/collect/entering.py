"""A figure entered by hand goes the way of a file: archived, read, checked, loaded.

One rule: it is tried first beside everything else; what a form would have refused or asked back
leaves nothing behind.
"""

from __future__ import annotations

from datetime import datetime

from kpi.collect.outbox import given_back
from kpi.collect.steps import check_batch, load_batch, prepare, read_arrivals
from kpi.files import working_folder
from kpi.home import Home
from kpi.moments import as_utc
from kpi.plan.model import Plan
from kpi.receiving.arrivals import find_arrivals
from kpi.receiving.ledger import Ledger
from kpi.receiving.sources.by_hand import ByHand
from kpi.records.arrival import Arrival
from kpi.records.submission import Submission
from kpi.warehouse.store import Warehouse


def next_number(home: Home) -> int:
    """Which figure entered in this home the next one is."""
    return Ledger(home).entered() + 1


def tried(
    home: Home, plan: Plan, warehouse: Warehouse, now: datetime, given: ByHand
) -> tuple[Submission, ...]:
    """What would become of a figure; nothing of it is kept."""
    with working_folder(home.data) as folder:
        path = folder / "nhap-tay.csv"
        path.write_bytes(given.content())
        [file] = given.listing(wait=False).files
        arrival = Arrival(file.name, "", file.size, as_utc(now), as_utc(now), path, entered=True)
        readings = read_arrivals(home, plan, [arrival])
        return check_batch(plan, warehouse, [arrival], readings).submissions


def enter(
    home: Home, plan: Plan, warehouse: Warehouse, now: datetime, given: ByHand
) -> tuple[Submission, ...]:
    """Takes a figure in as a submission of its own, with whatever a run before was stopped at."""
    prepare(home, plan, warehouse, now)
    arrivals = find_arrivals(home, (given,), warehouse.con, now).arrivals
    readings = read_arrivals(home, plan, arrivals)
    loaded = load_batch(
        home, plan, warehouse, now, check_batch(plan, warehouse, arrivals, readings)
    )
    own = tuple(s for s in loaded if s.arrival.entered)
    given_back(warehouse.con, [s.name for s in own])  # nobody waits for feedback on his own word
    return own
