"""Which figures an assessment needs: each indicator's periods, and what of them.

The one rule: whatever a row of `results` refers to (the year before, twelve earlier points, the
operands of a formula, a weight) is asked for here, once, before any SQL runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntFlag
from typing import Literal

from kpi.periods import MONTHS_IN, Period, periods_between, year_period
from kpi.plan.model import Indicator, Plan

Part = Literal["value", "assessed", "increase"]
Figure = tuple[str, Period, Part]  # indicator, period, what of it


class Need(IntFlag):
    """What is needed of a figure besides itself: who was expected and reported, and the figure
    with what stands in for silent units."""

    FIGURE = 0
    COVERAGE = 1
    STAND_INS = 3  # they stand in for what coverage finds missing


POINTS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """One indicator in one asked period. `own` is the period whose figures the row shows (of
    several years `assessed` is that of the last); None where the indicator is not due."""

    period: Period
    indicator: str
    own: Period | None
    previous: Period | None
    last_year: Period | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that one assessment needs. `figures`: (indicator, period, part) to what is needed of
    it; `weights`: the same to the period of the weight."""

    asked: tuple[Asked, ...]
    figures: dict[Figure, Need] = field(default_factory=dict)
    weights: dict[Figure, Period] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked: rows of some periods under a plan. `first_reports`: the month in which an
    indicator's reports begin, for whatever looks at all of them; `all_methods`: each row is judged
    by every method too."""

    plan: Plan
    periods: Sequence[Period]
    first_reports: Mapping[str, int] = field(default_factory=dict)
    all_methods: bool = False

    def begin(self) -> Wanted:
        """The rows asked, and nothing yet that they refer to."""
        periods = dict.fromkeys(self.periods)
        return Wanted(tuple(_asked(i, p) for p in periods for i in self.plan.indicators))


def own_period(indicator: Indicator, period: Period) -> Period | None:
    """The period itself, or the longer reporting period that ends with it, or None: not due."""
    last = period.last_of(indicator.frequency)
    if last is None:
        return None
    return period if period.months >= last.months else last


def increase_from(period: Period) -> Period | None:
    """The period at whose end a running total's increase starts; None: the year's first day."""
    before = period.preceding()
    if period.kind in MONTHS_IN and period.months < 9 and before.year == period.year:
        return before
    return None


def sums_up(indicator: Indicator) -> bool:
    """Whether the year adds up along its months: its estimate goes by shares or by last year."""
    return indicator.measure in {"count", "ratio"} and indicator.over_time != "stock"


def points_of(indicator: Indicator, last_month: int) -> Iterator[Period]:
    """The last twelve reporting periods up to a month, latest first."""
    n = indicator.months
    for back in range(POINTS):
        end = last_month - back * n
        if end - n + 1 < 24:
            return
        yield Period(end - n + 1, n, indicator.frequency)


def history_of(indicator: Indicator, first_month: int, last_month: int) -> Iterator[Period]:
    """Every period whose figure is a point of growth over the years: complete years, of stocks and
    formulas their own reporting periods."""
    own = indicator.over_time == "stock" or indicator.measure == "formula"
    yield from periods_between(first_month, last_month, indicator.frequency if own else "year")


def whats_wanted(scope: Scope) -> Wanted:
    """The closure of what the rows of the asked periods refer to."""
    plan, wanted = scope.plan, scope.begin()
    for asked in wanted.asked:
        _ask_for_row(plan, asked, wanted)
        indicator = plan.indicator_by_id[asked.indicator]
        if needs_history(indicator, all_methods=scope.all_methods):
            _ask_for_history(plan, asked, scope.first_reports, wanted)
        if indicator.learns_profile:
            _ask_for_earlier_years(plan, asked, scope.first_reports, wanted)
    return wanted


def wanted_to_years_end(scope: Scope) -> Wanted:
    """The same, and the reports of the rest of each year as far as they are known: what a missing
    report would weigh is what the unit last reported (see `kpi.assessment.bounds`)."""
    wanted = whats_wanted(scope)
    for year in sorted({period.year for period in scope.periods}):
        december = Period(year * 12 + 11, 1, "month")
        for indicator in scope.plan.indicators:
            own = own_period(indicator, december)
            if own is not None:
                _ask(scope.plan, (indicator.id, own, "assessed"), wanted)
    return wanted


def wanted_of_course(scope: Scope) -> Wanted:
    """What of each asked period says where the year so far has come and should have: no figure to
    compare it with, no estimate, nothing that a status or a method rests on."""
    plan, wanted = scope.plan, scope.begin()
    for asked in wanted.asked:
        if asked.own is not None:
            _ask(plan, (asked.indicator, asked.own, "assessed"), wanted)
            if plan.indicator_by_id[asked.indicator].learns_profile:
                _ask_for_earlier_years(plan, asked, scope.first_reports, wanted)
    return wanted


def looks_back(indicator: Indicator, *, all_methods: bool = False) -> bool:
    """Whether anything of the indicator looks at all the years before."""
    return indicator.learns_profile or needs_history(indicator, all_methods=all_methods)


def needs_history(indicator: Indicator, *, all_methods: bool = False) -> bool:
    """Whether the indicator's method (or any of them) looks at growth over the years."""
    grows = all_methods or indicator.method != "linear"
    return grows and indicator.measure != "milestone" and not indicator.band


