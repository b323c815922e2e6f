"""The plan as tables for SQL: units, indicators, reporters, targets, profiles, formulas.

The one rule: a rule of reading the plan (which scope a target belongs to, which revision counts)
is applied here; arithmetic is left to SQL.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kpi.periods import MONTHS_IN
from kpi.plan.formula import Num, Op, Ref, parse_formula
from kpi.plan.model import Indicator, Plan, Span, Unit

if TYPE_CHECKING:
    import polars as pl

PLAN_SCOPE = "plan"
Times = tuple[Span, ...]


def plan_tables(plan: Plan, day: date, *, all_methods: bool = False) -> dict[str, pl.DataFrame]:
    """Tables by name; `day` is the as-of day that decides on target revisions. `all_methods`: the
    growth over the years is wanted of every indicator."""
    times = {t: n for n, t in enumerate(dict.fromkeys(u.times for u in plan.units))}
    return {
        "plan_field": _fields(plan),
        "plan_unit": _units(plan, times),
        "plan_span": _spans(times),
        "plan_gap": _gaps(plan, times),
        "plan_indicator": _indicators(plan, all_methods=all_methods),
        "plan_reporter": _reporters(plan),
        "plan_unit_scope": _unit_scopes(plan),
        "plan_target_point": _target_points(plan, day),
        "plan_profile": _profiles(plan),
        "formula_token": _tokens(plan),
        "formula_operand": _operands(plan),
    }


def _frame(schema: Mapping[str, object], rows: Sequence[tuple[object, ...]]) -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame(rows, schema=dict(schema), orient="row")  # type: ignore[arg-type] # polars types


def _fields(plan: Plan) -> pl.DataFrame:
    import polars as pl

    return _frame(
        {"field": pl.String, "field_order": pl.Int32, "weight": pl.Float64},
        [(f.id, n, f.weight) for n, f in enumerate(plan.fields)],
    )


def _units(plan: Plan, times: Mapping[Times, int]) -> pl.DataFrame:
    import polars as pl

    return _frame(
        {
            "unit": pl.String, "unit_order": pl.Int32, "kind": pl.String, "area": pl.String,
            "span": pl.Int32, "valid_from": pl.Date, "valid_to": pl.Date,
        },
        [
            (u.id, n, u.kind, u.area, times[u.times], u.valid_from, u.valid_to)
            for n, u in enumerate(plan.units)
        ],
    )  # fmt: skip


def _spans(times: Mapping[Times, int]) -> pl.DataFrame:
    """Every span of days of each validity; units of the same days share one."""
    import polars as pl

    return _frame(
        {"span": pl.Int32, "valid_from": pl.Date, "valid_to": pl.Date},
        [(n, *days) for spans, n in times.items() for days in spans],
    )


def _gaps(plan: Plan, times: Mapping[Times, int]) -> pl.DataFrame:
    """The breaks between the spans of a validity: few units have any."""
    import polars as pl

    return _frame(
        {"span": pl.Int32, "first_day": pl.Date, "last_day": pl.Date},
        sorted({(times[u.times], *days) for u in plan.units for days in u.gaps}),
    )


def across_of(indicator: Indicator) -> str:
    """How units become one figure: parts, sum, mean, min, max, weighted; formula: after it."""
    if indicator.measure in {"ratio", "formula"}:
        return {"ratio": "parts", "formula": "formula"}[indicator.measure]
    if indicator.across_units != "auto":
        return indicator.across_units
    return "sum" if indicator.measure == "count" else "mean"


def _indicators(plan: Plan, *, all_methods: bool) -> pl.DataFrame:
    import polars as pl

    return _frame(
        {
            "indicator": pl.String, "indicator_order": pl.Int32, "field": pl.String,
            "measure": pl.String, "over_time": pl.String, "across": pl.String,
            "weighted_by": pl.String, "direction": pl.String, "band_low": pl.Float64,
            "band_high": pl.Float64, "months": pl.Int32, "decimals": pl.Int32,
            "path": pl.String, "method": pl.String, "factor": pl.Float64,
            "limit_value": pl.Float64, "weight": pl.Float64, "baseline_year": pl.Int32,
            "baseline": pl.Float64, "due_on": pl.Date, "learns": pl.Boolean, "grows": pl.Boolean,
        },
        [
            (*_indicator_row(n, i), all_methods or i.method != "linear")
            for n, i in enumerate(plan.indicators)
        ],
    )  # fmt: skip


def _indicator_row(order: int, i: Indicator) -> tuple[object, ...]:
    low, high = i.band or (None, None)
    base = i.baseline
    return (
        i.id, order, i.field, i.measure, i.over_time, across_of(i), i.weighted_by, i.direction,
        low, high, MONTHS_IN[i.frequency], i.decimals, i.path, i.method,
        i.factor if i.measure == "ratio" else 1.0, i.limit, i.weight,
        base.year if base else None, base.value if base else None, i.due, i.learns_profile,
    )  # fmt: skip


def _reporters(plan: Plan) -> pl.DataFrame:
    import polars as pl

    indicators: list[str] = []
    units: list[str] = []
    for indicator in plan.indicators:
        indicators += [indicator.id] * len(indicator.reporters)
        units += indicator.reporters
    return pl.DataFrame(
        {"indicator": indicators, "unit": units},
        schema={"indicator": pl.String, "unit": pl.String},
    )


def _unit_scopes(plan: Plan) -> pl.DataFrame:
    """Units that have targets of their own or of their kind; of a formula any unit may."""
    import polars as pl

    rows = [
        (i.id, unit.id, scope)
        for i in plan.indicators
        if i.unit_targets
        for unit in plan.units
        if (scope := unit_scope(i, unit)) not in {None, PLAN_SCOPE}
    ]
    return _frame({"indicator": pl.String, "unit": pl.String, "scope": pl.String}, rows)


def unit_scope(indicator: Indicator, unit: Unit) -> str | None:
    """Whose targets a unit has: its own, its kind's, else the plan's (a count: none)."""
    if unit.id in indicator.unit_targets:
        return f"unit:{unit.id}"
    if unit.kind in indicator.unit_targets:
        return f"kind:{unit.kind}"
    return None if indicator.measure == "count" else PLAN_SCOPE


def _target_points(plan: Plan, day: date) -> pl.DataFrame:
    """The given points of each scope's line; the baseline is one that is no target."""
    import polars as pl

    return _frame(
        {
            "indicator": pl.String, "scope": pl.String, "year": pl.Int32,
            "value": pl.Float64, "is_target": pl.Boolean,
        },
        [(i.id, *point) for i in plan.indicators for point in _points(plan, i, day)],
    )  # fmt: skip


