"""What an indicator's figures are made of: its operands, and theirs, down to what units report."""

from __future__ import annotations

from kpi.plan.model import Indicator, Plan


def reported_behind(plan: Plan, indicator: Indicator) -> frozenset[str]:
    """The ids of the indicators that units report behind a figure: itself, or a formula's
    operands down to the last; weights are not among them."""
    if not indicator.operands:
        return frozenset({indicator.id})
    operands = (plan.indicator_by_id[o] for o in indicator.operands)
    return frozenset[str]().union(*(reported_behind(plan, o) for o in operands))


def formula_rank(plan: Plan, indicator: Indicator) -> int:
    """How many formulas stand one inside the other; 0 for what is no formula."""
    if not indicator.operands:
        return 0
    return 1 + max(formula_rank(plan, plan.indicator_by_id[o]) for o in indicator.operands)
