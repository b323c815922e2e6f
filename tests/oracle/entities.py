"""From units to areas and the whole plan: values, coverage, and what may be judged at all.

Rule: formulas are evaluated after aggregation; a missing unit is never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache

from kpi.periods import MONTHS_IN, Period, year_period
from kpi.plan.model import Indicator, Plan, Unit

from .across import Weight, joined, parts_of, ratio_of, share_done, weighted
from .facts import Fact, Item, in_force, standing
from .figures import History, UnitFigure
from .formula import evaluate
from .heirs import Part, made_of, parts_by_unit
from .silent import Amount, mean

ALL = "ALL"


@dataclass(frozen=True)
class Figure:
    """A figure of a unit, an area or the plan. `parts`: numerator and denominator of `assessed`;
    `open`: the state before any target: ok, not_applicable or no_data. `missing`: a unit of an
    area or the plan lacks a report behind `assessed`; then `completed`, its parts and its state
    have a stand-in for it, else they are those of `assessed`."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    assessed: float | None = None
    parts: tuple[float | None, float | None] = (None, None)
    reported: int = 0
    expected: int = 0
    provisional: bool = False
    value_provisional: bool = False
    assessed_provisional: bool = False
    open: str = "no_data"
    expected_units: tuple[str, ...] = ()
    missing: bool = False
    completed: float | None = None
    completed_parts: tuple[float | None, float | None] = (None, None)
    completed_open: str = "no_data"


def effective(indicator: Indicator, period: Period) -> Period | None:
    """In a shorter period that ends with a reporting period the figures are that reporting
    period's; where none ends with it there are none."""
    if not period.ends_with(indicator.frequency):
        return None
    if period.months < MONTHS_IN[indicator.frequency]:
        return period.last_of(indicator.frequency)
    return period


