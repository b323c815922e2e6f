"""Figures of several units as one: by the measure, by parts, or as the plan declares.

Rule: a missing unit is never 0; a figure covers the units that reported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum

from kpi.plan.model import Indicator

from .figures import UnitFigure


@dataclass(frozen=True)
class Weight:
    """What a unit's figure is weighted by; `missing`: a report behind it is; `unknown`: and nothing
    stands in for it."""

    value: float | None
    provisional: bool = False
    missing: bool = False
    unknown: bool = False


def parts_of(figures: Sequence[UnitFigure]) -> tuple[float | None, float | None]:
    known = [f for f in figures if f.denominator is not None]
    if not known:
        return None, None
    return fsum(f.numerator or 0.0 for f in known), fsum(f.denominator or 0.0 for f in known)


def ratio_of(indicator: Indicator, parts: tuple[float | None, float | None]) -> float | None:
    """Numerators over denominators, in the indicator's unit of measure; over 0 empty."""
    above, below = parts
    return indicator.factor * above / below if above is not None and below else None


def share_done(figures: Sequence[UnitFigure]) -> float | None:
    """Units done of units expected; empty if none of them ever spoke. Where no unit is expected,
    of those that reported all the same."""
    due = [f.word for f in figures if f.expected]
    words = due or [f.word for f in figures if f.is_figure]
    if all(w is None for w in words):
        return None
    return 100 * sum(w == 100 for w in words) / len(words)


def weighted(values: Sequence[float], weights: Sequence[Weight]) -> float | None:
    """Units without a weight are left out; weights that total 0: empty."""
    pairs = [(w.value, v) for w, v in zip(weights, values, strict=True) if w.value is not None]
    whole = fsum(w for w, _ in pairs)
    return fsum(w * v for w, v in pairs) / whole if whole else None


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)


WAYS: dict[str, Callable[[Sequence[float]], float]] = {
    "sum": fsum,
    "mean": _mean,
    "min": min,
    "max": max,
}


def way_of(indicator: Indicator) -> str:
    """Auto: a count sums; score, yes_no and milestone are means over reporting units."""
    if indicator.across_units in WAYS:
        return indicator.across_units
    return "sum" if indicator.measure == "count" else "mean"


def joined(indicator: Indicator, values: Sequence[float]) -> float:
    """The figures that there are, as the plan joins them."""
    return WAYS[way_of(indicator)](values)
