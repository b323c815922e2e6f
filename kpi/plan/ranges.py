"""Between which bounds a unit's figure is accepted: one answer for the checks and for the plan's
own numbers.

One rule: what the plan's `checks` say comes first, then what the measure allows.
"""

from __future__ import annotations

from kpi.plan.model import Indicator

REACH = 1e15  # whole numbers beyond it are not exact any more, and no unit counts so far
FULL = {"%": 100.0, "‰": 1000.0}


def full_of(indicator: Indicator) -> float | None:
    """The whole of a percentage or per mille in its unit of measure; None for all others."""
    return FULL.get(indicator.unit_of_measure.strip())


def accepted_range(indicator: Indicator) -> tuple[float | None, float | None]:
    """The lowest and highest figure that the checks take, in the unit of measure; None: any."""
    lowest, highest = indicator.checks.min, indicator.checks.max
    if indicator.measure not in {"count", "ratio", "score"}:
        return lowest, highest
    full = full_of(indicator)
    if lowest is None:
        counted = indicator.measure in {"count", "ratio"} or full is not None
        lowest = 0.0 if counted else -REACH
    if highest is None:
        highest = REACH if full is None else full
    return lowest, highest
