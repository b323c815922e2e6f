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
from .silent import Amount, Peers, stand_in, total


@dataclass(frozen=True)
class UnitFigure:
    """`came`: a figure or a withheld answer was delivered for it; `came_last`: for its last
    reporting period, so that it is more than what an ended unit keeps. `expected` and `reported`
    are the unit's part in coverage; `provisional` tells whether something behind it is open;
    `missing`: the unit was expected and a report behind the figure is missing or withheld;
    `unknown`: nothing could stand in for it. `word`: a milestone's last word, for areas."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    came: bool = False
    came_last: bool = False
    expected: bool = False
    reported: bool = False
    provisional: bool = False
    missing: bool = False
    unknown: bool = False
    word: float | None = None

    @property
    def is_figure(self) -> bool:
        return self.value is not None or self.denominator is not None


@dataclass(frozen=True)
class History:
    """All that one unit has said of one indicator, and when the unit is valid; `peers` gives the
    mean of the units of its kind that reported a reporting period."""

    indicator: Indicator
    unit: Unit
    calendar: Calendar
    items: Sequence[Item]
    peers: Peers

    # -- the figure of a period, and the assessed figure at its end; `filled`: with what stands in
    # -- for missing reports

    def of(self, period: Period, *, filled: bool = False) -> UnitFigure:
        """The figure of a period that ends with one of the indicator's reporting periods."""
        if self.indicator.measure == "milestone":
            return self._done(period)
        match self.indicator.over_time:
            case "flow":
                return self._flow(period.first_month, period.last_month, filled)
            case "stock":
                return self._stock(period, filled)
            case "running_total":
                if period.kind == "years":
                    return self._year_ends(period, filled)
                return self._running_total(period.last_month, period.first_month, filled)

    def assessed(self, period: Period, *, filled: bool = False) -> UnitFigure:
        """Year to date for flows and running totals, the value for stocks; a longer period's
        figure of the former counts here even where the shorter period that ends with it has
        none."""
        if self.indicator.over_time == "stock":
            return self.of(period, filled=filled)
        year_start = period.year * 12
        if self.indicator.over_time == "flow":
            return self._flow(year_start, period.last_month, filled)
        return self._running_total(period.last_month, year_start, filled)

    # -- what the four kinds of figures have in common

    def expected_at(self, period: Period) -> bool:
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

    def _filled(self, so_far: Amount, gaps: Sequence[Period], ends: int) -> tuple[Amount, bool]:
        """The sum with a stand-in for each gap; the second: one of them could not be had."""
        found = [stand_in(self.indicator, self.items, gap, ends, self.peers) for gap in gaps]
        known = [a for a in (so_far, *found) if a is not None]
        whole = Amount(
            _sum([a.value for a in known]),
            _sum([a.numerator for a in known]),
            _sum([a.denominator for a in known]),
        )
        return whole, any(a is None for a in found)

    # -- flows

    def _flow(self, first_month: int, last_month: int, filled: bool) -> UnitFigure:
        """A flow sums what was reported; a unit with a part missing counts as not reported.

        Expected: in any of the reporting periods inside; not applicable leaves expected.
        """
        span = Period(first_month, last_month - first_month + 1, "years")
        inside = [i for i in self.items if span.contains(i.period)]
        due = self._due(span, inside)
        gaps = self._gaps(due, inside)
        so_far, unknown = total(self.indicator, inside), False
        if filled:
            so_far, unknown = self._filled(so_far, gaps, last_month)
        came = any(i.state != "not_applicable" for i in inside)
        return UnitFigure(
            so_far.value,
            so_far.numerator,
            so_far.denominator,
            came=came,
            came_last=came,
            expected=bool(due),
            reported=bool(due) and all(item is not None for _, item in due),
            provisional=any(item is None for _, item in due)
            or any(i.state in {"withheld", "estimate"} for i in inside),
            missing=bool(gaps),
            unknown=unknown,
        )

    def _due(self, span: Period, inside: Sequence[Item]) -> list[tuple[Period, Item | None]]:
        """Every report expected inside, and what came for it; not applicable is not expected."""
        parts = [
            (part, self._over(part, inside))
            for part in periods_between(span.first_month, span.last_month, self.indicator.frequency)
            if span.contains(part) and self.expected_at(part)
        ]
        return [(p, i) for p, i in parts if i is None or i.state != "not_applicable"]

    def _gaps(
        self, due: Sequence[tuple[Period, Item | None]], inside: Sequence[Item]
    ) -> list[Period]:
        """Reports missing or withheld of a unit that was expected; so too the part that an ended
        unit withheld of the reporting period in which it ended."""
        if not due:
            return []
        parts = [
            i.period
            for i in inside
            if i.state == "withheld"
            and i.period.months == self.indicator.months
            and not self.expected_at(i.period)
        ]
        return [p for p, i in due if i is None or i.state == "withheld"] + parts

    # -- stocks

    def _stock(self, period: Period, filled: bool) -> UnitFigure:
        """A stock is that of the last reporting period inside; a longer period's figure stands
        for that period's own rows alone."""
        return self._at_end(self._own_or_of(period), period.last_month, filled)

    def _own_or_of(self, period: Period) -> Item | None:
        for item in self.items:
            own = item.period.months == self.indicator.months
            if item.period.last_month == period.last_month and (
                own or item.period.first_month == period.first_month
            ):
                return item
        return None

    def _at_end(self, item: Item | None, last_month: int, filled: bool) -> UnitFigure:
        """The figure of the last reporting period inside, and that period's coverage."""
        own = self._own(last_month)
        due = self.expected_at(own) and not (item is not None and item.state == "not_applicable")
        missing = due and (item is None or item.state == "withheld")
        amount, unknown = total(self.indicator, [item] if item else []), False
        if filled and missing:
            amount, unknown = self._filled(Amount(), [own], last_month)
        came = item is not None and item.state != "not_applicable"
        return UnitFigure(
            amount.value,
            amount.numerator,
            amount.denominator,
            came=came,
            came_last=came,
            expected=due,
            reported=due and item is not None,
            provisional=missing or (item is not None and item.state in {"withheld", "estimate"}),
            missing=missing,
            unknown=unknown,
        )

    # -- running totals

    def _running_total(self, last_month: int, first_month: int, filled: bool) -> UnitFigure:
        """A running total is the figure at the period's end; a unit that ended (or is in a break
        between two spans of validity) keeps its last reported total to the end of the report
        year."""
        closes = self.calendar.last_day(self._own(last_month))
        ended = not self.unit.valid_on(closes) and any(
            last is not None and last < closes for _, last in self.unit.times
        )
        if ended:
            return self._kept(last_month, first_month, filled)
        return self._at_end(self._ending(last_month, first_month), last_month, filled)

    def _kept(self, last_month: int, first_month: int, filled: bool) -> UnitFigure:
        """Provisional if its last expected report is missing or its last figure was withheld;
        nothing is kept of a total that was withheld or not applicable."""
        said = self._last_of_year(last_month)
        kept = said if said and said.is_figure else None
        gap = self._open_end(said, last_month)
        amount, unknown = total(self.indicator, [kept] if kept else []), False
        if filled and gap:
            amount, unknown = self._filled(Amount(), [gap], last_month)
        came_inside = (
            said is not None
            and said.state != "not_applicable"
            and said.period.first_month >= first_month
        )
        return UnitFigure(
            amount.value,
            amount.numerator,
            amount.denominator,
            came=kept is not None or came_inside,
            came_last=came_inside and said is not None and said.period.last_month == last_month,
            provisional=gap is not None
            or (said is not None and said.state in {"withheld", "estimate"}),
            missing=gap is not None,
            unknown=unknown,
        )

    def _last_of_year(self, last_month: int) -> Item | None:
        start = last_month // 12 * 12
        earlier = [
            i
            for i in self.items
            if i.period.first_month >= start and i.period.last_month <= last_month
        ]
        return earlier[-1] if earlier else None

    def _open_end(self, said: Item | None, last_month: int) -> Period | None:
        """The missing or withheld report that a kept total lacks; none of a unit that said at last
        that it is not applicable, or that was not expected in the year."""
        start = last_month // 12 * 12
        due = [
            part
            for part in periods_between(start, last_month - 1, self.indicator.frequency)
            if self.expected_at(part)
        ]
        if not due or (said is not None and said.state == "not_applicable"):
            return None
        inside = [i for i in self.items if start <= i.period.first_month]
        held = self._over(due[-1], [i for i in inside if i.period.last_month <= last_month])
        if held is None or held.state == "withheld":
            return due[-1]
        return said.period if said is not None and said.state == "withheld" else None

    def _year_ends(self, period: Period, filled: bool) -> UnitFigure:
        """A running total over several years is the sum of year-ends; expected as of the last
        year, reported if every expected year-end is."""
        ends = [
            self._running_total(y * 12 + 11, y * 12, filled)
            for y in range(period.first_month // 12, period.year + 1)
        ]
        return UnitFigure(
            _sum([e.value for e in ends]),
            _sum([e.numerator for e in ends]),
            _sum([e.denominator for e in ends]),
            came=any(e.came for e in ends),
            came_last=any(e.came_last for e in ends),
            expected=ends[-1].expected,
            reported=ends[-1].expected and all(e.reported for e in ends if e.expected),
            provisional=any(e.provisional for e in ends),
            missing=any(e.missing for e in ends),
            unknown=any(e.unknown for e in ends),
        )

    # -- milestones

    def _done(self, period: Period) -> UnitFigure:
        """100 once done, else 0; the last word (a date, not done, not applicable) carries on while
        the unit is valid, counts as reported and is not provisional. Withheld says nothing: the
        unit's own figure is empty, for areas its last word stands."""
        now = self._own_or_of(period)
        before = [
            i
            for i in self.items
            if i.period.last_month < period.last_month and i.state != "withheld"
        ]
        valid = self.expected_at(self._own(period.last_month))
        carried = before[-1] if before and valid else None
        if now is not None:
            found = self._at_end(now, period.last_month, filled=False)
            word = carried.value if now.state == "withheld" and carried else found.value
            return _milestone(found, word)
        if carried is None:
            return UnitFigure(expected=valid, provisional=valid)
        applies = carried.state != "not_applicable"
        return _milestone(
            UnitFigure(carried.value, expected=applies, reported=applies), carried.value
        )


def _milestone(figure: UnitFigure, word: float | None) -> UnitFigure:
    return UnitFigure(
        value=figure.value,
        came=figure.came,
        came_last=figure.came_last,
        expected=figure.expected,
        reported=figure.reported,
        provisional=figure.provisional,
        word=word,
    )


def _sum(amounts: Sequence[float | None]) -> float | None:
    known = [a for a in amounts if a is not None]
    return fsum(known) if known else None
