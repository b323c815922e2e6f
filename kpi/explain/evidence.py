"""Gathers everything that stands behind one row of the results; computes no figure anew.

The row is assessed as for an export, of the indicator and what it is made from alone; what the
models left behind (targets, reports in force, deliveries) is asked of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kpi.database.frames import records
from kpi.explain.causes import Cause, cause_of
from kpi.explain.steps import Behind, Step, steps_of
from kpi.moments import local
from kpi.periods import Period
from kpi.plan.made_of import reported_behind
from kpi.plan.model import Indicator, Plan, TargetRevision
from kpi.plan.targets import PLAN_SCOPE, has_plan_target, scopes_in_force, start_of

if TYPE_CHECKING:
    import duckdb

    from kpi.assessment.bounds import FullReturn

Row = Mapping[str, Any]


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
    """The shares of the year on a row's path: `month_of_year`, `share` and `cumulated` of each.
    `years` are those that a learned one rests on, none while it has equal shares; None: given."""

    shares: tuple[Row, ...]
    years: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Operand:
    """One indicator of a formula, with its figures, state and coverage in the row's own period (not
    those of its own row: that may be of a shorter one). The formula shows `is_weakest`'s coverage.
    """

    indicator: Indicator
    value: float | None
    assessed: float | None
    state: str
    units_expected: int
    units_reported: int
    is_weakest: bool


@dataclass(frozen=True, slots=True)
class Leaf:
    """The reports of one reported indicator behind the row, latest period first, each with its
    cell; what the checks said of them; and who was expected. See the SQL for the columns."""

    indicator: Indicator
    reports: tuple[Row, ...]
    problems: tuple[Row, ...]
    delivery: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything behind one row. `result` holds all columns of the row; `own` the period whose
    figures it shows (None: not due); `methods` what each method says of the row, whatever the
    plan's own is; `missing` what a full return would have to be. `lacking` are the reports that its
    figures lack (see the SQL), `done` who has a milestone done, `cause` why there is no light,
    `plan_has_target` whether the plan as a whole has a target in the row's year."""

    plan: Plan
    indicator: Indicator
    period: Period
    own: Period | None
    unit: str
    as_of: datetime
    result: Row
    yardstick: Row
    target: Target | None
    steps: tuple[Step, ...]
    methods: tuple[Row, ...]
    operands: tuple[Operand, ...]
    leaves: tuple[Leaf, ...]
    missing: FullReturn | None = None
    profile: Profile | None = None
    lacking: tuple[Row, ...] = ()
    done: Row | None = None
    cause: Cause | None = None
    plan_has_target: bool = False


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
    from kpi.assessment.bounds import full_returns
    from kpi.assessment.run import assess
    from kpi.assessment.wanted import own_period

    asked = plan.indicator_by_id[indicator]
    needed = needed_by(plan, asked)
    narrow = replace(plan, indicators=needed)
    assess(con, narrow, [period], as_of=as_of, all_methods=True, tables=_tables_read())
    rows = {r["indicator"]: r for r in _rows(con, "row", {"entity": unit})}
    if indicator not in rows:
        raise NoSuchRow(unit)
    own = own_period(asked, period)
    missing = {
        m.indicator: m for m in full_returns(con, replace(plan, indicators=(asked,)), period, unit)
    }
    at = {"indicator": indicator, "entity": unit}
    methods = _rows(con, "methods", at)
    yardstick = next(iter(_rows(con, "yardstick", at)), {})
    figures = {r["part"]: r for r in _rows(con, "figures", at)}
    operands = tuple(
        Operand(plan.indicator_by_id[str(r["operand"])], **{k: r[k] for k in r if k != "operand"})
        for r in (_rows(con, "operands", at) if asked.operands else ())
    )
    method = next((m for m in methods if m["method"] == asked.method), {})
    leaves = _leaves_of(con, _leaves(plan, asked), unit, own) if own else ()
    behind = Behind(
        rows[indicator],
        yardstick,
        figures,
        {o.indicator.id: (o.value, o.assessed) for o in operands},
        method,
    )
    return Explanation(
        plan=plan,
        indicator=asked,
        period=period,
        own=own,
        unit=unit,
        as_of=as_of,
        result=rows[indicator],
        yardstick=yardstick,
        target=_target(plan, asked, yardstick, as_of) if yardstick else None,
        steps=steps_of(asked, behind),
        methods=methods,
        operands=operands,
        leaves=leaves,
        missing=missing.get(indicator),
        profile=_profile(con, asked) if own and asked.path == "profile" else None,
        lacking=_lacking(con, plan, asked, unit, own)
        if own and rows[indicator]["provisional"]
        else (),
        done=_done(con, at) if own and asked.measure == "milestone" else None,
        cause=cause_of(asked, rows[indicator], operands, leaves, method),
        plan_has_target=has_plan_target(asked, period.year, local(as_of, plan.timezone).date()),
    )


