"""Why a row has no light: the one cause that holds, for each has a sentence of its own.

The one rule: a cause is read from what the models left, in the order in which they decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi.explain.rows import ExplainedRow, MethodSays, Operand, Report
from kpi.plan.model import Indicator
from kpi.records.act import Act
from kpi.records.status import Status

if TYPE_CHECKING:
    from kpi.explain.made_of import Leaf

FIGURES = ("value", "estimate", "none_occurred")


@dataclass(frozen=True, slots=True)
class Cause:
    """`key` names the sentence; `indicators` are those that it speaks of, if it does."""

    key: str
    indicators: tuple[str, ...] = ()


def cause_of(
    indicator: Indicator,
    result: ExplainedRow,
    operands: Sequence[Operand],
    leaves: Sequence[Leaf],
    method: MethodSays | None,
) -> Cause | None:
    """None where the row has a light, or no target."""
    own = [r for leaf in leaves if leaf.indicator.id == indicator.id for r in leaf.reports]
    match result.status:
        case Status.NOT_DUE:
            return Cause("milestone_not_due" if result.is_due else "not_reporting_period")
        case Status.NOT_APPLICABLE:
            return _not_applicable(indicator, operands, own)
        case Status.NO_DATA if result.state == "reported":
            return _method(indicator, method)
        case Status.NO_DATA:
            return _no_data(indicator, result, operands, [r for r in own if r.in_period])
    return None


def excused_or(cause: Cause | None, acts: Sequence[Act]) -> Cause | None:
    """That nothing was expected has its own sentence where somebody was excused."""
    nothing = cause is not None and cause.key == "nothing_expected"
    return Cause("excused") if nothing and any(a.kind == "excuse" for a in acts) else cause


def _not_applicable(
    indicator: Indicator, operands: Sequence[Operand], own: Sequence[Report]
) -> Cause:
    if indicator.measure == "formula":
        nothing = tuple(o.operand for o in operands if o.state == "not_applicable")
        return Cause("operand_not_applicable", nothing) if nothing else Cause("divisor_zero")
    states = {r.state for r in own}
    if indicator.measure == "ratio" and states.intersection(FIGURES):
        return Cause("denominators_zero")
    return Cause("said_not_applicable" if "not_applicable" in states else "nothing_expected")


def _no_data(
    indicator: Indicator,
    result: ExplainedRow,
    operands: Sequence[Operand],
    inside: Sequence[Report],
) -> Cause:
    if indicator.measure == "formula":
        lacking = (o for o in operands if o.state == "no_data" or o.assessed is None)
        return Cause("operand_missing", tuple(o.operand for o in lacking))
    states = {r.state for r in inside}
    has_figure = bool(states.intersection(FIGURES))
    if has_figure and indicator.weighted_by:
        return Cause("no_weight", (indicator.weighted_by,))
    if not has_figure and "withheld" in states:
        return Cause("withheld")
    if result.level == "unit":
        return Cause("unit_silent")
    if not result.units_expected:
        return Cause("no_figure")
    return Cause("only_kept" if has_figure else "nobody_reported")


def _method(indicator: Indicator, method: MethodSays | None) -> Cause:
    """Why a method that looks over the years says nothing of a figure that is there."""
    if indicator.direction == "within":
        return Cause("method_within")
    if method is None:
        return Cause("method_few_points")
    by_projection = indicator.method == "projection"
    start = method.recent_moment if by_projection else method.start_moment
    if start is None or method.moment is None or method.moment <= start:
        return Cause("method_few_points")
    if by_projection:
        return Cause("method_no_goal")
    if method.grown is None:
        return Cause("method_signs" if _of_two_signs(method) else "method_few_points")
    return Cause("method_no_growth_needed" if method.needed == 0 else "method_goal_past")


def _of_two_signs(method: MethodSays) -> bool:
    return (
        method.start is not None
        and method.latest is not None
        and (method.start * method.latest < 0)
    )
