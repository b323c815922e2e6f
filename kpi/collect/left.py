"""What still lies at the sources after a run: files that another program held or was writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi.home import Home
from kpi.plan.model import Plan

if TYPE_CHECKING:
    from kpi.warehouse.store import Warehouse


def left_in_inbox(home: Home, plan: Plan, warehouse: Warehouse) -> tuple[str, ...]:
    """Files at rest of which the warehouse does not know that they were taken in, by name."""
    from kpi.receiving.sources import look_at, sources_of
    from kpi.warehouse.stamps import known_stamps

    known = known_stamps(warehouse.con)
    look = look_at(sources_of(home, plan), wait=False)
    return tuple(f.name for _, f in look.files if known.get(f.name) != f.stamp)
