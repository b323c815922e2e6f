"""One unit's figure of one indicator over time, before any unit is added to another.

Rule: over time within a unit first, then across units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from kpi.periods import Calendar, Period, periods_between
from kpi.plan.model import Indicator, Unit

from .facts import Item


@dataclass(frozen=True)
class UnitFigure:
    """`came`: a figure or a withheld answer was delivered for it; `came_last`: for its last
    reporting period, so that it is more than what an ended unit keeps. `expected` and `reported`
    are the unit's part in coverage; `provisional` tells whether something behind it is open."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    came: bool = False
    came_last: bool = False
    expected: bool = False
    reported: bool = False
    provisional: bool = False

    @property
    def is_figure(self) -> bool:
        return self.value is not None or self.denominator is not None


@dataclass(frozen=True)
class History:
    """All that one unit has said of one indicator, and when the unit is valid."""

    indicator: Indicator
    unit: Unit
    calendar: Calendar
    items: Sequence[Item]

    # -- what the four kinds of figures have in common

    def _expected_at(self, period: Period) -> bool:
        """A unit is expected if it is valid on the last day of the reporting period."""
        return self.unit.valid_on(self.calendar.last_day(period))

    def _own(self, last_month: int) -> Period:
        own = Period(last_month, 1, "month").last_of(self.indicator.frequency)
        if own is None:
            raise ValueError("no reporting period ends here")
        return own

    def _ending(self, last_month: int, first_month: int) -> Item | None:
        """The standing figure that ends with this month and begins not before the other."""
        for item in self.items:
            if item.period.last_month == last_month and item.period.first_month >= first_month:
                return item
        return None

    def _over(self, period: Period, items: Sequence[Item]) -> Item | None:
        return next((i for i in items if i.period.contains(period)), None)

    def _total(self, items: Sequence[Item]) -> tuple[float | None, float | None, float | None]:
        """Sums of value, numerator and denominator of what was reported; none of it: empty."""
        figures = [i for i in items if i.is_figure]
        if not figures:
            return None, None, None
        if self.indicator.measure == "ratio":
            return (
                None,
                fsum(i.numerator or 0.0 for i in figures),
                fsum(i.denominator or 0.0 for i in figures),
            )
        return fsum(i.value or 0.0 for i in figures), None, None

    # -- the figure of a period, and the assessed figure at its end

    def of(self, period: Period) -> UnitFigure:
        """The figure of a period that ends with one of the indicator's reporting periods."""
        if self.indicator.measure == "milestone":
            return self._done(period.last_month, period.first_month)
        match self.indicator.over_time:
            case "flow":
                return self._flow(period.first_month, period.last_month)
            case "stock":
                return self._stock(period.last_month, period.first_month)
            case "running_total":
                if period.kind == "years":
                    return self._year_ends(period)
                return self._running_total(period.last_month, period.first_month)

    def assessed(self, last_month: int) -> UnitFigure:
        """Year to date for flows and running totals, the value for stocks; a longer period's
        figure counts here even where the shorter period that ends with it has none."""
        if self.indicator.measure == "milestone":
            return self._done(last_month, 0)
        year_start = last_month // 12 * 12
        match self.indicator.over_time:
            case "flow":
                return self._flow(year_start, last_month)
            case "stock":
                return self._stock(last_month, 0)
            case "running_total":
                return self._running_total(last_month, year_start)

    def _flow(self, first_month: int, last_month: int) -> UnitFigure:
        """A flow sums what was reported; a unit with a part missing counts as not reported.

        Expected: in any of the reporting periods inside; not applicable leaves expected.
        """
        span = Period(first_month, last_month - first_month + 1, "years")
        inside = [i for i in self.items if span.contains(i.period)]
        parts = [
            (part, self._over(part, inside))
            for part in periods_between(first_month, last_month, self.indicator.frequency)
            if span.contains(part) and self._expected_at(part)
        ]
        due = [item for _, item in parts if item is None or item.state != "not_applicable"]
        value, numerator, denominator = self._total(inside)
        return UnitFigure(
            value,
            numerator,
            denominator,
            came=any(i.state != "not_applicable" for i in inside),
            came_last=any(i.state != "not_applicable" for i in inside),
            expected=bool(due),
            reported=bool(due) and all(item is not None for item in due),
            provisional=any(i is None or i.state in {"withheld", "estimate"} for i in due)
            or any(i.state == "estimate" for i in inside),
        )

    def _at_end(self, item: Item | None, last_month: int) -> UnitFigure:
        """The figure of the last reporting period inside, and that period's coverage."""
        due = self._expected_at(self._own(last_month)) and not (
            item is not None and item.state == "not_applicable"
        )
        value, numerator, denominator = self._total([item] if item else [])
        return UnitFigure(
            value,
            numerator,
            denominator,
            came=item is not None and item.state != "not_applicable",
            came_last=item is not None and item.state != "not_applicable",
            expected=due,
            reported=due and item is not None,
            provisional=(due and (item is None or item.state == "withheld"))
            or (item is not None and item.state == "estimate"),
        )

    def _stock(self, last_month: int, first_month: int) -> UnitFigure:
        """A stock is that of the last reporting period inside."""
        return self._at_end(self._ending(last_month, first_month), last_month)

    def _running_total(self, last_month: int, first_month: int) -> UnitFigure:
        """A running total is the figure at the period's end; a unit that ended (or is in a break
        between two spans of validity) keeps its last reported total to the end of the report year,
        provisional if its last expected report is missing; nothing is kept if that total was
        withheld or not applicable."""
        item = self._ending(last_month, first_month)
        closes = self.calendar.last_day(self._own(last_month))
        ended = not self.unit.valid_on(closes) and any(
            last is not None and last < closes for _, last in self.unit.times
        )
        if not ended:
            return self._at_end(item, last_month)
        year_start = last_month // 12 * 12
        earlier = [
            i
            for i in self.items
            if i.period.first_month >= year_start and i.period.last_month <= last_month
        ]
        last_due = [
            part
            for part in periods_between(year_start, last_month - 1, self.indicator.frequency)
            if self._expected_at(part)
        ][-1:]
        held = self._over(last_due[0], earlier) if last_due else None
        said = earlier[-1] if earlier else None
        kept = said if said and said.is_figure else None
        came_inside = (
            said is not None
            and said.state != "not_applicable"
            and said.period.first_month >= first_month
        )
        value, numerator, denominator = self._total([kept] if kept else [])
        is_open = bool(last_due) and (held is None or held.state == "withheld")
        if said is not None and said.state == "not_applicable":
            is_open = False
        return UnitFigure(
            value,
            numerator,
            denominator,
            came=kept is not None or came_inside,
            came_last=came_inside and said is not None and said.period.last_month == last_month,
            provisional=is_open or (kept is not None and kept.state == "estimate"),
        )

    def _year_ends(self, period: Period) -> UnitFigure:
        """A running total over several years is the sum of year-ends; expected as of the last
        year, reported if every expected year-end is."""
        ends = [
            self._running_total(y * 12 + 11, y * 12)
            for y in range(period.first_month // 12, period.year + 1)
        ]
        figures = [e for e in ends if e.is_figure]

        def total(part: str) -> float | None:
            found = [getattr(e, part) for e in figures if getattr(e, part) is not None]
            return fsum(found) if found else None

        return UnitFigure(
            total("value"),
            total("numerator"),
            total("denominator"),
            came=any(e.came for e in ends),
            came_last=any(e.came_last for e in ends),
            expected=ends[-1].expected,
            reported=ends[-1].expected and all(e.reported for e in ends if e.expected),
            provisional=any(e.provisional for e in ends),
        )

    def _done(self, last_month: int, first_month: int) -> UnitFigure:
        """100 once done, else 0; only a date carries on, while the unit is valid."""
        now = self._ending(last_month, first_month)
        if now is not None:
            return self._at_end(now, last_month)
        earlier = [i for i in self.items if i.period.last_month < last_month and i.is_figure]
        latest = earlier[-1] if earlier else None
        carries = (
            latest is not None
            and latest.done_on is not None
            and self._expected_at(self._own(last_month))
        )
        return self._at_end(latest if carries else None, last_month)
