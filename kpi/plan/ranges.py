"""Between which bounds a unit's figure lies: for the checks and the plan's own numbers, for the
reader, and for what a missing report can still come to.

One rule: what the plan's `checks` say comes first, then what the measure allows.
"""

from __future__ import annotations

from kpi.plan.model import Indicator

REACH = 1e15  # whole numbers beyond it are not exact any more, and no unit counts so far

Range = tuple[float | None, float | None]  # lowest and highest, in the unit of measure; None: any


def accepted_range(indicator: Indicator) -> Range:
    """The lowest and highest figure that the checks take."""
    lowest, highest = indicator.checks.min, indicator.checks.max
    if indicator.measure not in {"count", "ratio", "score"}:
        return lowest, highest
    full = indicator.full
    if lowest is None:
        counted = indicator.measure in {"count", "ratio"} or full is not None
        lowest = 0.0 if counted else -REACH
    if highest is None:
        highest = REACH if full is None else full
    return lowest, highest


def readable_range(indicator: Indicator) -> Range:
    """Between what a reader looks for the meaning of a figure that can be read in several ways:
    no more than the plan says, so that what the checks refuse is read first."""
    lowest, highest = indicator.checks.min, indicator.checks.max
    if indicator.full is not None:
        lowest = 0.0 if lowest is None else lowest
        highest = indicator.full if highest is None else highest
    return lowest, highest


def possible_range(indicator: Indicator) -> Range:
    """Between what a figure that is still missing must lie. A natural limit bounds one unit's
    figure too, apart from counts, where it is the whole's."""
    if indicator.measure == "yes_no":
        return 0.0, 100.0
    lowest, highest = indicator.checks.min, indicator.checks.max
    if lowest is None and indicator.measure in {"count", "ratio"}:
        lowest = 0.0
    if highest is None and indicator.measure != "count" and indicator.direction != "down":
        highest = indicator.limit
    if highest is None and indicator.measure == "ratio":
        highest = indicator.full
    return lowest, highest


def projected_range(indicator: Indicator) -> Range:
    """Between what an estimate for the year's end is cut: at a natural limit (downward from below),
    at 0 for counts and ratios, at the checks, and to 0..100 for a percentage without these two and
    always for yes/no."""
    checks, limit = indicator.checks, indicator.limit
    lows = [checks.min, 0.0 if indicator.measure in {"count", "ratio"} else None]
    highs = [checks.max]
    (lows if indicator.direction == "down" else highs).append(limit)
    unchecked = checks.min is None and checks.max is None
    if indicator.measure == "yes_no" or (indicator.is_percent and unchecked):
        lows.append(0.0)
        highs.append(100.0)
    return (
        max((x for x in lows if x is not None), default=None),
        min((x for x in highs if x is not None), default=None),
    )