def _ask_for_history(
    plan: Plan, asked: Asked, first_reports: Mapping[str, int], wanted: Wanted
) -> None:
    indicator = plan.indicator_by_id[asked.indicator]
    if asked.own is None:
        return
    first = _first_month(plan, indicator, first_reports)
    if first is None:
        return
    for point in history_of(indicator, first, asked.own.last_month):
        _ask(plan, (indicator.id, point, "assessed"), wanted)


def _ask_for_earlier_years(
    plan: Plan, asked: Asked, first_reports: Mapping[str, int], wanted: Wanted
) -> None:
    """What had come by the end of each reporting period of every year before."""
    indicator = plan.indicator_by_id[asked.indicator]
    first = first_reports.get(indicator.id)
    if asked.own is None or first is None:
        return
    first_year, this_year = first // 12 * 12, asked.own.last_month // 12 * 12
    for point in periods_between(first_year, this_year - 1, indicator.frequency):
        _ask(plan, (indicator.id, point, "assessed"), wanted, Need.COVERAGE)


def _first_month(plan: Plan, indicator: Indicator, first_reports: Mapping[str, int]) -> int | None:
    """Where reports begin; of a formula where the last of its operands begins."""
    if indicator.measure != "formula":
        return first_reports.get(indicator.id)
    found = [_first_month(plan, plan.indicator_by_id[o], first_reports) for o in indicator.operands]
    return None if None in found else max((f for f in found if f is not None), default=None)


def _asked(indicator: Indicator, period: Period) -> Asked:
    own = own_period(indicator, period)
    if own is None:
        return Asked(period, indicator.id, None, None, None)
    return Asked(period, indicator.id, own, own.preceding(), own.year_before())


def _ask_for_row(plan: Plan, asked: Asked, wanted: Wanted) -> None:
    indicator = plan.indicator_by_id[asked.indicator]
    if asked.own is None or asked.previous is None or asked.last_year is None:
        return
    for compared in (asked.own, asked.previous, asked.last_year):
        _ask_for_comparison(plan, indicator, compared, wanted)
    _ask(plan, (indicator.id, asked.own, "assessed"), wanted, Need.STAND_INS)
    if sums_up(indicator):
        year_before = year_period(asked.own.year - 1)
        _ask(plan, (indicator.id, year_before, "assessed"), wanted, Need.COVERAGE)
        _ask(plan, (indicator.id, asked.own.year_before(), "assessed"), wanted)
    elif indicator.measure != "milestone":
        for back, point in enumerate(points_of(indicator, asked.own.last_month)):
            need = Need.COVERAGE if back else Need.STAND_INS
            _ask(plan, (indicator.id, point, "assessed"), wanted, need)


def _ask_for_comparison(plan: Plan, indicator: Indicator, period: Period, wanted: Wanted) -> None:
    """A figure that is compared like with like: who is silent in it, and of a running total its
    increase and who is silent where that starts."""
    _ask(plan, (indicator.id, period, "value"), wanted, Need.COVERAGE)
    if indicator.over_time == "running_total" and indicator.measure != "formula":
        _ask(plan, (indicator.id, period, "increase"), wanted)
    start = increase_from(period)
    if start is None:
        return
    for leaf in leaves_of(plan, indicator):
        if leaf.over_time == "running_total":
            _ask(plan, (leaf.id, start, "value"), wanted, Need.COVERAGE)


def leaves_of(plan: Plan, indicator: Indicator) -> Iterator[Indicator]:
    """What units report behind an indicator: itself, or what a formula stands on."""
    if indicator.measure != "formula":
        yield indicator
    for operand in indicator.operands:
        yield from leaves_of(plan, plan.indicator_by_id[operand])


def _ask(plan: Plan, figure: Figure, wanted: Wanted, need: Need = Need.FIGURE) -> None:
    """Ask for a figure and, in turn, for all that it is made from."""
    name, period, part = figure
    known = wanted.figures.get(figure)
    if period.first_month < 24 or (known is not None and need | known == known):
        return  # years 0 and 1 have no calendar before them
    wanted.figures[figure] = need = need | (known or Need.FIGURE)
    indicator = plan.indicator_by_id[name]
    for operand in indicator.operands:
        _ask(plan, (operand, period, part), wanted, need)
    if indicator.measure == "formula":
        return
    if part == "increase":
        for needed in (period, increase_from(period)):
            if needed is not None:
                _ask(plan, (name, needed, "value"), wanted)
    if indicator.weighted_by is not None:
        _ask_for_weight(plan, figure, wanted, need)


def _ask_for_weight(plan: Plan, figure: Figure, wanted: Wanted, need: Need) -> None:
    """The weight of the figure's own period; of several years' `assessed` that of the last year."""
    name, period, part = figure
    weight = plan.indicator_by_id[plan.indicator_by_id[name].weighted_by or ""]
    of_last_year = part == "assessed" and period.kind == "years"
    own = own_period(weight, year_period(period.year) if of_last_year else period)
    if own is not None:
        wanted.weights[figure] = own
        _ask(plan, (weight.id, own, "value"), wanted, need | Need.COVERAGE)
