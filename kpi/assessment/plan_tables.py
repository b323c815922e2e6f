"""The plan as tables for SQL: units, indicators, reporters, targets, profiles, formulas.

The one rule: a rule of reading the plan (which scope a target belongs to, which revision counts)
is applied here; arithmetic is left to SQL.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date

from kpi.assessment.keys import ENTITY, INDICATOR, MEASURE, OVER_TIME
from kpi.database.frames import Rows
from kpi.plan.formula import Num, Op, Ref, parse_formula
from kpi.plan.made_of import formula_rank
from kpi.plan.model import EQUAL_SHARES, Indicator, Plan, Span
from kpi.plan.ranges import projected_range
from kpi.plan.targets import PLAN_SCOPE, line_points, unit_scope

Times = tuple[Span, ...]


def plan_tables(plan: Plan, day: date, *, all_methods: bool = False) -> dict[str, Rows]:
    """Tables by name; `day` is the as-of day that decides on target revisions. `all_methods`: the
    growth over the years is wanted of every indicator."""
    times = {t: n for n, t in enumerate(dict.fromkeys(u.times for u in plan.units))}
    return {
        "plan_field": _fields(plan),
        "plan_unit": _units(plan, times),
        "plan_span": _spans(times),
        "plan_gap": _gaps(plan, times),
        "plan_descent": _descents(plan),
        "plan_indicator": _indicators(plan, all_methods=all_methods),
        "plan_reporter": _reporters(plan),
        "plan_unit_scope": _unit_scopes(plan),
        "plan_target_point": _target_points(plan, day),
        "plan_profile": _profiles(plan),
        "formula_token": _tokens(plan),
        "formula_operand": _operands(plan),
    }


def _fields(plan: Plan) -> Rows:
    return Rows(
        {"field": "VARCHAR", "field_order": "INTEGER", "weight": "DOUBLE"},
        [(f.id, n, f.weight) for n, f in enumerate(plan.fields)],
    )


def _units(plan: Plan, times: Mapping[Times, int]) -> Rows:
    return Rows(
        {
            "unit": ENTITY, "unit_order": "INTEGER", "kind": "VARCHAR", "area": "VARCHAR",
            "span": "INTEGER", "valid_from": "DATE", "valid_to": "DATE",
        },
        [
            (u.id, n, u.kind, u.area, times[u.times], u.valid_from, u.valid_to)
            for n, u in enumerate(plan.units)
        ],
    )  # fmt: skip


def _spans(times: Mapping[Times, int]) -> Rows:
    """Every span of days of each validity; units of the same days share one."""
    return Rows(
        {"span": "INTEGER", "valid_from": "DATE", "valid_to": "DATE"},
        [(n, *days) for spans, n in times.items() for days in spans],
    )


def _gaps(plan: Plan, times: Mapping[Times, int]) -> Rows:
    """The breaks between the spans of a validity: few units have any."""
    return Rows(
        {"span": "INTEGER", "first_day": "DATE", "last_day": "DATE"},
        sorted({(times[u.times], *days) for u in plan.units for days in u.gaps}),
    )


def _descents(plan: Plan) -> Rows:
    """Every unit with each that it descends from, however many reforms ago."""

    def ancestors(unit: str) -> set[str]:
        parts = {part.unit for part in plan.unit_by_id[unit].succeeds}
        return parts.union(*(ancestors(part) for part in parts))

    rows = [(u.id, before) for u in plan.units for before in sorted(ancestors(u.id))]
    return Rows({"unit": ENTITY, "ancestor": ENTITY}, rows)


def _indicators(plan: Plan, *, all_methods: bool) -> Rows:
    return Rows(
        {
            "indicator": INDICATOR, "indicator_order": "INTEGER", "field": "VARCHAR",
            "measure": MEASURE, "over_time": OVER_TIME, "across": "VARCHAR",
            "weighted_by": INDICATOR, "direction": "VARCHAR", "band_low": "DOUBLE",
            "band_high": "DOUBLE", "months": "INTEGER", "decimals": "INTEGER",
            "path": "VARCHAR", "method": "VARCHAR", "factor": "DOUBLE",
            "limit_value": "DOUBLE", "weight": "DOUBLE", "baseline_year": "INTEGER",
            "baseline": "DOUBLE", "due_on": "DATE", "learns": "BOOLEAN",
            "least": "DOUBLE", "most": "DOUBLE", "grows": "BOOLEAN",
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
        i.id, order, i.field, i.measure, i.over_time, i.across, i.weighted_by, i.direction,
        low, high, i.months, i.decimals, i.path, i.method,
        i.factor if i.measure == "ratio" else 1.0, i.limit, i.weight,
        base.year if base else None, base.value if base else None, i.due, i.learns_profile,
        *projected_range(i),
    )  # fmt: skip


def _reporters(plan: Plan) -> Rows:
    return Rows(
        {"indicator": INDICATOR, "unit": ENTITY},
        [(i.id, unit) for i in plan.indicators for unit in i.reporters],
    )


def _unit_scopes(plan: Plan) -> Rows:
    """Units that have targets of their own or of their kind; of a formula any unit may."""
    rows = [
        (i.id, unit.id, scope)
        for i in plan.indicators
        if i.unit_targets
        for unit in plan.units
        if (scope := unit_scope(i, unit)) not in {None, PLAN_SCOPE}
    ]
    return Rows({"indicator": INDICATOR, "unit": ENTITY, "scope": "VARCHAR"}, rows)


def _target_points(plan: Plan, day: date) -> Rows:
    """The given points of each scope's line; the baseline is one that is no target."""
    return Rows(
        {
            "indicator": INDICATOR, "scope": "VARCHAR", "year": "INTEGER",
            "value": "DOUBLE", "is_target": "BOOLEAN",
        },
        [(i.id, *point) for i in plan.indicators for point in line_points(plan, i, day)],
    )  # fmt: skip


def _profiles(plan: Plan) -> Rows:
    """Shares of the year's flow, cumulated to the end of each month; of a learned profile those
    that hold until a year tells better ones."""
    rows = [
        (i.id, month, math.fsum((i.profile or EQUAL_SHARES)[:month]) if month < 12 else 1.0)
        for i in plan.indicators
        if i.path == "profile"
        for month in range(1, 13)
    ]
    return Rows({"indicator": INDICATOR, "month_of_year": "INTEGER", "cumulated": "DOUBLE"}, rows)


def _tokens(plan: Plan) -> Rows:
    """Every formula as postfix tokens, numbered from 1, formulas inside it written out."""
    rows = [
        (i.id, place, *token)
        for i in plan.indicators
        if i.formula
        for place, token in enumerate(_postfix(plan, i), start=1)
    ]
    return Rows(
        {
            "formula": INDICATOR, "place": "INTEGER", "operator": "VARCHAR",
            "number": "DOUBLE", "operand": INDICATOR,
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


def _operands(plan: Plan) -> Rows:
    """Direct operands in order of first naming; `rank` 1 are formulas over no other formula."""
    return Rows(
        {"formula": INDICATOR, "operand": INDICATOR, "place": "INTEGER", "rank": "INTEGER"},
        [
            (i.id, operand, place, formula_rank(plan, i))
            for i in plan.indicators
            for place, operand in enumerate(i.operands)
        ],
    )
