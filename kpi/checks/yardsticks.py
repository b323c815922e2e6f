"""Up to where a unit's figure keeps to its own target: the linear method's bounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpi.plan.model import Indicator, Unit
from kpi.plan.year_targets import unit_target
from kpi.words.formats import rounded

_NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Moment:
    """The month of a report year in which a period ends, and the day that knows the decisions."""

    year: int
    month: int
    day: date

    @property
    def ends_year(self) -> bool:
        return self.month == 12


@dataclass(frozen=True, slots=True)
class Yardstick:
    """From `low` to `high` a figure is not `behind`; in the year's last month it is met there, but
    for rounding. A band has no `target`. What can be met is met before it is behind."""

    low: float
    high: float
    expected: float
    target: float | None
    can_be_met: bool
    band: tuple[float, float] | None = None

    def is_met(self, assessed: float, decimals: int) -> bool:
        """Whether the year's target is reached at so many decimals."""
        if not self.can_be_met:
            return False
        shown = rounded(assessed, decimals)
        if self.band is not None:
            low, high = (rounded(b, decimals) for b in self.band)
            return low <= shown <= high
        bound = rounded(self.target or 0.0, decimals)
        return shown >= bound if self.high == _NEVER else shown <= bound

    def expected_near(self, assessed: float) -> float:
        """What should be now; of a band the nearer bound."""
        if self.band is None:
            return self.expected
        return self.band[0] if assessed < self.band[0] else self.band[1]


def yardstick_of(i: Indicator, unit: Unit, now: Moment, at_risk: float) -> Yardstick | None:
    """The bounds at a moment; None where the unit has nothing to be measured by."""
    if i.direction == "within":
        if i.band is None or i.measure == "count":  # how many it should be is said of the whole
            return None
        (low, high), cut = i.band, 1.0 if now.ends_year else at_risk
        return Yardstick(low * cut, high / cut, low, None, can_be_met=True, band=i.band)
    target = unit_target(i, unit, now.year, decided_by=now.day)
    if target is None:
        return None
    start = _start(i, unit, now) if i.path == "linear" else None
    expected = _expected(i, now, target, start)
    up, bound = i.direction == "up", target
    if not now.ends_year and start is not None:
        if (expected > start) != up and expected != start:
            return None  # a target on the wrong side of where it started
        bound = start + at_risk * (expected - start)
    elif not now.ends_year:
        bound = at_risk * expected if up else expected / at_risk
    low, high = (bound, _NEVER) if up else (-_NEVER, bound)
    ceiling = i.measure == "count" and i.over_time != "stock" and not up
    return Yardstick(low, high, expected, target, can_be_met=now.ends_year or not ceiling)


def _expected(i: Indicator, now: Moment, target: float, start: float | None) -> float:
    """Where the path should be."""
    if i.path == "profile":
        shares = i.profile or (1 / 12,) * 12
        return target * sum(shares[: now.month])
    if start is not None:
        return start + (target - start) * now.month / 12
    return target


def _start(i: Indicator, unit: Unit, now: Moment) -> float | None:
    """Last year's point of the straight line between the targets."""
    baseline = None if i.measure == "count" else i.baseline
    if baseline is not None and baseline.year == now.year - 1:
        return baseline.value
    return unit_target(i, unit, now.year - 1, decided_by=now.day)
