"""Between which bounds a unit's figure meets its own target of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpi.plan.model import Indicator, Unit
from kpi.plan.year_targets import unit_target
from kpi.words.formats import rounded

_NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Yardstick:
    """From `low` to `high` the year is met. A band has no `target`."""

    low: float
    high: float
    target: float | None

    def is_met(self, assessed: float, decimals: int) -> bool:
        """Whether a figure lies within, all compared at so many decimals."""
        shown = rounded(assessed, decimals)
        above = self.low == -_NEVER or shown >= rounded(self.low, decimals)
        return above and (self.high == _NEVER or shown <= rounded(self.high, decimals))

    def nearest(self, assessed: float) -> float:
        """The bound that a figure outside has missed."""
        return self.low if assessed < self.low else self.high


def yardstick_of(i: Indicator, unit: Unit, year: int, *, decided_by: date) -> Yardstick | None:
    """The bounds of a year, with revisions decided by that day; None where the unit has nothing to
    be measured by."""
    if i.direction == "within":
        if i.band is None or i.measure == "count":  # how many it should be is said of the whole
            return None
        return Yardstick(*i.band, None)
    target = unit_target(i, unit, year, decided_by=decided_by)
    if target is None:
        return None
    low, high = (target, _NEVER) if i.direction == "up" else (-_NEVER, target)
    return Yardstick(low, high, target)
