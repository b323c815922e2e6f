"""The made-up figures themselves: what is true of a unit and an indicator in a period.

Forms, their `Kỳ trước` and their corrections all ask here, so they tell one story.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from demo.chance import binomial, draw, poisson
from demo.levels import character_of, elapsed, level, share_of_year, yearly_amount
from demo.streams import COUNTED, NUMERATOR_OF, denominator, size_of, stream_amount
from kpi.periods import Period
from kpi.plan.model import Indicator, Plan, Unit
from reports.forms.entries import Figure

_DONE = {
    "CH16": date(2021, 11, 18), "DN02": date(2022, 11, 18), "BC03": date(2023, 6, 12),
    "LS03": date(2025, 3, 12),
}  # fmt: skip
_SPREAD_OF_UNITS = 4.0  # months of lead between a quick and an ordinary unit
_NEW_UNITS = -5.0  # a unit that has just been set up starts behind
_NEW_HAVE = -30.0  # what it must first set up itself, with rooms and people, comes later still


@dataclass(frozen=True, eq=False)  # compared by identity: one world per plan, kept in caches
class World:
    """Everything true in the demo of one plan."""

    plan: Plan

    def figure(self, unit: str, indicator: Indicator, period: Period) -> Figure:
        """The true figure; a milestone that is not done has nothing."""
        one = self.plan.unit_by_id[unit]
        match indicator.measure:
            case "ratio":
                above, below = self._parts(one, indicator, period)
                value = above / below * indicator.factor if below else None
                return Figure(value, above, below)
            case "count":
                return Figure(value=self._count(one, indicator, period))
            case "milestone":
                day = self._done_on(one, indicator)
                done = day is not None and day <= self.plan.calendar.last_day(period)
                return Figure(None, done_on=day if done else None)
            case "yes_no":
                return Figure(value=100.0 if self._has_it(one, indicator, period) else 0.0)
            case _:
                return Figure(value=self._score(one, indicator, period))

    @cached_property
    def months(self) -> int:
        return 12 * (self.plan.years[1] - self.plan.years[0] + 1)

    def lead(self, unit: Unit, indicator: Indicator, month: int) -> float:
        """Months by which a unit is ahead of the plan's path in an indicator."""
        quick = draw("quick", unit.id).gauss(0, _SPREAD_OF_UNITS / 1.6)
        own = draw("own", unit.id, indicator.id).gauss(0, 1.2)
        new = _NEW_UNITS if unit.succeeds else 0.0
        return (
            character_of(indicator).lead(elapsed(self.plan, month), self.months) + quick + own + new
        )

    def _parts(self, unit: Unit, indicator: Indicator, period: Period) -> tuple[float, float]:
        if indicator.over_time == "stock":
            below = denominator(indicator, unit, period.last_month)
            reached = self._level(unit, indicator, period.last_month) / indicator.factor
            return int(below * reached + 0.5), below
        months = [self._month(unit, indicator, month) for month in _months(period)]
        return sum(a for a, _ in months), sum(b for _, b in months)

    def _month(self, unit: Unit, indicator: Indicator, month: int) -> tuple[int, int]:
        """Numerator and denominator of one month of what happens over time."""
        base = NUMERATOR_OF.get(indicator.id)
        below = (
            self._month(unit, self.plan.indicator_by_id[base], month)[0]
            if base
            else round(denominator(indicator, unit, month) * self._present(unit, month))
        )
        chance = draw("numerator", indicator.id, unit.id, month)
        reached = self._level(unit, indicator, month) / indicator.factor
        if indicator.factor == 1.0:
            return round(below * reached * chance.uniform(0.85, 1.15)), below
        share = min(1.0, max(0.0, reached + chance.gauss(0, 0.015)))
        return binomial(chance, below, share), below

    def _count(self, unit: Unit, indicator: Indicator, period: Period) -> float:
        if indicator.over_time == "stock":
            share = self._share(unit, indicator, period.last_month)
            return int(share * self._level(unit, indicator, period.last_month) + 0.5)
        first = period.year * 12 if indicator.over_time == "running_total" else period.first_month
        months = range(first, period.last_month + 1)
        total = sum(self._happened(unit, indicator, month) for month in months)
        return round(total, indicator.decimals) if indicator.decimals else int(total)

    def _happened(self, unit: Unit, indicator: Indicator, month: int) -> float:
        """A month's increment of a count."""
        if indicator.id in COUNTED:
            return stream_amount(COUNTED[indicator.id], unit, month)
        lead = self.lead(unit, indicator, month)
        amount = yearly_amount(self.plan, indicator, month, lead)
        mean = amount * share_of_year(indicator, month) * self._weight(unit, indicator)
        mean *= self._present(unit, month)
        chance = draw("count", indicator.id, unit.id, month)
        if indicator.decimals:
            return round(mean * chance.uniform(0.8, 1.2), indicator.decimals)
        return poisson(chance, mean)

    def _present(self, unit: Unit, month: int) -> float:
        """The part of the month's days on which the unit was there: 1 but for a reform's month."""
        calendar = self.plan.calendar
        first, last = (
            calendar.month_closes(month - 1) + timedelta(days=1),
            calendar.month_closes(month),
        )
        days = (last - first).days + 1
        begun, ended = max(first, unit.valid_from or first), min(last, unit.valid_to or last)
        return max(0, (ended - begun).days + 1) / days

    def _level(self, unit: Unit, indicator: Indicator, month: int) -> float:
        return level(self.plan, indicator, month, self.lead(unit, indicator, month))

    def _has_it(self, unit: Unit, indicator: Indicator, period: Period) -> bool:
        """Units come one by one: each says yes from its own level of the whole on."""
        order = sorted(indicator.reporters, key=lambda u: draw("turn", indicator.id, u).random())
        kin = [u for u in order if self._together(u, unit.id)]
        turn = 100 * (kin.index(unit.id) + 0.5) / len(kin)
        lead = character_of(indicator).lead(elapsed(self.plan, period.last_month), self.months)
        lead += _NEW_HAVE if unit.succeeds else 0.0
        return level(self.plan, indicator, period.last_month, lead) >= turn

    def _together(self, one: str, other: str) -> bool:
        """Whether two units belong to the same time: both old or both new."""
        units = self.plan.unit_by_id
        return bool(units[one].succeeds) == bool(units[other].succeeds)

    def _score(self, unit: Unit, indicator: Indicator, period: Period) -> float:
        chance = draw("score", indicator.id, unit.id, period.label)
        reached = self._level(unit, indicator, period.last_month) + chance.gauss(0, 1)
        return round(min(indicator.limit or reached, max(0.0, reached)), indicator.decimals)

    def _done_on(self, unit: Unit, indicator: Indicator) -> date | None:
        """Most in time, a few late, no two units on one rhythm."""
        if indicator.id in _DONE or indicator.due is None:
            return _DONE.get(indicator.id)
        days = draw("done", indicator.id, unit.id).triangular(-155, 95, -40)
        return indicator.due + timedelta(days=round(days))

    def _weight(self, unit: Unit, indicator: Indicator) -> float:
        """A unit's part of what all units together do, by the units of the plan's beginning; a new
        unit goes on with its part of what those before it did."""
        start = self.plan.calendar.first_day(Period(self.plan.years[0] * 12, 1, "month"))
        weights = _weights(self, indicator.id, start)
        before = sum(p.share * weights.get(p.unit, 0.0) for p in unit.succeeds)
        return weights.get(unit.id, before)

    def _share(self, unit: Unit, indicator: Indicator, month: int) -> float:
        """A unit's part of what is in hand; the Ban's departments take over from ended units."""
        start = self.plan.calendar.first_day(Period(self.plan.years[0] * 12, 1, "month"))
        weights = _weights(self, indicator.id, start)
        day = self.plan.calendar.month_closes(month)
        units = self.plan.unit_by_id
        left = {u: w for u, w in weights.items() if units[u].valid_on(day)}
        heirs = [u for u in left if units[u].kind == "department"] or list(left)
        if unit.id not in left:
            return weights.get(unit.id, 0.0)
        inherited = (1 - sum(left.values())) / len(heirs) if unit.id in heirs else 0.0
        return left[unit.id] + inherited


@lru_cache(maxsize=512)
def _weights(world: World, indicator: str, day: date) -> dict[str, float]:
    """Parts by size of the reporters valid on a day; they add up to 1."""
    units = world.plan.unit_by_id
    reporters = world.plan.indicator_by_id[indicator].reporters
    sizes = {
        u: size_of(units[u]) * (2.5 if units[u].kind == "department" else 1.0)
        for u in reporters
        if units[u].valid_on(day)
    }
    total = sum(sizes.values())
    return {u: size / total for u, size in sizes.items()}


def _months(period: Period) -> range:
    return range(period.first_month, period.last_month + 1)
