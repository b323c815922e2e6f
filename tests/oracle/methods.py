"""Trend, and the two methods beside the linear path.

Rule: every formula here works on plain points (time, figure); nothing is looked up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from kpi.plan.model import Indicator

from .numbers import rounded

LIMIT_POWER = 4.44
ZERO_COUNTS_AS = 0.001


def trend(indicator: Indicator, now: float | None, before: float | None) -> str | None:
    """Value at the indicator's decimals against the preceding one, in the indicator's
    direction; within: distances of the rounded values to the band."""
    if now is None or before is None:
        return None
    a, b = rounded(now, indicator.decimals), rounded(before, indicator.decimals)
    if indicator.direction == "within" and indicator.band is not None:
        low, high = (Decimal(repr(x)) for x in indicator.band)
        a, b = (-max(low - x, Decimal(0), x - high) for x in (a, b))
    elif indicator.direction == "down":
        a, b = -a, -b
    if a == b:
        return "steady"
    return "improving" if a > b else "worsening"


@dataclass(frozen=True)
class Point:
    """A figure at time t = year + months elapsed/12 - 1, and the report year it belongs to."""

    t: Fraction
    year: int
    y: float


def point(year: int, months: int, y: float) -> Point:
    return Point(Fraction(year) + Fraction(months, 12) - 1, year, y)


@dataclass(frozen=True)
class Seen:
    """What the two methods go by: baseline (year, value), observations, (year, last target), and
    where in time the period's own figure stands if it is a point."""

    baseline: tuple[int, float] | None
    observed: tuple[Point, ...]
    target: tuple[int, float] | None
    own: Fraction | None = None

    def ending(self, completed: float | None) -> Seen:
        """With the completed figure as the latest point, where that is the period's own (`own`)."""
        if self.own is None or completed is None:
            return self
        earlier = [p for p in self.observed if p.t < self.own]
        year = math.floor(self.own + Fraction(11, 12))
        return replace(self, observed=(*earlier, Point(self.own, year, completed)))

    @property
    def line(self) -> list[Point]:
        """Baseline (else the first observation) and what came later; a baseline and an
        observation of one year are one point."""
        if self.baseline is None:
            return list(self.observed)
        later = [p for p in self.observed if p.year > self.baseline[0]]
        return [point(self.baseline[0], 12, self.baseline[1]), *later]


@dataclass(frozen=True)
class Judged:
    pace: float | None
    status: str


def _reached(indicator: Indicator, y: float, target: float) -> str | None:
    if y == target:
        return "met"
    return "exceeded" if (y > target) == (indicator.direction == "up") else None


def _growth(start: float, end: float, years: float) -> float | None:
    if years <= 0 or start * end < 0:
        return None
    return math.pow(end / start, 1 / years) - 1.0


def limit_factor(base: float, limit: float | None) -> float:
    """C of DOMAIN.md: how far a natural limit shortens the cuts used without a target."""
    if limit is None:
        return 1.0
    size, bound = abs(base), limit
    if size >= 2 * bound:
        return 1.0
    share = size / bound if size <= bound else (2 * bound - size) / bound
    return 1.0 - math.pow(share, LIMIT_POWER)


def cagr(indicator: Indicator, seen: Seen) -> Judged:
    """Growth reached against growth needed (R), or the growth itself (p) without a target; a
    target already reached wins over all; not available is no_data; `within` is no_data."""
    if indicator.direction == "within" or not seen.observed:
        return Judged(None, "no_data")
    value = cagr_value(indicator, seen)
    if seen.target is not None:
        done = _reached(indicator, seen.observed[-1].y, seen.target[1])
        if done is not None:
            return Judged(value, done)
    if value is None:
        return Judged(None, "no_data")
    substantial, moderate = (0.95, 0.60) if seen.target else _cuts(indicator, seen)
    if value >= substantial:
        return Judged(value, "on_track")
    return Judged(value, "at_risk" if value >= moderate else "behind")


def _cuts(indicator: Indicator, seen: Seen) -> tuple[float, float]:
    c = limit_factor(seen.line[0].y or ZERO_COUNTS_AS, indicator.limit)
    return 0.015 * c, 0.005 * c


def cagr_value(indicator: Indicator, seen: Seen) -> float | None:
    """R = s*d*g_o/|g_T|, or p = s*d*g_o without a target; a zero base or target counts as
    0.001; fewer than 2 points, or a change of sign: none."""
    line = seen.line
    if len(line) < 2:
        return None
    first, latest = line[0], line[-1]
    base = first.y or ZERO_COUNTS_AS
    observed = _growth(base, latest.y, float(latest.t - first.t))
    if observed is None:
        return None
    signed = (-1 if base < 0 else 1) * (1 if indicator.direction == "up" else -1) * observed
    if seen.target is None:
        return signed
    year, target = seen.target
    needed = _growth(base, target or ZERO_COUNTS_AS, float(year - first.t))
    return None if not needed else signed / abs(needed)


def weather_pace(indicator: Indicator, seen: Seen) -> float | None:
    """The mean yearly change of up to the last 5 years carried to the last target year; pace is
    1 - the shortfall left there / (target - latest)."""
    line = seen.line
    if seen.target is None or not seen.observed or len(line) < 2:
        return None
    year, target = seen.target
    latest = line[-1]
    first = next(p for p in line if p.t >= latest.t - 5)
    if first == latest:
        return None
    change = (latest.y - first.y) / float(latest.t - first.t)
    carried = latest.y + change * float(year - latest.t)
    sign = 1 if indicator.direction == "up" else -1
    shortfall = sign * (target - carried)
    distance = sign * (target - latest.y)
    if distance <= 1e-12 * max(abs(target), abs(latest.y)):  # binary noise is no distance
        return 1.0 if shortfall <= 1e-12 * abs(target) else 0.0
    return 1 - shortfall / distance


def weather_status(pace: float | None) -> str:
    """Gap below 5 % on_track, to 20 % at_risk, else behind."""
    if pace is None:
        return "no_data"
    gap = 1 - pace
    if gap < 0.05:
        return "on_track"
    return "at_risk" if gap <= 0.20 else "behind"
