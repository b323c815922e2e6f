"""From units to areas and the whole plan: values, coverage, and what may be judged at all.

Rule: formulas are evaluated after aggregation; a missing unit is never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from math import fsum

from kpi.periods import MONTHS_IN, Period, year_period
from kpi.plan.model import Indicator, Plan, Unit

from .facts import Fact, in_force, standing
from .figures import History, UnitFigure
from .formula import evaluate
from .heirs import Part, made_of, parts_by_unit

ALL = "ALL"


@dataclass(frozen=True)
class Figure:
    """A figure of a unit, an area or the plan. `figures` counts the units behind it; `open` is
    the state before any target: ok, not_applicable or no_data."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    assessed: float | None = None
    reported: int = 0
    expected: int = 0
    provisional: bool = False
    value_provisional: bool = False
    assessed_provisional: bool = False
    open: str = "no_data"
    expected_units: tuple[str, ...] = ()


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
        self._parts = parts_by_unit(plan, units_of)
        self._facts = in_force(facts, as_of)
        self.history = cache(self._history)
        self.figure = cache(self._figure)
        self.increase = cache(self._increase)

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

    def of(self, indicator: Indicator, unit: Unit, at: Period) -> UnitFigure:
        parts = self.sources(indicator, unit)
        figures = [self.history(indicator.id, p.source).of(at) for p in parts]
        return made_of(indicator, parts, figures)

    def to_date(self, indicator: Indicator, unit: Unit, last_month: int) -> UnitFigure:
        parts = self.sources(indicator, unit)
        figures = [self.history(indicator.id, p.source).assessed(last_month) for p in parts]
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
        items = standing(
            self._facts.get((indicator_id, unit_id), ()),
            indicator.frequency,
            is_ratio=indicator.measure == "ratio",
        )
        return History(indicator, self.plan.unit_by_id[unit_id], self.plan.calendar, items)

    def earliest_month(self, indicator_id: str) -> int | None:
        """The first month of which anything is known, for the indicator or a formula's parts."""
        indicator = self.plan.indicator_by_id[indicator_id]
        if indicator.measure == "formula":
            found = [self.earliest_month(o) for o in indicator.operands]
        else:
            found = [
                item.period.first_month
                for unit in indicator.reporters
                for item in self.history(indicator_id, unit).items
            ]
        return min((m for m in found if m is not None), default=None)

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
        to_date = [self.to_date(indicator, u, at.last_month) for u in units]
        year = year_period(at.year) if at.kind == "years" else at
        value, weights_open = self.across(indicator, entity, units, of, at)
        assessed, assessed_open = self.across(indicator, entity, units, to_date, year)
        expected = sum(f.expected for f in of)
        value_provisional = weights_open or any(f.provisional for f in of)
        assessed_provisional = assessed_open or any(f.provisional for f in to_date)
        numerator, denominator = _parts(of)
        return Figure(
            value=value,
            numerator=numerator,
            denominator=denominator,
            assessed=assessed,
            reported=sum(f.reported for f in of),
            expected=expected,
            provisional=value_provisional or assessed_provisional,
            value_provisional=value_provisional,
            assessed_provisional=assessed_provisional,
            open=_open(indicator, of, to_date, value, assessed),
            expected_units=tuple(u.id for u, f in zip(units, of, strict=True) if f.expected),
        )

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
        if not known:
            return None, False
        if indicator.measure == "ratio":
            below = fsum(f.denominator or 0.0 for _, f in known)
            above = fsum(f.numerator or 0.0 for _, f in known)
            return (indicator.factor * above / below if below else None), False
        values = [f.value for _, f in known if f.value is not None]
        if indicator.across_units == "weighted" and not _is_unit(entity):
            return self._weighted(indicator, [u for u, _ in known], values, at)
        return _WAYS[_way(indicator)](values), False

    def _weighted(
        self, indicator: Indicator, units: Sequence[Unit], values: Sequence[float], at: Period
    ) -> tuple[float | None, bool]:
        """By the other indicator's value of the same period; units without it are left out;
        weights that total 0: empty."""
        weights = [self.figure(indicator.weighted_by or "", u.id, at) for u in units]
        is_open = any(w.value is None or w.value_provisional for w in weights)
        pairs = [(w.value, v) for w, v in zip(weights, values, strict=True) if w.value is not None]
        total = fsum(w for w, _ in pairs)
        if total == 0:
            return None, is_open
        return fsum(w * v for w, v in pairs) / total, is_open

    def _formula(self, indicator: Indicator, entity: str, at: Period) -> Figure:
        """value from values, assessed from assessed, coverage that of the weakest operand (lowest
        share reported, 0 of 0 is 1; then fewest reported; then first named)."""
        parts = {o: self.figure(o, entity, at) for o in indicator.operands}
        formula = indicator.formula or ""
        assessed = evaluate(formula, lambda o: parts[o].assessed)
        weakest = min(parts.values(), key=lambda f: (_share(f), f.reported))
        states = {f.open for f in parts.values()}
        state = next((s for s in ("not_applicable", "no_data") if s in states), "ok")
        return Figure(
            value=evaluate(formula, lambda o: parts[o].value),
            assessed=assessed,
            reported=weakest.reported,
            expected=weakest.expected,
            provisional=any(f.provisional for f in parts.values()),
            value_provisional=any(f.value_provisional for f in parts.values()),
            open="not_applicable" if state == "ok" and assessed is None else state,
            expected_units=weakest.expected_units,
        )

    # -- what a trend compares

    def _increase(self, indicator_id: str, entity: str, at: Period) -> float | None:
        """The value; of a running total its increase, taken per unit and then across units: a
        unit begun since then counts from 0, one without both figures is left out."""
        indicator = self.plan.indicator_by_id[indicator_id]
        if indicator.measure in {"formula", "milestone"} or indicator.over_time != "running_total":
            return self.figure(indicator_id, entity, at).value
        units = self.members(indicator, entity)
        grown = [
            made_of(
                indicator,
                parts := self.sources(indicator, u),
                [self._grown(indicator, self.plan.unit_by_id[p.source], at) for p in parts],
            )
            for u in units
        ]
        return self.across(indicator, entity, units, grown, at)[0]

    def _grown(self, indicator: Indicator, unit: Unit, at: Period) -> UnitFigure:
        now = self.history(indicator.id, unit.id).of(at)
        if at.first_month % 12 == 0:
            return now
        calendar = self.plan.calendar
        year = Period(at.first_month // 12 * 12, at.first_month % 12, "years")
        if not unit.valid_within(calendar.first_day(year), calendar.last_day(year)):
            return now
        before = self.history(indicator.id, unit.id).of(at.preceding())
        if not (now.is_figure and before.is_figure):
            return UnitFigure()
        return UnitFigure(
            _less(now.value, before.value),
            _less(now.numerator, before.numerator),
            _less(now.denominator, before.denominator),
        )


def _less(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a - b


def _is_unit(entity: str) -> bool:
    return entity != ALL and not entity.startswith("area:")


def _share(figure: Figure) -> float:
    return figure.reported / figure.expected if figure.expected else 1.0


def _parts(figures: Sequence[UnitFigure]) -> tuple[float | None, float | None]:
    known = [f for f in figures if f.denominator is not None]
    if not known:
        return None, None
    return fsum(f.numerator or 0.0 for f in known), fsum(f.denominator or 0.0 for f in known)


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
    if indicator.measure == "ratio" and _parts(to_date)[1] == 0:
        return "not_applicable"
    nothing = not any(f.is_figure for f in of)
    if indicator.measure != "milestone" and any(f.expected for f in of):
        # what ended units keep is no report of the period
        nothing = nothing or not any(f.came_last for f in of)
    no_weights = indicator.measure != "ratio" and value is None
    return "no_data" if nothing or no_weights or assessed is None else "ok"


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)


_WAYS: dict[str, Callable[[Sequence[float]], float]] = {
    "sum": fsum,
    "mean": _mean,
    "min": min,
    "max": max,
}


def _way(indicator: Indicator) -> str:
    """Auto: a count sums; score, yes_no and milestone are means over reporting units."""
    if indicator.across_units in _WAYS:
        return indicator.across_units
    return "sum" if indicator.measure == "count" else "mean"
