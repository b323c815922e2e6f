"""What an indicator's target is: of the plan, of a kind of units, of a unit, in a year, as decided
by a day.

One rule: every room takes targets from here. The assessment's SQL draws the line between given
years itself, over all rows at once, from the points of `line_points`; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kpi.plan.model import Baseline, Indicator, Plan, Unit
from kpi.rounding import rounded

PLAN_SCOPE = "plan"
NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Yardstick:
    """From `low` to `high` the year is met. A band has no `target`."""

    low: float
    high: float
    target: float | None

    def is_met(self, assessed: float, decimals: int) -> bool:
        """Whether a figure lies within, all compared at so many decimals."""
        shown = rounded(assessed, decimals)
        above = self.low == -NEVER or shown >= rounded(self.low, decimals)
        return above and (self.high == NEVER or shown <= rounded(self.high, decimals))

    def nearest(self, assessed: float) -> float:
        """The bound that a figure outside has missed."""
        return self.low if assessed < self.low else self.high


def has_yearly_targets(indicator: Indicator) -> bool:
    """Whether years have targets at all: a milestone has a day, a band holds in every year."""
    return indicator.measure != "milestone" and indicator.direction != "within"


def targets_in_force(indicator: Indicator, day: date) -> dict[int, float]:
    """The plan's targets as revised by decisions up to a day; of several the latest counts, of
    those of one day the last written."""
    targets = dict(indicator.targets)
    for revision in sorted(indicator.target_revisions, key=lambda r: r.decided):
        if revision.decided <= day:
            targets[revision.year] = revision.value
    return targets


def unit_scope(indicator: Indicator, unit: Unit) -> str | None:
    """Whose targets a unit has: its own (`unit:ID`), its kind's (`kind:KIND`), else the plan's (a
    count: none, for the plan's are those of all units together)."""
    if unit.id in indicator.unit_targets:
        return f"unit:{unit.id}"
    if unit.kind in indicator.unit_targets:
        return f"kind:{unit.kind}"
    return None if indicator.measure == "count" else PLAN_SCOPE


def written_for(indicator: Indicator, unit: Unit) -> dict[int, float]:
    """What `unit_targets` give a unit by year: those by its id before those by its kind."""
    by_kind = indicator.unit_targets.get(unit.kind, {})
    return {**by_kind, **indicator.unit_targets.get(unit.id, {})}


def given_to(indicator: Indicator, unit: Unit, day: date) -> dict[int, float]:
    """The targets given to a unit, by year: its own win over the plan's year by year."""
    of_plan = {} if indicator.measure == "count" else targets_in_force(indicator, day)
    return of_plan | written_for(indicator, unit)


def scopes_in_force(plan: Plan, indicator: Indicator, day: date) -> dict[str, dict[int, float]]:
    """The given targets of the plan and of every other scope that has any, by year."""
    scopes = {PLAN_SCOPE: targets_in_force(indicator, day)}
    for unit in plan.units if indicator.unit_targets else ():
        scope = unit_scope(indicator, unit)
        if scope is not None and scope not in scopes:
            scopes[scope] = given_to(indicator, unit, day)
    return scopes


def start_of(indicator: Indicator, scope: str | None) -> Baseline | None:
    """Where a scope's line begins: the baseline, which of a count is that of the whole plan."""
    shared = indicator.measure != "count" or scope == PLAN_SCOPE
    return indicator.baseline if shared else None


def line_points(
    plan: Plan, indicator: Indicator, day: date
) -> Iterator[tuple[str, int, float, bool]]:
    """(scope, year, value, whether it is a target) of each scope's line; the baseline is a point
    that is no target."""
    if not has_yearly_targets(indicator):
        return
    for scope, targets in scopes_in_force(plan, indicator, day).items():
        base = start_of(indicator, scope)
        if base is not None:
            yield scope, base.year, base.value, False
        for year, value in targets.items():
            if base is None or year != base.year:
                yield scope, year, value, True


def unit_target(indicator: Indicator, unit: Unit, year: int, *, decided_by: date) -> float | None:
    """The year's target of a unit, with revisions decided by that day; None if it has none.

    A year between two given ones lies on the straight line between them, of which the baseline is
    a point.
    """
    if not has_yearly_targets(indicator):
        return None
    given = given_to(indicator, unit, decided_by)
    if year in given:
        return given[year]
    if not given or year > max(given):
        return None
    base = start_of(indicator, unit_scope(indicator, unit))
    if base is None:
        return _on_the_line(given, year)
    return None if year == base.year else _on_the_line({base.year: base.value, **given}, year)


def yardstick_of(
    indicator: Indicator, unit: Unit, year: int, *, decided_by: date
) -> Yardstick | None:
    """The bounds of a unit's year, with revisions decided by that day; None where it has nothing
    to be measured by."""
    if indicator.direction == "within":
        if indicator.band is None or indicator.measure == "count":
            return None  # how many it should be is said of the whole
        return Yardstick(*indicator.band, None)
    target = unit_target(indicator, unit, year, decided_by=decided_by)
    if target is None:
        return None
    low, high = (target, NEVER) if indicator.direction == "up" else (-NEVER, target)
    return Yardstick(low, high, target)


def has_plan_target(indicator: Indicator, year: int, day: date) -> bool:
    """Whether a year lies on the line through the plan's own targets, after the baseline."""
    years = set(targets_in_force(indicator, day))
    base = indicator.baseline
    started = base is not None and base.year < year
    return any(y >= year for y in years) and (started or any(y <= year for y in years))


def _on_the_line(points: Mapping[int, float], year: int) -> float | None:
    before = max((y for y in points if y < year), default=None)
    after = min((y for y in points if y > year), default=None)
    if before is None or after is None:
        return None
    share = (year - before) / (after - before)
    return points[before] + (points[after] - points[before]) * share