def _points(plan: Plan, indicator: Indicator, day: date) -> Iterator[tuple[str, int, float, bool]]:
    if indicator.direction == "within" or indicator.measure == "milestone":
        return
    for scope, targets in scopes_in_force(plan, indicator, day).items():
        base = indicator.baseline
        if base is not None and (indicator.measure != "count" or scope == PLAN_SCOPE):
            yield scope, base.year, base.value, False
        else:
            base = None
        for year, value in targets.items():
            if base is None or year != base.year:
                yield scope, year, value, True


def targets_in_force(indicator: Indicator, day: date) -> dict[int, float]:
    """The plan's targets as revised by decisions up to a day; of several the latest counts."""
    targets = dict(indicator.targets)
    for revision in sorted(indicator.target_revisions, key=lambda r: r.decided):
        if revision.decided <= day:
            targets[revision.year] = revision.value
    return targets


def scopes_in_force(plan: Plan, indicator: Indicator, day: date) -> dict[str, dict[int, float]]:
    """Targets by scope: a unit's own win over its kind's year by year, both over the plan's."""
    of_plan = targets_in_force(indicator, day)
    under = {} if indicator.measure == "count" else dict(of_plan)
    scopes = {PLAN_SCOPE: dict(of_plan)}
    for unit in plan.units if indicator.unit_targets else ():
        scope = unit_scope(indicator, unit)
        if scope not in {None, PLAN_SCOPE} and scope not in scopes:
            kind = indicator.unit_targets.get(unit.kind, {})
            scopes[scope or ""] = under | dict(kind) | dict(indicator.unit_targets.get(unit.id, {}))
    return scopes


def _profiles(plan: Plan) -> pl.DataFrame:
    """Shares of the year's flow, cumulated to the end of each month; of a learned profile those
    that hold until a year tells better ones."""
    import polars as pl

    rows = [
        (i.id, month, math.fsum((i.profile or (1 / 12,) * 12)[:month]) if month < 12 else 1.0)
        for i in plan.indicators
        if i.path == "profile"
        for month in range(1, 13)
    ]
    return _frame(
        {"indicator": pl.String, "month_of_year": pl.Int32, "cumulated": pl.Float64}, rows
    )


def _tokens(plan: Plan) -> pl.DataFrame:
    """Every formula as postfix tokens, numbered from 1, formulas inside it written out."""
    import polars as pl

    rows = [
        (i.id, place, *token)
        for i in plan.indicators
        if i.formula
        for place, token in enumerate(_postfix(plan, i), start=1)
    ]
    return _frame(
        {
            "formula": pl.String, "place": pl.Int32, "operator": pl.String,
            "number": pl.Float64, "operand": pl.String,
        },
        rows,
    )  # fmt: skip


def _postfix(
    plan: Plan, indicator: Indicator
) -> Iterator[tuple[str | None, float | None, str | None]]:
    for step in parse_formula(indicator.formula or "", plan.indicator_by_id).postfix:
        match step:
            case Num():
                yield None, step.value, None
            case Op():
                yield step.operator, None, None
            case Ref():
                operand = plan.indicator_by_id[step.indicator]
                if operand.formula:
                    yield from _postfix(plan, operand)
                else:
                    yield None, None, operand.id


def _operands(plan: Plan) -> pl.DataFrame:
    """Direct operands in order of first naming; `rank` 1 are formulas over no other formula."""
    import polars as pl

    return _frame(
        {"formula": pl.String, "operand": pl.String, "place": pl.Int32, "rank": pl.Int32},
        [
            (i.id, operand, place, formula_rank(plan, i))
            for i in plan.indicators
            for place, operand in enumerate(i.operands)
        ],
    )


def formula_rank(plan: Plan, indicator: Indicator) -> int:
    """How many formulas stand one inside the other; 0 for what is no formula."""
    if not indicator.operands:
        return 0
    return 1 + max(formula_rank(plan, plan.indicator_by_id[o]) for o in indicator.operands)
