"""What still lies in the inbox after a run: files that another program held or was writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi.home import Home
from kpi.plan.model import Plan
from kpi.receiving.arrivals import stamp_of

if TYPE_CHECKING:
    from kpi.warehouse.store import Warehouse


def left_in_inbox(home: Home, plan: Plan, warehouse: Warehouse) -> tuple[str, ...]:
    """Files at rest of which the warehouse does not know that they were taken in, by name."""
    from kpi.receiving.inbox import scan

    known = dict(warehouse.con.execute("SELECT path, stamp FROM inbox_stamp").fetchall())
    files = scan(home.inbox, plan.timezone, wait=False)
    return tuple(f.name for f in files if known.get(f.name) != stamp_of(f.path))
