"""Where an indicator of the whole plan stands in a month: the plan's own path, walked with a lead.

A lead is counted in months: with a lead of 4 the unit is in March where the path is in July.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from demo.chance import draw
from kpi.plan.model import Indicator, Plan

MIDDLE_OF_YEAR = 6  # a year's target is a year's mean for what happens over time


@dataclass(frozen=True, slots=True)
class Character:
    """How an indicator fares: its lead in the plan's first and last month, and its seasons.

    `season` is the power of SEASONS: 0 none, 1 as they stand.
    """

    first: float = 0.0
    last: float = 0.0
    season: float = 0.0

    def lead(self, elapsed: int, months: int) -> float:
        return self.first + (self.last - self.first) * min(1.0, max(0.0, elapsed / months))


STEADY = Character(0.5, 0.5)
AHEAD = Character(3, 5)
LATE = Character(-4, -6)
SATURATING = Character(6, -7)
CATCHING_UP = Character(-8, 3)
SEASONAL = Character(1, 0, season=1.0)

CHARACTERS: Mapping[str, Character] = {
    "CH03": SATURATING,
    "CH06": CATCHING_UP,
    "CH07": AHEAD,
    "CH08": STEADY,
    "CH10": LATE,
    "CH13": Character(2, 2),
    "BCV01": SATURATING,
    "BCV03": SEASONAL,
    "TT02": Character(2, 4, season=0.4),
    "BCV04": LATE,
    "DN03": LATE,
    "VH01": Character(-6, -11),
    "HC01": CATCHING_UP,
    "HC02": Character(-6, -13),  # its last target steps back
    "HC03": STEADY,
    "HC04": Character(0, -2, season=1.2),
    "LL02": SEASONAL,
    "LS02": AHEAD,
    "KG01": SATURATING,
}
_OTHERS = (STEADY, STEADY, AHEAD, LATE, SATURATING, CATCHING_UP)

# January to December: quiet around Tết and in the summer, busy before the year closes.
SEASONS = (0.95, 0.70, 1.00, 1.00, 1.05, 1.05, 0.90, 0.90, 1.05, 1.10, 1.10, 1.20)


def character_of(indicator: Indicator) -> Character:
    return CHARACTERS.get(indicator.id) or draw("character", indicator.id).choice(_OTHERS)


def elapsed(plan: Plan, month: int) -> int:
    """Months since the year before the plan closed: 1 in the plan's first month."""
    return month - plan.years[0] * 12 + 1


def level(plan: Plan, indicator: Indicator, month: int, lead: float) -> float:
    """The indicator's level for the whole plan with a lead, within its natural limits."""
    ahead = lead + (MIDDLE_OF_YEAR if indicator.over_time == "flow" else 0)
    reached = _along(_points(plan, indicator), elapsed(plan, month) + ahead)
    top = 100.0 if indicator.measure == "yes_no" else indicator.limit
    return max(0.0, reached if top is None else min(top, reached))


def yearly_amount(plan: Plan, indicator: Indicator, month: int, lead: float) -> float:
    """What a count adds up to in the month's report year, more with a lead, less without.

    Where less is better a lead means less.
    """
    year = month // 12
    sign = -1 if indicator.direction == "down" else 1
    aimed = _along(_points(plan, indicator), 12.0 * (year - plan.years[0] + 1))
    return aimed * max(0.2, 1 + sign * 0.035 * lead)


def share_of_year(indicator: Indicator, month: int) -> float:
    """The month's part of a year's amount."""
    power = character_of(indicator).season
    profile = indicator.profile or (1 / 12,) * 12
    weights: list[float] = [p * s**power for p, s in zip(profile, SEASONS, strict=True)]
    return weights[month % 12] / sum(weights)


def _points(plan: Plan, indicator: Indicator) -> list[tuple[float, float]]:
    """Year-ends of the path, as months since the plan's beginning; a band aims at its middle."""
    ends = dict(indicator.targets)
    if indicator.baseline:
        ends[indicator.baseline.year] = indicator.baseline.value
    if indicator.band:
        middle = sum(indicator.band) / 2
        ends.update(dict.fromkeys(range(plan.years[0] + 1, plan.years[1] + 1), middle))
    first = plan.years[0]
    return sorted((12.0 * (year - first + 1), value) for year, value in ends.items()) or [(0, 50)]


def _along(points: list[tuple[float, float]], at: float) -> float:
    """On the straight lines between the points; before the first flat, after the last flat."""
    after = bisect_right([x for x, _ in points], at)
    if after in (0, len(points)):
        return points[max(0, after - 1)][1]
    (x0, y0), (x1, y1) = points[after - 1], points[after]
    return y0 + (y1 - y0) * (at - x0) / (x1 - x0)
