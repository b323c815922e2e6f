"""The estimate for the year's end and its 80 % range.

Rule: every formula here works on plain numbers; who is silent has been settled before.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kpi.plan.model import Indicator

from .across import ratio_of

T = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372)
Parts = tuple[float | None, float | None]


@dataclass(frozen=True)
class Estimate:
    middle: float | None = None
    low: float | None = None
    high: float | None = None

    def each(self, change: Callable[[float], float]) -> Estimate:
        return Estimate(
            *(None if x is None else change(x) for x in (self.middle, self.low, self.high))
        )


@dataclass(frozen=True)
class LastYear:
    """A complete year: `total` at its end, `same` at the end of the same period; `total_parts` and
    `same_parts` of a ratio."""

    total: float | None = None
    same: float | None = None
    total_parts: Parts = (None, None)
    same_parts: Parts = (None, None)


def cut(indicator: Indicator, estimate: float) -> float:
    """At `limit` (down: from below), at 0 for counts and ratios, at the checks, and to 0..100 for
    per cent unless one of these is given, for yes/no always."""
    checks = indicator.checks
    low = [0.0] if indicator.measure in {"count", "ratio"} else []
    high: list[float] = []
    if indicator.limit is not None:
        (low if indicator.direction == "down" else high).append(indicator.limit)
    low += [checks.min] if checks.min is not None else []
    high += [checks.max] if checks.max is not None else []
    unchecked = checks.min is None and checks.max is None
    if indicator.measure == "yes_no" or (indicator.is_percent and unchecked):
        low.append(0.0)
        high.append(100.0)
    return min([max([estimate, *low]), *high])


def of_stock(
    indicator: Indicator,
    points: Sequence[tuple[int, float]],
    latest: float | None,
    periods_left: int,
) -> Estimate:
    """`points`: (number of the reporting period, figure), gaps kept, at least 3. Latest + half the
    Theil-Sen slope x periods left; a range from 4 points on."""
    if latest is None or len(points) < 3:
        return Estimate()
    slopes = [
        (y2 - y1) / (x2 - x1) for n, (x1, y1) in enumerate(points) for x2, y2 in points[n + 1 :]
    ]
    b = median(slopes) / 2
    middle = latest + b * periods_left
    wide = _width(points, b, periods_left)
    found = Estimate(middle) if wide is None else Estimate(middle, middle - wide, middle + wide)
    return found.each(lambda x: cut(indicator, x))


def _width(points: Sequence[tuple[int, float]], b: float, h: int) -> float | None:
    """T x s x sqrt(h(1 + h/m)) over the m steps between neighbouring points; each step's residual
    is taken for one period."""
    m = len(points) - 1
    if m < 3:
        return None
    pairs = pairwise(points)
    squares = [(y2 - y1 - b * (x2 - x1)) ** 2 / (x2 - x1) for (x1, y1), (x2, y2) in pairs]
    s = math.sqrt(math.fsum(squares) / (m - 1))
    return T[m - 2] * s * math.sqrt(h * (1 + h / m))


def of_count(
    indicator: Indicator, assessed: float | None, share: float, last: LastYear | None
) -> Estimate:
    """Assessed over the share of the year behind it; after a complete year the mean of that and of
    what then still came. Neither it nor its range lies below assessed."""
    if assessed is None or share == 0:
        return Estimate()
    middle = assessed / share
    if last is not None and last.total is not None and last.same is not None:
        middle = (middle + assessed + last.total - last.same) / 2
    rest = max(middle, assessed) - assessed
    wide = math.sqrt((0.15 * rest) ** 2 + 1.64 * rest)
    found = Estimate(assessed + rest, assessed + rest - wide, assessed + rest + wide)
    return found.each(lambda x: max(cut(indicator, x), assessed))


def of_ratio(
    indicator: Indicator,
    assessed: float | None,
    parts: Parts,
    month: int,
    last: LastYear | None,
) -> Estimate:
    """Assessed; before June's end, after a complete year, the parts so far plus last year's parts
    of the months left, divided. No range."""
    if assessed is None:
        return Estimate()
    middle: float | None = assessed
    if month < 6 and last is not None and last.total_parts[1] is not None:
        above, below = (
            (now or 0.0) + (whole or 0.0) - (same or 0.0)
            for now, whole, same in zip(parts, last.total_parts, last.same_parts, strict=True)
        )
        middle = ratio_of(indicator, (above, below))
    return Estimate(middle).each(lambda x: cut(indicator, x))
