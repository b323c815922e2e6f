"""The plan's ways of delivery: each is opened once, and nothing is sent."""

from __future__ import annotations

from flows.doctor.case import Answer, Case
from flows.doctor.trying import trouble
from kpi.plan.model import Plan
from kpi.plan.ways import DeliverySettings
from kpi.words import say


def ways(case: Case) -> Answer:
    """Every way can be used, under the password that is kept for it."""
    plan = case.reading.plan
    if plan is None or not plan.delivery:
        return Answer("good", "none")
    told = {one.id: _trouble(case, plan, one) for one in plan.delivery}
    good = say("doctor.ways.answers", case.locale)
    lines = [
        say("doctor.ways.one", case.locale, way=way, what=why or good) for way, why in told.items()
    ]
    state = "bad" if any(told.values()) else "good"
    return Answer(state, "asked", {"lines": "\n".join(["", *lines])})


def _trouble(case: Case, plan: Plan, settings: DeliverySettings) -> str:
    """Why a way cannot be used; empty if it can."""
    from kpi.delivery.kinds import opened
    from kpi.delivery.way import Route

    def use() -> bool:
        with opened(Route(case.home, plan, settings)):
            return True

    return trouble(case, use)
