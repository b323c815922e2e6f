"""What stands in for the missing report of a unit: what is known of that unit, else of its kind.

Rule: only own-frequency figures with a number fill a gap, but a longer figure of the year is a
running total's latest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum

from kpi.periods import Period
from kpi.plan.model import Indicator

from .facts import Item


@dataclass(frozen=True)
class Amount:
    """A figure, or the two parts of a ratio."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None


Peers = Callable[[Period], Amount | None]


def total(indicator: Indicator, items: Sequence[Item]) -> Amount:
    """Sums of what was reported; none of it: empty."""
    figures = [i for i in items if i.is_figure]
    if not figures:
        return Amount()
    if indicator.measure == "ratio":
        above = fsum(i.numerator or 0.0 for i in figures)
        return Amount(None, above, fsum(i.denominator or 0.0 for i in figures))
    return Amount(fsum(i.value or 0.0 for i in figures))


def mean(indicator: Indicator, items: Sequence[Item]) -> Amount | None:
    """The mean of figures; of a ratio that of numerators and that of denominators."""
    if not items:
        return None
    whole, n = total(indicator, items), len(items)
    return Amount(
        None if whole.value is None else whole.value / n,
        None if whole.numerator is None else whole.numerator / n,
        None if whole.denominator is None else whole.denominator / n,
    )


def stand_in(
    indicator: Indicator, items: Sequence[Item], gap: Period, ends: int, peers: Peers
) -> Amount | None:
    """For one missing report of the reporting period `gap`, behind a figure whose period ends with
    the month `ends`; None: nothing of the unit and nothing of its kind."""
    own = [i for i in items if i.is_figure and i.period.months == indicator.months]
    last_year = [i for i in own if i.period.last_month == gap.last_month - 12]
    match indicator.over_time:
        case "stock":
            before = [i for i in own if ends - 12 <= i.period.last_month < gap.last_month]
            chosen = before[-1:]
        case "running_total":
            chosen = _of_the_year(items, gap, ends)[-1:] or last_year
        case "flow":
            chosen = last_year or [i for i in own if ends - 12 <= i.period.last_month <= ends]
    return mean(indicator, chosen) or peers(gap)


def _of_the_year(items: Sequence[Item], gap: Period, ends: int) -> list[Item]:
    start = gap.year * 12
    return [
        i
        for i in items
        if i.is_figure and i.period.first_month >= start and i.period.last_month <= ends
    ]
