"""What differs from the last report, sorted for the page; what changed and why is found elsewhere
(`kpi.compare`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kpi.compare import Answer, Change, LastReport
from kpi.compare.causes import Rows
from kpi.periods import Period
from kpi.plan.model import Indicator, Plan, TargetRevision
from kpi.records.status import Status

if TYPE_CHECKING:
    from kpi.assessment import Assessment, Result


@dataclass(frozen=True, slots=True)
class Told:
    """One indicator of the plan that differs from its last report, and that report."""

    indicator: Indicator
    change: Change
    last: LastReport
    answers: tuple[Answer, ...]
    revisions: tuple[TargetRevision, ...]


@dataclass(frozen=True)
class Since:
    """All that differs, in the plan's order. `not_due`: indicators that this period says nothing
    of."""

    plan: Plan
    period: Period
    reports: Sequence[LastReport]
    told: Sequence[Told]
    not_due: Sequence[str]

    @cached_property
    def lights(self) -> Sequence[Told]:
        return [t for t in self.told if t.change.status_changed]

    @cached_property
    def figures(self) -> Sequence[Told]:
        return [t for t in self.told if not t.change.status_changed]

    @property
    def latest(self) -> LastReport:
        return self.reports[0]

    def unit_name(self, unit: str) -> str:
        known = self.plan.unit_by_id.get(unit) or self.latest.plan.unit_by_id.get(unit)
        return known.name if known else unit


def since_last(
    assessment: Assessment, plan: Plan, period: Period, reports: Sequence[LastReport]
) -> Since | None:
    """Compares the results of an assessment with the last reports; None where there are none."""
    if not reports:
        return None
    rows: Rows = {(r.indicator, r.unit): r for r in of_the_plan(assessment, period)}
    told = [_told(plan, change, last) for last in reports for change in last.changes_to(rows)]
    place = {i.id: n for n, i in enumerate(plan.indicators)}
    told.sort(key=lambda t: place[t.indicator.id])
    not_due = [code for (code, _), row in rows.items() if row.status == Status.NOT_DUE]
    return Since(plan, period, reports, told, not_due)


def of_the_plan(assessment: Assessment, period: Period) -> tuple[Result, ...]:
    """The results of the plan as a whole in one of the periods assessed."""
    return tuple(
        r for r in assessment.result_rows() if r.period == period.label and r.unit == "ALL"
    )


def _told(plan: Plan, change: Change, last: LastReport) -> Told:
    indicator = plan.indicator_by_id[change.indicator]
    made_of = _made_of(plan, indicator)
    return Told(
        indicator,
        change,
        last,
        answers=tuple(a for a in last.answers if a.indicator in made_of),
        revisions=tuple(r for i, r in last.revisions if i.id == indicator.id),
    )


def _made_of(plan: Plan, indicator: Indicator) -> set[str]:
    found = {indicator.id}
    for operand in (*indicator.operands, *filter(None, [indicator.weighted_by])):
        found |= _made_of(plan, plan.indicator_by_id[operand])
    return found
