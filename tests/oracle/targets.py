"""Whose target: the year's, last year's point on the line, and the path between them.

Rule: a target is given, revised or interpolated, never carried beyond the last given one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from kpi.plan.model import Indicator, Unit


@dataclass(frozen=True)
class Line:
    """The given targets by year, and the baseline if it belongs to this line."""

    given: Mapping[int, float]
    baseline: tuple[int, float] | None = None

    @property
    def _points(self) -> dict[int, float]:
        points = dict(self.given)
        if self.baseline is not None:
            points.setdefault(*self.baseline)
        return points

    def at(self, year: int) -> float | None:
        """The straight line between the given ones, baseline included; beyond them nothing."""
        points = self._points
        if year in points:
            return points[year]
        before = [y for y in points if y < year]
        after = [y for y in points if y > year]
        if not before or not after:
            return None
        a, b = max(before), min(after)
        return points[a] + (points[b] - points[a]) * (year - a) / (b - a)

    def target(self, year: int) -> float | None:
        """The baseline's year has no target; after the last given one there is none."""
        if not self.given or year > max(self.given):
            return None
        if self.baseline is not None and year == self.baseline[0] and year not in self.given:
            return None
        return self.at(year)

    @property
    def last(self) -> tuple[int, float] | None:
        year = max(self.given, default=None)
        return None if year is None else (year, self.given[year])


def plan_line(indicator: Indicator, day: date) -> Line:
    """The whole plan's targets, as revised by the decisions up to a day; the latest counts."""
    given = dict(indicator.targets)
    for revision in sorted(indicator.target_revisions, key=lambda r: r.decided):
        if revision.decided <= day:
            given[revision.year] = revision.value
    baseline = indicator.baseline
    return Line(given, (baseline.year, baseline.value) if baseline else None)


def unit_line(indicator: Indicator, unit: Unit, day: date) -> Line:
    """A count's unit has only `unit_targets`; others have the plan's, overridden year by year
    by those of its kind, then by its own. Revisions never change unit targets."""
    plan = plan_line(indicator, day)
    is_count = indicator.measure == "count"
    given = {} if is_count else dict(plan.given)
    given.update(indicator.unit_targets.get(unit.kind, {}))
    given.update(indicator.unit_targets.get(unit.id, {}))
    return Line(given, None if is_count else plan.baseline)


def summed(points: Sequence[float | None]) -> float | None:
    """An area's count: the sum if each expected unit has one, else none."""
    known = [p for p in points if p is not None]
    return sum(known) if points and len(known) == len(points) else None


def path_of(indicator: Indicator) -> str:
    """Flow or running-total count: profile; any stock: linear; other: flat."""
    if indicator.path is not None:
        return indicator.path
    if indicator.measure == "count" and indicator.over_time != "stock":
        return "profile"
    return "linear" if indicator.over_time == "stock" else "flat"


def cumulated_share(indicator: Indicator, months: int) -> float:
    """The shares up to a month of the year, divided by their sum; equal if none are given."""
    if indicator.profile is None:
        return months / 12
    return sum(indicator.profile[:months]) / sum(indicator.profile)


def year_shares(so_far: Sequence[float]) -> list[Fraction] | None:
    """A year's total shared among its reporting periods, from the total so far at the end of each;
    none for a total of 0 or less. What a period takes back is taken from the latest before it; what
    they cannot give, the next ones owe."""
    if so_far[-1] <= 0:
        return None
    stayed: list[Fraction] = []
    owed = Fraction(0)
    for before, now in pairwise(Fraction(y) for y in (0, *so_far)):
        gained = now - before - owed
        stayed.append(max(gained, Fraction(0)))
        owed = max(-gained, Fraction(0))
        for n in reversed(range(len(stayed) - 1)):
            given = min(stayed[n], owed)
            stayed[n] -= given
            owed -= given
    return [amount / Fraction(so_far[-1]) for amount in stayed]


def learned_share(years: Sequence[Sequence[Fraction]], reporting_periods: int) -> float:
    """The share of a year that had come after so many reporting periods, in the mean of years."""
    return float(sum(sum(shares[:reporting_periods]) for shares in years) / Fraction(len(years)))


def expected_now(
    path: str, target: float | None, start: float | None, months: int, share: float
) -> float | None:
    """`share`: how much of the year a profile has behind it."""
    if target is None:
        return None
    if path == "profile":
        return target * share
    if path == "linear" and start is not None:
        return start + (target - start) * months / 12
    return target
