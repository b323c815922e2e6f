"""Like with like: what a trend and a change compare, without the units that are silent.

Rule: where units are missing in either period both figures are taken again without them, and
without every unit of the two periods that is bound to them by succession.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kpi.periods import Period
from kpi.plan.model import Indicator, Unit

from .entities import Entities, effective
from .figures import UnitFigure
from .formula import evaluate
from .heirs import made_of


@dataclass(frozen=True)
class Pair:
    """The figure of a period and of an earlier one, over the same units."""

    now: float | None
    before: float | None

    @property
    def change(self) -> float | None:
        return None if self.now is None or self.before is None else self.now - self.before


class Alike:
    """Pairs of figures of one plan's entities."""

    def __init__(self, entities: Entities) -> None:
        self.entities = entities
        self.plan = entities.plan

    def pair(self, indicator: Indicator, entity: str, at: Period, other: Period) -> Pair:
        """Values (of a running total its increases) of two periods of one kind."""
        silent = self._silent(indicator, entity, at) | self._silent(indicator, entity, other)
        without = self._bound(indicator, silent, (at, other)) if silent else frozenset()
        return Pair(
            self._figure(indicator, entity, at, without),
            self._figure(indicator, entity, other, without),
        )

    # -- who is left out

    def _silent(self, indicator: Indicator, entity: str, period: Period) -> frozenset[str]:
        """Units that lack a report behind the value; of a running total also the total that its
        increase starts from; of a formula in any operand."""
        at = effective(indicator, period)
        if at is None or indicator.measure == "milestone":
            return frozenset()
        if indicator.measure == "formula":
            operands = (self.plan.indicator_by_id[o] for o in indicator.operands)
            return frozenset[str]().union(*(self._silent(o, entity, at) for o in operands))
        units = self.entities.members(indicator, entity)
        found = self.entities.silent_in(indicator, entity, units, at)
        return frozenset(found) | {u.id for u in units if self._starts_open(indicator, u, at)}

    def _starts_open(self, indicator: Indicator, unit: Unit, at: Period) -> bool:
        return self._increases(indicator) and any(
            self._start(indicator, source, at).missing for source in self._sources(indicator, unit)
        )

    def _bound(
        self, indicator: Indicator, silent: frozenset[str], periods: tuple[Period, Period]
    ) -> frozenset[str]:
        """With every unit of the two periods that succession binds to one of them; on units of
        today history is theirs, and nothing is bound."""
        if self.entities.units_of is not None:
            return silent
        there = self._there(indicator, periods)
        found = set(silent)
        while more := {
            u
            for u in there - found
            if any(self._descends(u, f) or self._descends(f, u) for f in found)
        }:
            found |= more
        return frozenset(found)

    def _there(self, indicator: Indicator, periods: Iterable[Period]) -> set[str]:
        """Units that report the indicator (or an operand) and are valid in one of the periods."""
        days = [(self.plan.calendar.first_day(p), self.plan.calendar.last_day(p)) for p in periods]
        return {
            name
            for name in self._reporters(indicator)
            if any(self.plan.unit_by_id[name].valid_within(*d) for d in days)
        }

    def _reporters(self, indicator: Indicator) -> set[str]:
        if indicator.measure != "formula":
            return set(indicator.reporters)
        operands = (self.plan.indicator_by_id[o] for o in indicator.operands)
        return set[str]().union(*(self._reporters(o) for o in operands))

    def _descends(self, unit: str, ancestor: str) -> bool:
        parts = self.plan.unit_by_id[unit].succeeds
        return any(p.unit == ancestor or self._descends(p.unit, ancestor) for p in parts)

    # -- the figure of those that are left

    def _figure(
        self, indicator: Indicator, entity: str, period: Period, without: frozenset[str]
    ) -> float | None:
        at = effective(indicator, period)
        if at is None:
            return None
        if indicator.measure == "formula":
            operands = {
                o: self._value(self.plan.indicator_by_id[o], entity, at, without)
                for o in indicator.operands
            }
            return evaluate(indicator.formula or "", operands.get)
        if not self._increases(indicator):
            return self._value(indicator, entity, at, without)
        units = self._left(indicator, entity, without)
        grown = [
            made_of(
                indicator,
                self.entities.sources(indicator, u),
                [self._grown(indicator, s, at) for s in self._sources(indicator, u)],
            )
            for u in units
        ]
        return self.entities.across(indicator, entity, units, grown, at)[0]

    def _value(
        self, indicator: Indicator, entity: str, at: Period, without: frozenset[str]
    ) -> float | None:
        if indicator.measure == "formula":
            return self._figure(indicator, entity, at, without)
        own = effective(indicator, at)
        if own is None:
            return None
        units = self._left(indicator, entity, without)
        figures = [self.entities.of(indicator, u, own) for u in units]
        return self.entities.across(indicator, entity, units, figures, own)[0]

    def _left(self, indicator: Indicator, entity: str, without: frozenset[str]) -> list[Unit]:
        return [u for u in self.entities.members(indicator, entity) if u.id not in without]

    def _sources(self, indicator: Indicator, unit: Unit) -> list[Unit]:
        return [self.plan.unit_by_id[p.source] for p in self.entities.sources(indicator, unit)]

    # -- increases of running totals

    def _increases(self, indicator: Indicator) -> bool:
        """Of a running total its increase is compared; a formula's trend uses its value."""
        plain = indicator.measure not in {"formula", "milestone"}
        return plain and indicator.over_time == "running_total"

    def _start(self, indicator: Indicator, unit: Unit, at: Period) -> UnitFigure:
        """The total that a unit's increase starts from: that of the end of the period of the kind
        before, in the same report year; 0 in a period from its first day on, or of a unit begun
        since then."""
        zero = UnitFigure(0.0, 0.0, 0.0)
        if at.first_month % 12 == 0:
            return zero
        calendar = self.plan.calendar
        year = Period(at.first_month // 12 * 12, at.first_month % 12, "years")
        if not unit.valid_within(calendar.first_day(year), calendar.last_day(year)):
            return zero
        return self.entities.history(indicator.id, unit.id).of(at.preceding())

    def _grown(self, indicator: Indicator, unit: Unit, at: Period) -> UnitFigure:
        """The increase of one unit; one without both figures is left out."""
        now = self.entities.history(indicator.id, unit.id).of(at)
        before = self._start(indicator, unit, at)
        if not (now.is_figure and before.is_figure):
            return UnitFigure()
        return UnitFigure(
            _less(now.value, before.value),
            _less(now.numerator, before.numerator),
            _less(now.denominator, before.denominator),
        )


def _less(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a - b
