"""Which plan and which moment a command speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kpi.moments import as_of_moment, local
from kpi.notices import notice
from kpi.plan.model import Plan
from kpi.warehouse.plans import plan_as_of, register_plan
from kpi.warehouse.store import Warehouse
from kpi.words import formats


@dataclass(frozen=True, slots=True)
class InForce:
    """The plan in force at a moment (UTC without zone)."""

    plan: Plan
    as_of: datetime


def in_force(warehouse: Warehouse, plan: Plan, day: date | None, now: datetime) -> InForce:
    """The plan loaded by the end of `day` (else the first), or the home's plan if no day is given.

    The home's plan is remembered first, so that what is reported today can be reported again.
    """
    register_plan(warehouse.con, plan, now)
    return known_in_force(warehouse, plan, day, now)


def known_in_force(warehouse: Warehouse, plan: Plan, day: date | None, now: datetime) -> InForce:
    """The same, of a warehouse that is only read. By a moment to come the home's plan will have
    been remembered, so it is the one in force; that its day has not ended is told."""
    if day is None:
        return InForce(plan, now)
    if day >= local(now, plan.timezone).date():
        notice("day_not_ended", day=formats.day(day, plan.locale))
    moment = as_of_moment(day, plan.timezone)
    if moment >= now:
        return InForce(plan, moment)
    return InForce(_loaded_by(warehouse, moment, plan) or plan, moment)


def _loaded_by(warehouse: Warehouse, moment: datetime, plan: Plan) -> Plan | None:
    """The plan loaded by a moment, `plan` itself where it is the one."""
    text = plan_as_of(warehouse.con, moment)
    if text is None or text == plan.text:
        return plan
    from kpi.plan.load import parse_plan

    return parse_plan(text).plan
