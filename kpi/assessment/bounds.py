"""The best and the worst case of what is missing: what a full return would have to be to change a
light.

The one rule: a supposed figure is judged by the very models that judge the real one; everything
supposed is rolled back.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass

from kpi.assessment.assessment import Assessment
from kpi.assessment.models import models, reads_of
from kpi.database.frames import sql_of
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.plan.ranges import possible_range
from kpi.records.status import BEST_FIRST, Status

MEASURES = ("count", "ratio", "yes_no", "score")
JUDGES = ("judged", "results")  # from supposed figures to their lights
_TEXTS = ("missing", "suppose", "stretches")
_MISSING = "SELECT indicator, status, units, reports FROM missing_return"
_ANY_BOUNDED = "SELECT 1 FROM missing_step LIMIT 1"


@dataclass(frozen=True, slots=True)
class Stretch:
    """If the missing reports lie from `each_from` to `each_to`, the figure lies from `figure_from`
    to `figure_to` and has the status."""

    status: str
    each_from: float
    each_to: float
    figure_from: float
    figure_to: float


@dataclass(frozen=True, slots=True)
class StretchRow:
    """A stretch as the models judge it, of one indicator."""

    indicator: str
    stretch: Stretch


@dataclass(frozen=True, slots=True)
class MissingReturn:
    """What is missing behind a row, in units and in reports."""

    indicator: str
    status: str
    units: int
    reports: int


@dataclass(frozen=True, slots=True)
class FullReturn(MissingReturn):
    """The same, and what it could bring: `stretches` cover all that the missing reports can be;
    empty where it cannot be bounded."""

    stretches: tuple[Stretch, ...]

    @property
    def may_change(self) -> bool:
        return any(s.status != self.status for s in self.stretches)

    @property
    def worst(self) -> Stretch:
        return max(self.stretches, key=lambda s: BEST_FIRST.index(Status(s.status)))

    @property
    def best(self) -> Stretch:
        return min(self.stretches, key=lambda s: BEST_FIRST.index(Status(s.status)))


def needed_for_bounds() -> frozenset[str]:
    """The models of an assessment that `full_returns` looks at; the others may be gone."""
    judged_by = (m.reads for m in models() if m.name in JUDGES)
    read = frozenset[str]().union(*judged_by, *(reads_of(_text(name)) for name in _TEXTS))
    return read & {m.name for m in models()}


def full_returns(
    assessment: Assessment, plan: Plan, period: Period, unit: str
) -> tuple[FullReturn, ...]:
    """Of every row of a unit, area or the whole whose figure lacks reports, of the plan's
    indicators in their order; the assessment is of the period. Only the method `linear` is looked
    at: the others judge other years too."""
    bounds = _bounds(plan)
    if not bounds:
        return ()
    assessment.make(_text("missing"), bounds=json.dumps(bounds), period=period.label, entity=unit)
    rows = assessment.ask(_MISSING, MissingReturn)
    stretches = _stretches(assessment) if assessment.fetch(_ANY_BOUNDED)[1] else {}
    place = {i.id: n for n, i in enumerate(plan.indicators)}
    returns = [
        FullReturn(r.indicator, r.status, r.units, r.reports, stretches.get(r.indicator, ()))
        for r in rows
    ]
    return tuple(sorted(returns, key=lambda f: place[f.indicator]))


def _bounds(plan: Plan) -> list[dict[str, object]]:
    bounds = ((i.id, *possible_range(i)) for i in plan.indicators if i.measure in MEASURES)
    return [{"indicator": i, "lower": low, "upper": high} for i, low, high in bounds]


def _stretches(assessment: Assessment) -> dict[str, tuple[Stretch, ...]]:
    by_indicator: dict[str, list[Stretch]] = defaultdict(list)
    with assessment.supposing():
        assessment.make(_text("suppose"))
        assessment.remake(JUDGES)
        for row in assessment.ask(_text("stretches"), StretchRow):
            by_indicator[row.indicator].append(row.stretch)
    return {indicator: tuple(rows) for indicator, rows in by_indicator.items()}


def _text(name: str) -> str:
    return sql_of("kpi.assessment", name, "bounds_sql")
