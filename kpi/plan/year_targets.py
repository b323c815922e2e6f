"""A unit's own target of a year, from the plan alone: what its form shows as `Kế hoạch năm`.

Results and statuses take their targets from the assessment's SQL; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kpi.plan.model import Indicator, Unit


def unit_target(indicator: Indicator, unit: Unit, year: int, *, decided_by: date) -> float | None:
    """The year's target of a unit, with revisions decided by that day; None if it has none.

    `targets` hold for each unit unless the measure is a count, and `unit_targets` override them
    year by year, an id before a kind. A year between two given ones lies on the straight line
    between them, of which the baseline is a point (not of a count's: that is the whole plan's).
    """
    if indicator.measure == "milestone" or indicator.direction == "within":
        return None
    given: dict[int, float] = {}
    counted = indicator.measure == "count"
    if not counted:
        given |= targets_in_force(indicator, decided_by)
    for owner in (unit.kind, unit.id):
        given |= indicator.unit_targets.get(owner, {})
    if year in given:
        return given[year]
    if not given or year > max(given):
        return None
    baseline = None if counted else indicator.baseline
    if baseline is None:
        return _on_the_line(given, year)
    if year == baseline.year:
        return None
    return _on_the_line({baseline.year: baseline.value, **given}, year)


def targets_in_force(indicator: Indicator, day: date) -> dict[int, float]:
    """The plan's targets as revised by decisions up to a day; of several the latest counts, of
    those of one day the last written."""
    targets = dict(indicator.targets)
    for revision in sorted(indicator.target_revisions, key=lambda r: r.decided):
        if revision.decided <= day:
            targets[revision.year] = revision.value
    return targets


def _on_the_line(points: Mapping[int, float], year: int) -> float | None:
    before = max((y for y in points if y < year), default=None)
    after = min((y for y in points if y > year), default=None)
    if before is None or after is None:
        return None
    share = (year - before) / (after - before)
    return points[before] + (points[after] - points[before]) * share