class Entities:
    """Figures of one plan and the facts in force, asked for by indicator, entity and period."""

    def __init__(
        self, plan: Plan, facts: Iterable[Fact], as_of: datetime, units_of: date | None = None
    ) -> None:
        """`units_of`: the day on whose units history is expressed; None: units as they were."""
        self.plan = plan
        self.units_of = units_of
        self._parts = parts_by_unit(plan, units_of)
        self._facts = in_force(facts, as_of)
        self.history = cache(self._history)
        self.figure = cache(self._figure)
        self.of_kind = cache(self._of_kind)

    # -- who stands behind a figure

    def reporters(self, indicator: Indicator) -> list[Unit]:
        """The units that report it, or carry on what such a unit reported."""
        asked = set(indicator.reporters)
        return [
            u for u in self.plan.units if any(p.source in asked for p in self._parts.get(u.id, ()))
        ]

    def sources(self, indicator: Indicator, unit: Unit) -> list[Part]:
        asked = set(indicator.reporters)
        return [p for p in self._parts[unit.id] if p.source in asked]

    def _was_there(self, indicator: Indicator, unit: Unit, first: date, last: date) -> bool:
        sources = (self.plan.unit_by_id[p.source] for p in self.sources(indicator, unit))
        return any(s.valid_within(first, last) for s in sources)

    def of(
        self, indicator: Indicator, unit: Unit, at: Period, *, filled: bool = False
    ) -> UnitFigure:
        parts = self.sources(indicator, unit)
        figures = [self.history(indicator.id, p.source).of(at, filled=filled) for p in parts]
        return made_of(indicator, parts, figures)

    def to_date(
        self, indicator: Indicator, unit: Unit, at: Period, *, filled: bool = False
    ) -> UnitFigure:
        parts = self.sources(indicator, unit)
        figures = [self.history(indicator.id, p.source).assessed(at, filled=filled) for p in parts]
        return made_of(indicator, parts, figures)

    def members(self, indicator: Indicator, entity: str) -> list[Unit]:
        units = self.reporters(indicator)
        if entity == ALL:
            return units
        if entity.startswith("area:"):
            return [u for u in units if u.area == entity.removeprefix("area:")]
        return [u for u in units if u.id == entity]

    def rows(self, indicator: Indicator, period: Period) -> list[str]:
        """Units in its reported_by valid on some day of the period, their areas, and ALL; a
        formula where all of its operands have one."""
        if indicator.measure == "formula":
            sets = [self.rows(self.plan.indicator_by_id[o], period) for o in indicator.operands]
            return [e for e in sets[0] if all(e in s for s in sets)]
        calendar = self.plan.calendar
        first, last = calendar.first_day(period), calendar.last_day(period)
        units = [u for u in self.reporters(indicator) if self._was_there(indicator, u, first, last)]
        areas = sorted({f"area:{u.area}" for u in units if u.area is not None})
        return [u.id for u in units] + areas + [ALL]

    def _history(self, indicator_id: str, unit_id: str) -> History:
        indicator = self.plan.indicator_by_id[indicator_id]
        unit = self.plan.unit_by_id[unit_id]

        def peers(at: Period) -> Amount | None:
            return self.of_kind(indicator_id, unit.kind, at)

        items = self._standing(indicator_id, unit_id)
        return History(indicator, unit, self.plan.calendar, items, peers)

    def _standing(self, indicator_id: str, unit_id: str) -> list[Item]:
        indicator = self.plan.indicator_by_id[indicator_id]
        said = self._facts.get((indicator_id, unit_id), ())
        return standing(said, indicator.frequency, is_ratio=indicator.measure == "ratio")

    def _of_kind(self, indicator_id: str, kind: str, at: Period) -> Amount | None:
        """The mean of the units of a kind, in whatever area, that reported a reporting period."""
        indicator = self.plan.indicator_by_id[indicator_id]
        alike = [u for u in indicator.reporters if self.plan.unit_by_id[u].kind == kind]
        said = [i for u in alike for i in self.history(indicator_id, u).items]
        return mean(indicator, [i for i in said if i.period == at and i.is_figure])

    # -- figures

    def _figure(self, indicator_id: str, entity: str, period: Period) -> Figure:
        """The figure in a period; the period must end with a reporting period."""
        indicator = self.plan.indicator_by_id[indicator_id]
        at = effective(indicator, period)
        if at is None:
            return Figure(open="not_due")
        if indicator.measure == "formula":
            return self._formula(indicator, entity, at)
        return self._joined(indicator, entity, at)

    def _joined(self, indicator: Indicator, entity: str, at: Period) -> Figure:
        units = self.members(indicator, entity)
        of = [self.of(indicator, u, at) for u in units]
        to_date = [self.to_date(indicator, u, at) for u in units]
        value, weights_open = self.across(indicator, entity, units, of, at)
        assessed, assessed_open = self.across(indicator, entity, units, to_date, _year(at))
        value_provisional = weights_open or any(f.provisional for f in of)
        assessed_provisional = assessed_open or any(f.provisional for f in to_date)
        numerator, denominator = parts_of(of)
        found = Figure(
            value=value,
            numerator=numerator,
            denominator=denominator,
            assessed=assessed,
            parts=parts_of(to_date),
            reported=sum(f.reported for f in of),
            expected=sum(f.expected for f in of),
            provisional=value_provisional or assessed_provisional,
            value_provisional=value_provisional,
            assessed_provisional=assessed_provisional,
            open=_open(indicator, of, to_date, value, assessed),
            expected_units=tuple(u.id for u, f in zip(units, of, strict=True) if f.expected),
        )
        return self._completed(indicator, entity, units, at, found)

    def _completed(
        self, indicator: Indicator, entity: str, units: Sequence[Unit], at: Period, found: Figure
    ) -> Figure:
        """With a stand-in for each missing report of an area or the plan; a unit's own row, and
        one that lacks nothing, is as it was assessed."""
        asis = replace(
            found,
            completed=found.assessed,
            completed_parts=found.parts,
            completed_open=found.open,
        )
        if is_unit(entity) or not self.silent_to_date(indicator, units, at):
            return asis
        filled = [self.to_date(indicator, u, at, filled=True) for u in units]
        completed, unknown = self._filled_across(indicator, entity, units, filled, _year(at))
        if unknown or any(f.unknown for f in filled):
            state = "not_applicable" if self._nothing_due(indicator, units, at) else "no_data"
            return replace(found, missing=True, completed_open=state)
        state = "no_data" if completed is None else "ok"
        if self._nothing_due(indicator, units, at) or parts_of(filled)[1] == 0:
            state = "not_applicable"
        return replace(
            found,
            missing=True,
            completed=completed,
            completed_parts=parts_of(filled),
            completed_open=state,
        )

    def _nothing_due(self, indicator: Indicator, units: Sequence[Unit], at: Period) -> bool:
        return not any(f.expected or f.came for f in (self.of(indicator, u, at) for u in units))

    def silent_to_date(self, indicator: Indicator, units: Sequence[Unit], at: Period) -> set[str]:
        """Units that lack a report behind `assessed`, or the weight of one."""
        to_date = [self.to_date(indicator, u, at) for u in units]
        return _silent(units, to_date) | self._weightless(indicator, units, to_date, _year(at))

    def silent_in(
        self, indicator: Indicator, entity: str, units: Sequence[Unit], at: Period
    ) -> set[str]:
        """Units that lack a report behind the value of a period; in an area or the plan also those
        that lack a weight."""
        of = [self.of(indicator, u, at) for u in units]
        weightless = set() if is_unit(entity) else self._weightless(indicator, units, of, at)
        return _silent(units, of) | weightless

    def _weightless(
        self,
        indicator: Indicator,
        units: Sequence[Unit],
        figures: Sequence[UnitFigure],
        at: Period,
    ) -> set[str]:
        if indicator.across_units != "weighted":
            return set()
        return {
            u.id
            for u, f in zip(units, figures, strict=True)
            if (f.is_figure or f.missing) and self.weight(indicator, u, at).missing
        }

    def across(
        self,
        indicator: Indicator,
        entity: str,
        units: Sequence[Unit],
        figures: Sequence[UnitFigure],
        at: Period,
    ) -> tuple[float | None, bool]:
        """Across units by the measure or as declared; the second tells whether a weight is
        missing or an estimate. A unit's own row is unweighted."""
        known = [(u, f) for u, f in zip(units, figures, strict=True) if f.is_figure]
        if indicator.measure == "milestone" and not is_unit(entity):
            return share_done(figures), False
        if not known:
            return None, False
        if indicator.measure == "ratio":
            return ratio_of(indicator, parts_of(figures)), False
        values = [f.value for _, f in known if f.value is not None]
        if indicator.across_units != "weighted" or is_unit(entity):
            return joined(indicator, values), False
        weights = [self.weight(indicator, u, at) for u, _ in known]
        is_open = any(w.value is None or w.provisional for w in weights)
        return weighted(values, weights), is_open

    def _filled_across(
        self,
        indicator: Indicator,
        entity: str,
        units: Sequence[Unit],
        figures: Sequence[UnitFigure],
        at: Period,
    ) -> tuple[float | None, bool]:
        """As `across`, with stand-ins for missing weights too; the second: one has none."""
        if indicator.across_units != "weighted":
            return self.across(indicator, entity, units, figures, at)[0], False
        known = [(u, f.value) for u, f in zip(units, figures, strict=True) if f.value is not None]
        weights = [self.weight(indicator, u, at, filled=True) for u, _ in known]
        return weighted([v for _, v in known], weights), any(w.unknown for w in weights)

    def weight(
        self, indicator: Indicator, unit: Unit, at: Period, *, filled: bool = False
    ) -> Weight:
        """The other indicator's value of the same period, of the unit's own row."""
        other = self.plan.indicator_by_id[indicator.weighted_by or ""]
        provisional = self.figure(other.id, unit.id, at).value_provisional
        return replace(self._of_unit(other, unit, at, filled=filled), provisional=provisional)

    def _of_unit(self, indicator: Indicator, unit: Unit, period: Period, *, filled: bool) -> Weight:
        at = effective(indicator, period)
        if at is None:
            return Weight(None)
        if indicator.measure == "formula":
            named = {
                o: self._of_unit(self.plan.indicator_by_id[o], unit, at, filled=filled)
                for o in indicator.operands
            }
            return Weight(
                evaluate(indicator.formula or "", lambda o: named[o].value),
                missing=any(n.missing for n in named.values()),
                unknown=any(n.unknown for n in named.values()),
            )
        if not self.members(indicator, unit.id):
            return Weight(None)
        one = self.of(indicator, unit, at, filled=filled)
        value, _ = self.across(indicator, unit.id, [unit], [one], at)
        return Weight(value, missing=one.missing, unknown=one.unknown)

    def _formula(self, indicator: Indicator, entity: str, at: Period) -> Figure:
        """value from values, assessed from assessed, completed from completed; coverage that of the
        weakest operand (lowest share reported, 0 of 0 is 1; then fewest reported; then first
        named)."""
        parts = {o: self.figure(o, entity, at) for o in indicator.operands}
        formula = indicator.formula or ""
        assessed = evaluate(formula, lambda o: parts[o].assessed)
        completed = evaluate(formula, lambda o: parts[o].completed)
        weakest = min(parts.values(), key=lambda f: (coverage(f), f.reported))
        return Figure(
            value=evaluate(formula, lambda o: parts[o].value),
            assessed=assessed,
            reported=weakest.reported,
            expected=weakest.expected,
            provisional=any(f.provisional for f in parts.values()),
            value_provisional=any(f.value_provisional for f in parts.values()),
            assessed_provisional=any(f.assessed_provisional for f in parts.values()),
            open=_of_operands([f.open for f in parts.values()], assessed),
            expected_units=weakest.expected_units,
            missing=any(f.missing for f in parts.values()),
            completed=completed,
            completed_open=_of_operands([f.completed_open for f in parts.values()], completed),
        )


