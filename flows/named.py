"""Indicators, units and fields as people name them on the command line: by id or by name.

One rule: where it is not sure who is meant, the command stops and shows who may be.
"""

from __future__ import annotations

from collections.abc import Sequence

from flows.console import Stop
from kpi.plan.likely import fold
from kpi.plan.model import Plan
from kpi.plan.named import Named, meant
from kpi.words import say

AREA = "area:"
ALL = "ALL"


def indicator_of(plan: Plan, written: str) -> str:
    """The id of the indicator meant; Stop if it is none, or may be several."""
    things = [Named(i.id, (i.name,)) for i in plan.indicators]
    return _one(plan.locale, "indicator", written, things)


def field_of(plan: Plan, written: str) -> str:
    """The id of the field meant; Stop if it is none, or may be several."""
    return _one(plan.locale, "field", written, [Named(f.id, (f.name,)) for f in plan.fields])


def unit_of(plan: Plan, written: str) -> str:
    """The id of the unit meant, by its name or an alias too; Stop if none, or may be several, or
    if all of them or those of an area are named where one is wanted."""
    _refuse_many(plan, written)
    return _one(plan.locale, "unit", written, _units(plan))


def _refuse_many(plan: Plan, written: str) -> None:
    """Stop, with the reason, for `ALL` and `area:NAME`."""
    named = fold(written)
    if named == fold(ALL):
        raise Stop(say("named.one.all", plan.locale, written=written))
    if not named.startswith(AREA):
        return
    area = named.removeprefix(AREA).strip()
    inside = [Named(u.id, (u.name,)) for u in plan.units if u.area and fold(u.area) == area]
    if inside:
        words = say("named.one.area", plan.locale, written=written)
        raise Stop("\n".join((words, *_listed(inside))))


def entity_of(plan: Plan, written: str) -> str:
    """`ALL`, a unit's id or `area:NAME`; Stop if it is none of these, or may be several."""
    areas = dict.fromkeys(u.area for u in plan.units if u.area)
    things = [Named(ALL), *_units(plan), *(Named(AREA + area) for area in areas)]
    return _one(plan.locale, "entity", written, things)


def _units(plan: Plan) -> list[Named]:
    return [Named(u.id, (u.name, *u.aliases)) for u in plan.units]


def _one(locale: str, thing: str, written: str, things: Sequence[Named]) -> str:
    found = meant(written, things)
    if found.sure is not None:
        return found.sure.id
    if found.several:
        words = say(f"named.several.{thing}", locale, written=written)
        raise Stop("\n".join((words, *_listed(found.several))))
    near = ""
    if found.near:
        near = say("cli.near", locale, word=found.near[0].id)
    words = say(f"named.none.{thing}", locale, written=written, near=near)
    raise Stop("\n".join((words, *_listed(found.near))))


MOST = 12  # shown of those that may be meant


def _listed(things: Sequence[Named]) -> list[str]:
    lines = [f"  {t.id}: {t.names[0]}" if t.names else f"  {t.id}" for t in things[:MOST]]
    return [*lines, "  …"] if len(things) > MOST else lines