def _profile(con: duckdb.DuckDBPyConnection, indicator: Indicator) -> Profile:
    shares = _rows(con, "profile", {"indicator": indicator.id})
    years = shares[0]["years"]
    kept = tuple({k: v for k, v in row.items() if k != "years"} for row in shares)
    return Profile(kept, None if years is None else tuple(years))


def needed_by(plan: Plan, indicator: Indicator) -> tuple[Indicator, ...]:
    """The indicator and all that its figures are made from, in the plan's order."""
    found: set[str] = set()
    open_ids = [indicator.id]
    while open_ids:
        one = plan.indicator_by_id[open_ids.pop()]
        if one.id not in found:
            found.add(one.id)
            open_ids += [*one.operands, *([one.weighted_by] if one.weighted_by else [])]
    return tuple(i for i in plan.indicators if i.id in found)


def _leaves(plan: Plan, indicator: Indicator) -> tuple[Indicator, ...]:
    """The reported indicators that a row is made of, the indicator itself or its operands'."""
    if indicator.measure != "formula":
        weight = plan.indicator_by_id.get(indicator.weighted_by or "")
        return (indicator, *_leaves(plan, weight)) if weight else (indicator,)
    found: dict[str, Indicator] = {}
    for operand in indicator.operands:
        found |= {i.id: i for i in _leaves(plan, plan.indicator_by_id[operand])}
    return tuple(found.values())


def _lacking(
    con: duckdb.DuckDBPyConnection, plan: Plan, indicator: Indicator, unit: str, own: Period
) -> tuple[Row, ...]:
    leaves = [leaf.id for leaf in _leaves(plan, indicator)]
    measured = reported_behind(plan, indicator)
    at = {
        "indicators": leaves,
        "weights": [leaf for leaf in leaves if leaf not in measured] or [""],  # typed even if none
        "entity": unit,
        "first_month": own.first_month,
        "last_month": own.last_month,
    }
    return _rows(con, "lacking", at)


def _done(con: duckdb.DuckDBPyConnection, at: Mapping[str, object]) -> Row:
    return _rows(con, "done_units", at)[0]


def _leaves_of(
    con: duckdb.DuckDBPyConnection, leaves: Sequence[Indicator], unit: str, own: Period
) -> tuple[Leaf, ...]:
    """What stands behind each leaf, asked of all at once."""
    at = {
        "indicators": [leaf.id for leaf in leaves],
        "entity": unit,
        "first_month": own.first_month,
        "last_month": own.last_month,
    }
    reports = _by_indicator(_rows(con, "reports", at))
    delivery = _by_indicator(_rows(con, "delivery", at))
    return tuple(
        Leaf(leaf, found, _problems(con, leaf, found), tuple(delivery[leaf.id]))
        for leaf in leaves
        for found in [tuple(reports[leaf.id])]
    )


def _by_indicator(rows: Sequence[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["indicator"]].append({k: v for k, v in row.items() if k != "indicator"})
    return found


def _problems(
    con: duckdb.DuckDBPyConnection, leaf: Indicator, reports: Sequence[Row]
) -> tuple[Row, ...]:
    submissions = list({r["submission"]: None for r in reports})
    return _rows(con, "problems", {"indicator": leaf.id, "submissions": submissions})


def _target(plan: Plan, indicator: Indicator, yardstick: Row, as_of: datetime) -> Target | None:
    if yardstick["target"] is None:
        return None
    day = local(as_of, plan.timezone).date()
    year = int(yardstick["year"])
    scope = str(yardstick["scope"] or "")
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


def _rows(
    con: duckdb.DuckDBPyConnection, name: str, params: Mapping[str, object]
) -> tuple[Row, ...]:
    return records(con, _texts()[name], params)


@lru_cache(maxsize=1)
def _texts() -> Mapping[str, str]:
    found = files("kpi.explain").joinpath("sql").iterdir()
    return {
        f.name.removesuffix(".sql"): f.read_text(encoding="utf-8")
        for f in found
        if f.name.endswith(".sql")
    }


def _tables_read() -> frozenset[str]:
    """What of the assessment an explanation looks at: no scores, for instance."""
    from kpi.assessment.models import reads_of

    return frozenset({"results"}).union(*map(reads_of, _texts().values()))
