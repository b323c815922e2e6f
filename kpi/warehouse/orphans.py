"""Figures stored under ids that the plan has no more, and what those are likely called now.

One rule: only what is certain is stated; a new id is offered, never taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kpi.database.frames import sql_text
from kpi.database.present_ids import under_ids_of
from kpi.plan.likely import fold, likely
from kpi.plan.model import Plan

if TYPE_CHECKING:
    import duckdb

Thing = Literal["indicators", "units"]


@dataclass(frozen=True, slots=True)
class Orphan:
    """`figures` stored under an id that the plan has no more, of periods from `first` to `last`.
    `name` is what it was called (empty: unknown), `now` the id that it likely has (empty: none)."""

    thing: Thing
    id: str
    figures: int
    first: str
    last: str
    name: str = ""
    now: str = ""


def orphans(con: duckdb.DuckDBPyConnection, plan: Plan) -> tuple[Orphan, ...]:
    """Every id with stored figures that is neither the plan's nor a former one of it."""
    with under_ids_of(con, plan):
        rows = con.execute(sql_text("warehouse", "stored_ids")).fetchall()
    living = {"indicators": plan.indicator_by_id, "units": plan.unit_by_id}
    found = [Orphan(*row) for row in rows if row[1] not in living[row[0]]]
    if not found:
        return ()
    names = _former_names(con, {(o.thing, o.id) for o in found})
    stored = {(row[0], row[1]) for row in rows}
    return tuple(_matched(o, plan, names.get((o.thing, o.id), ""), stored) for o in found)


def _former_names(
    con: duckdb.DuckDBPyConnection, wanted: set[tuple[Thing, str]]
) -> dict[tuple[str, str], str]:
    """What the ids were called by the latest plan that had them."""
    from kpi.plan.load import parse_plan

    texts = con.execute("SELECT text FROM plan_version ORDER BY plan_version DESC").fetchall()
    names: dict[tuple[str, str], str] = {}
    for (text,) in texts:
        earlier = parse_plan(text).plan
        for thing, items in (
            ("indicators", earlier.indicators if earlier else ()),
            ("units", earlier.units if earlier else ()),
        ):
            for item in items:
                names.setdefault((thing, item.id), item.name)
        if wanted <= names.keys():
            break
    return names


def _matched(orphan: Orphan, plan: Plan, name: str, stored: set[tuple[str, str]]) -> Orphan:
    """With its name, and the one of the plan that bears the same or nearly the same name."""
    items = plan.indicators if orphan.thing == "indicators" else plan.units
    by_name: dict[str, list[str]] = {}
    for item in items:
        by_name.setdefault(fold(item.name), []).append(item.id)
    near = likely(name, by_name) if name else None
    ids = by_name.get(near or "", [])
    fresh = [i for i in ids if (orphan.thing, i) not in stored] or ids
    now = fresh[0] if len(fresh) == 1 else ""
    return Orphan(orphan.thing, orphan.id, orphan.figures, orphan.first, orphan.last, name, now)
