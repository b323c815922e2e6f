"""The way from one state of knowledge to another, one cause at a time.

The one rule: each stage differs from the one before by a single cause, so that what it changes is
that cause's part and all parts together are the whole change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from kpi.assessment.inputs import Known, Until
from kpi.plan.model import Indicator, Plan, TargetRevision, Unit
from kpi.plan.resolve import reporters_named

Cause = Literal[
    "new_data", "correction", "entered", "withdrawn", "excused", "revision", "boundary", "method",
    "plan", "period", "silent", "stand_in",
]  # fmt: skip
BY_PEOPLE: tuple[Cause, ...] = ("entered", "withdrawn", "excused")


@dataclass(frozen=True, slots=True)
class State:
    """A plan and what is known under it: answers by `as_of` (UTC), single ways of changing them
    `until` earlier moments, decisions by the day `targets_on`; with `units_on` history is expressed
    on the units of that day."""

    plan: Plan
    as_of: datetime
    targets_on: date
    units_on: date | None = None
    until: Until = field(default_factory=Until)

    @property
    def known(self) -> Known:
        return Known(self.as_of, self.targets_on, self.units_on, self.until)


def stages(
    before: State, after: State, decided: Collection[str] = ()
) -> Iterator[tuple[Cause, State]]:
    """The states after each cause, those left out that change nothing; the last equals `after`.
    `decided` are the causes of BY_PEOPLE between the two."""
    state = before
    if after.as_of != before.as_of:
        by_people = [cause for cause in BY_PEOPLE if cause in decided]
        state = replace(state, as_of=after.as_of)
        for cause in ("corrections", *by_people):
            state = _until(state, cause, before.as_of)
        yield "new_data", state
        state = _until(state, "corrections", None)
        yield "correction", state
        for cause in by_people:
            state = _until(state, cause, None)
            yield cause, state
    same = after.plan.sha256 == before.plan.sha256 and after.plan.text == before.plan.text
    plan = before.plan if same else _revised(before.plan, after.plan)
    state = replace(state, plan=plan, targets_on=after.targets_on)
    if _decided(before) != _decided(state):
        yield "revision", state
    if same:
        return
    for cause, edited in _plans(plan, after.plan):
        state = replace(state, plan=edited)
        yield cause, state


def _until(state: State, way: str, moment: datetime | None) -> State:
    """The state with one way of changing what is known only up to a moment (None: all of it)."""
    return replace(state, until=replace(state.until, **{way: moment}))


def new_revisions(before: State, after: State) -> Iterator[tuple[Indicator, TargetRevision]]:
    """Revisions that count in the one state and did not in the other, in the plan's order:
    decided since, or entered since."""
    known = set(_decided(before))
    for code, revision in _decided(after):
        if (code, revision) not in known:
            yield after.plan.indicator_by_id[code], revision


def _decided(state: State) -> list[tuple[str, TargetRevision]]:
    """The revisions that count, by indicator."""
    return [
        (i.id, revision)
        for i in state.plan.indicators
        for revision in i.target_revisions
        if revision.decided <= state.targets_on
    ]


def _revised(plan: Plan, after: Plan) -> Plan:
    """The plan with the revisions that the other one has besides; one that is taken out of the
    plan is an edit of it, no decision."""
    revisions = {i.id: i.target_revisions for i in after.indicators}

    def together(i: Indicator) -> tuple[TargetRevision, ...]:
        added = (r for r in revisions.get(i.id, ()) if r not in i.target_revisions)
        return (*i.target_revisions, *added)

    return replace(
        plan,
        indicators=tuple(replace(i, target_revisions=together(i)) for i in plan.indicators),
    )


def _plans(before: Plan, after: Plan) -> Iterator[tuple[Cause, Plan]]:
    plan = before
    if after.units != before.units:
        plan = replace(plan, units=after.units, indicators=_reported(plan, after.units))
        yield "boundary", plan
    judged = _judged(plan, after)
    if judged != plan:
        plan = judged
        yield "method", plan
    yield "plan", after


def _reported(plan: Plan, units: tuple[Unit, ...]) -> tuple[Indicator, ...]:
    """The plan's indicators with the reporters that they have among other units."""
    return tuple(
        i if i.measure == "formula" else replace(i, reporters=reporters_named(i.reported_by, units))
        for i in plan.indicators
    )


def _judged(plan: Plan, after: Plan) -> Plan:
    """The plan with the other one's methods and thresholds."""
    methods = {i.id: i.method for i in after.indicators}
    indicators = tuple(
        i if methods.get(i.id, i.method) == i.method else replace(i, method=methods[i.id])
        for i in plan.indicators
    )
    return replace(plan, indicators=indicators, assessment=after.assessment)
