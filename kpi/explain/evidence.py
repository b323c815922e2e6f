"""Gathers everything that stands behind one row of the results; computes no figure anew.

The row is assessed as for an export, of the indicator and what it is made from alone; what the
models left behind (targets, reports in force, deliveries) is asked of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from kpi.explain.causes import Cause, cause_of, excused_or
from kpi.explain.made_of import (
    Leaf,
    acts_behind,
    lacking,
    leaves_of,
    needed_by,
    operands,
    stand_ins,
)
from kpi.explain.questions import ask, tables_read
from kpi.explain.rows import (
    Done,
    EstimateRow,
    ExplainedRow,
    FigureBehind,
    Lacking,
    MethodSays,
    Operand,
    ProfileMonth,
    ProfileShare,
    StandIn,
    Yardstick,
)
from kpi.explain.steps import Behind, Step, steps_of
from kpi.moments import local
from kpi.periods import Period
from kpi.plan.model import Indicator, Plan, TargetRevision
from kpi.plan.targets import PLAN_SCOPE, has_plan_target, scopes_in_force, start_of
from kpi.records.act import Act

if TYPE_CHECKING:
    import duckdb

    from kpi.assessment import Assessment
    from kpi.assessment.bounds import FullReturn


class NoSuchRow(Exception):
    """The results have no row of that unit for the indicator and period."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a row's target of the year comes from.

    `scope` is `plan`, a kind of unit, a unit's id, or `sum` (of an area's units). `points` are the
    given years of its line, baseline included; `revision` the decision that gave the year's
    target, if one did.
    """

    scope: str
    year: int
    points: Mapping[int, float]
    revision: TargetRevision | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """The shares of the year on a row's path. `years` are those that a learned one rests on, none
    while it has equal shares; None: given."""

    shares: tuple[ProfileShare, ...]
    years: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything behind one row. `own` is the period whose figures it shows (None: not due);
    `methods` what each method says of the row, whatever the plan's own is; `missing` what a full
    return would have to be. `lacking` are the reports that its figures lack, `stand_ins` what is
    taken for those of missing units, `acts` what people decided about all these, `done` who has a
    milestone done, `cause` why there is no light, `plan_has_target` whether the plan as a whole has
    a target in the row's year."""

    plan: Plan
    indicator: Indicator
    period: Period
    own: Period | None
    unit: str
    as_of: datetime
    result: ExplainedRow
    yardstick: Yardstick | None
    target: Target | None
    steps: tuple[Step, ...]
    methods: tuple[MethodSays, ...]
    operands: tuple[Operand, ...]
    leaves: tuple[Leaf, ...]
    missing: FullReturn | None = None
    profile: Profile | None = None
    lacking: tuple[Lacking, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    done: Done | None = None
    cause: Cause | None = None
    plan_has_target: bool = False
    estimate: EstimateRow | None = None
    acts: tuple[Act, ...] = ()


def explain(  # noqa: PLR0913, PLR0917 - what a row is asked by
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    indicator: str,
    period: Period,
    unit: str,
    as_of: datetime,
) -> Explanation:
    """What stands behind a row; `unit` is a unit's id, `area:NAME` or `ALL`, `as_of` UTC.

    Raises NoSuchRow; KeyError for an indicator that the plan does not have.
    """
    from kpi.assessment import assess
    from kpi.database.light import planned_lightly

    asked = plan.indicator_by_id[indicator]
    narrow = replace(plan, indicators=needed_by(plan, asked))
    with (
        planned_lightly(con),
        assess(
            con, narrow, [period], as_of=as_of, all_methods=True, tables=tables_read(), few=True
        ) as assessment,
    ):
        return _explained(assessment, plan, asked, period, unit, as_of)


def _explained(  # noqa: PLR0913, PLR0917 - what a row is asked by
    assessment: Assessment, plan: Plan, asked: Indicator, period: Period, unit: str, as_of: datetime
) -> Explanation:
    from kpi.assessment.wanted import own_period

    at = {"indicator": asked.id, "entity": unit}
    row = _row_of(assessment, asked, unit)
    own = own_period(asked, period)
    methods = ask(assessment, "methods", MethodSays, **at)
    yardstick = next(iter(ask(assessment, "yardstick", Yardstick, **at)), None)
    parts = operands(assessment, at) if asked.operands else ()
    method = next((m for m in methods if m.method == asked.method), None)
    leaves = leaves_of(assessment, plan, asked, unit, own) if own else ()
    acts = acts_behind(assessment, plan, asked, unit, own) if own else ()
    estimate = next(iter(ask(assessment, "estimate", EstimateRow, **at)), None)
    figures = {r.part: r for r in ask(assessment, "figures", FigureBehind, **at)}
    stand_on = {o.operand: (o.value, o.assessed) for o in parts}
    behind = Behind(row, yardstick, figures, stand_on, method, estimate)
    return Explanation(
        plan=plan, indicator=asked, period=period, own=own, unit=unit, as_of=as_of, result=row,
        yardstick=yardstick, estimate=estimate, methods=methods, operands=parts, leaves=leaves,
        target=_target(plan, asked, yardstick, as_of) if yardstick else None,
        steps=steps_of(asked, behind),
        missing=_missing(assessment, plan, asked, period, unit) if row.provisional else None,
        profile=_profile(assessment, asked) if own and asked.path == "profile" else None,
        lacking=lacking(assessment, plan, asked, unit, own) if own and row.provisional else (),
        stand_ins=stand_ins(assessment, plan, asked, unit) if row.completed_status else (),
        acts=acts,
        done=_done(assessment, at) if own and asked.measure == "milestone" else None,
        cause=excused_or(cause_of(asked, row, parts, leaves, method), acts),
        plan_has_target=has_plan_target(asked, period.year, local(as_of, plan.timezone).date()),
    )  # fmt: skip


def _row_of(assessment: Assessment, asked: Indicator, unit: str) -> ExplainedRow:
    rows = ask(assessment, "row", ExplainedRow, entity=unit)
    row = next((r for r in rows if r.indicator == asked.id), None)
    if row is None:
        raise NoSuchRow(unit)
    return row


def _missing(
    assessment: Assessment, plan: Plan, asked: Indicator, period: Period, unit: str
) -> FullReturn | None:
    """What a full return would have to be; asked last, and only of a row that lacks something."""
    from kpi.assessment.bounds import full_returns

    of_asked = replace(plan, indicators=(asked,))
    return next(iter(full_returns(assessment, of_asked, period, unit)), None)


def _profile(assessment: Assessment, indicator: Indicator) -> Profile:
    months = ask(assessment, "profile", ProfileMonth, indicator=indicator.id)
    shares = tuple(ProfileShare(m.month_of_year, m.share, m.cumulated) for m in months)
    years = months[0].years
    return Profile(shares, None if years is None else tuple(years))


def _done(assessment: Assessment, at: Mapping[str, object]) -> Done:
    return ask(assessment, "done_units", Done, **at)[0]


def _target(
    plan: Plan, indicator: Indicator, yardstick: Yardstick, as_of: datetime
) -> Target | None:
    if yardstick.target is None:
        return None
    day = local(as_of, plan.timezone).date()
    year = yardstick.year
    scope = yardstick.scope or ""
    if not scope:
        return Target("sum", year, {})
    points = dict(scopes_in_force(plan, indicator, day)[scope])
    if base := start_of(indicator, scope):
        points[base.year] = base.value
    revised = scope == PLAN_SCOPE or (
        indicator.measure != "count" and year not in _unit_years(indicator, scope)
    )
    revision = _revision(indicator, year, day) if revised else None
    return Target(scope.partition(":")[2] or scope, year, dict(sorted(points.items())), revision)


def _unit_years(indicator: Indicator, scope: str) -> set[int]:
    """The years that unit_targets give by the unit's id or kind."""
    return set(indicator.unit_targets.get(scope.partition(":")[2], {}))


def _revision(indicator: Indicator, year: int, day: date) -> TargetRevision | None:
    decided = [r for r in indicator.target_revisions if r.year == year and r.decided <= day]
    # of those decided on one day the last written counts
    return max(enumerate(decided), key=lambda r: (r[1].decided, r[0]))[1] if decided else None
