"""The plan's sources: each is asked once, and nothing is fetched."""

from __future__ import annotations

from itertools import islice

from flows.doctor.case import Answer, Case
from flows.doctor.trying import trouble
from kpi.plan.model import Plan
from kpi.plan.ways import SourceSettings
from kpi.words import say


def sources(case: Case) -> Answer:
    """Every source answers, under the password that is kept for it."""
    plan = case.reading.plan
    if plan is None or not plan.sources:
        return Answer("good", "none")
    told = {one.id: _trouble(case, plan, one) for one in plan.sources}
    lines = [
        say("doctor.sources.one", case.locale, source=source, what=why or _good(case))
        for source, why in told.items()
    ]
    state = "bad" if any(told.values()) else "good"
    return Answer(state, "asked", {"lines": "\n".join(["", *lines])})


def _good(case: Case) -> str:
    return say("doctor.sources.answers", case.locale)


def _trouble(case: Case, plan: Plan, settings: SourceSettings) -> str:
    """Why a source gives no answer; empty if it does."""
    from kpi.receiving.sources.kinds import opened

    def ask() -> bool:
        with opened(case.home, plan, settings) as remote:
            list(islice(remote.listing(), 1))
        return True

    return trouble(case, ask)