def _year(at: Period) -> Period:
    """The period that `assessed` belongs to: of several years the last."""
    return year_period(at.year) if at.kind == "years" else at


def _silent(units: Sequence[Unit], figures: Sequence[UnitFigure]) -> set[str]:
    return {u.id for u, f in zip(units, figures, strict=True) if f.missing}


def _of_operands(states: Sequence[str], result: float | None) -> str:
    """Not applicable if an operand is, then no data if one lacks it, then a divisor of 0."""
    state = next((s for s in ("not_applicable", "no_data") if s in states), "ok")
    return "not_applicable" if state == "ok" and result is None else state


def is_unit(entity: str) -> bool:
    return entity != ALL and not entity.startswith("area:")


def coverage(figure: Figure) -> float:
    """The share of the expected units that reported; 0 of 0 is 1."""
    return figure.reported / figure.expected if figure.expected else 1.0


def _open(
    indicator: Indicator,
    of: Sequence[UnitFigure],
    to_date: Sequence[UnitFigure],
    value: float | None,
    assessed: float | None,
) -> str:
    """No report expected and none came, or denominators of `assessed` that total 0: not
    applicable; nothing reported for the period itself, or nothing to assess: no data."""
    if not any(f.expected or f.came for f in of):
        return "not_applicable"
    if indicator.measure == "ratio" and parts_of(to_date)[1] == 0:
        return "not_applicable"
    nothing = not any(f.is_figure for f in of)
    if indicator.measure != "milestone" and any(f.expected for f in of):
        # what ended units keep is no report of the period
        nothing = nothing or not any(f.came_last for f in of)
    no_weights = indicator.measure != "ratio" and value is None
    return "no_data" if nothing or no_weights or assessed is None else "ok"
