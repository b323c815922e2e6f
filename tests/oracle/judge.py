"""Achievement, pace and status of an assessed figure.

Rule: achievement and pace follow the assessed figure, whatever the status.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kpi.plan.model import Indicator

from .numbers import rounded

SETTLED = ("not_applicable", "no_data", "no_target")


@dataclass(frozen=True)
class Aim:
    """What an assessed figure is judged against, at the end of `months` of the report year."""

    target: float | None
    start: float | None
    expected: float | None
    path: str
    baseline: float | None
    months: int


def _reached(indicator: Indicator, assessed: float, mark: float) -> bool:
    return assessed >= mark if indicator.direction == "up" else assessed <= mark


def band_pace(indicator: Indicator, assessed: float) -> float:
    """Within: assessed/lo below, hi/assessed above, 1 inside."""
    if indicator.band is None:
        raise ValueError("no band")
    low, high = indicator.band
    if assessed < low:
        return assessed / low
    return high / assessed if assessed > high else 1.0


def achievement(indicator: Indicator, assessed: float | None, aim: Aim) -> float | None:
    """Per cent. Up assessed/target; down with baseline (baseline-assessed)/(baseline-target),
    without target/assessed; up with a target not above 0 and a baseline
    (assessed-baseline)/(target-baseline); within 100 x pace; a denominator of 0, or a target not
    above 0 without baseline: 100 if reached, else 0."""
    if assessed is None:
        return None
    if indicator.measure == "milestone":
        return assessed
    if indicator.direction == "within":
        return 100 * band_pace(indicator, assessed)
    if aim.target is None:
        return None
    above, below = _of_target(indicator, assessed, aim.target, aim.baseline)
    if below == 0:
        return 100.0 if _reached(indicator, assessed, aim.target) else 0.0
    return 100 * above / below


def _of_target(
    indicator: Indicator, assessed: float, target: float, baseline: float | None
) -> tuple[float, float]:
    """What is divided by what; by 0 where only reached or not can be said."""
    if baseline is None:
        if target <= 0:
            return 0.0, 0.0
        return (assessed, target) if indicator.direction == "up" else (target, assessed)
    if indicator.direction == "up":
        return (assessed, target) if target > 0 else (assessed - baseline, target - baseline)
    return baseline - assessed, baseline - target


def is_ceiling(indicator: Indicator) -> bool:
    """A down count of flow or running total: it only fills up in the course of the year."""
    return (
        indicator.direction == "down"
        and indicator.measure == "count"
        and indicator.over_time != "stock"
    )


def pace(indicator: Indicator, assessed: float | None, aim: Aim) -> float | None:
    """How the figure stands against where the path should be now, by the path."""
    if assessed is None or indicator.measure == "milestone":
        return None
    if indicator.direction == "within":
        return band_pace(indicator, assessed)
    if aim.target is None or aim.expected is None:
        return None
    if aim.path == "linear" and aim.start is not None and _goes_far(indicator, aim):
        return 1 + (assessed - aim.expected) / (aim.target - aim.start)
    return level(indicator, assessed, aim)


def _goes_far(indicator: Indicator, aim: Aim) -> bool:
    """Whether the target lies beyond the start in the indicator's direction by at least 5 % of the
    target's size."""
    if aim.target is None or aim.start is None:
        return False
    way = Fraction(repr(aim.target)) - Fraction(repr(aim.start))
    ahead = way if indicator.direction == "up" else -way
    return ahead > 0 and ahead >= abs(Fraction(repr(aim.target))) / 20


def level(indicator: Indicator, assessed: float, aim: Aim) -> float | None:
    """The figure against what is expected now; on a flat path that is the target. In parts of 1."""
    if indicator.direction == "within":
        return band_pace(indicator, assessed)
    if aim.expected is None:
        return None
    expected = aim.expected
    if aim.path == "profile" and expected > 0 and indicator.direction == "up":
        return assessed / expected
    if indicator.direction == "down" and assessed == 0 and expected >= 0:
        return 1.0
    if assessed > 0 and expected > 0:
        return assessed / expected if indicator.direction == "up" else expected / assessed
    return 1.0 if _reached(indicator, assessed, expected) else 0.0


def score_points(indicator: Indicator, figure: float | None, aim: Aim) -> float | None:
    """0 to 100: achievement in the period that ends the report year, before that the level."""
    if figure is None:
        return None
    if indicator.measure == "milestone":
        return figure
    if aim.months == 12:
        reached = achievement(indicator, figure, aim)
    elif aim.target is None and indicator.direction != "within":
        reached = None
    else:
        against = level(indicator, figure, aim)
        reached = None if against is None else 100 * against
    return None if reached is None else min(max(reached, 0.0), 100.0)


def met_or_exceeded(indicator: Indicator, assessed: float, aim: Aim) -> str | None:
    """Compared rounded at the indicator's decimals; a ceiling only when the year ends."""
    mine = rounded(assessed, indicator.decimals)
    if indicator.direction == "within":
        if indicator.band is None:
            raise ValueError("no band")
        low, high = (rounded(b, indicator.decimals) for b in indicator.band)
        return "met" if low <= mine <= high else None
    if aim.target is None or (is_ceiling(indicator) and aim.months < 12):
        return None
    goal = rounded(aim.target, indicator.decimals)
    if mine == goal:
        return "met"
    beyond = mine > goal if indicator.direction == "up" else mine < goal
    return "exceeded" if beyond else None


def by_pace(pace_now: float | None, on_track: float, at_risk: float) -> str:
    if pace_now is None:
        return "no_data"
    if pace_now >= on_track:
        return "on_track"
    return "at_risk" if pace_now >= at_risk else "behind"


def linear_status(
    indicator: Indicator,
    assessed: float,
    aim: Aim,
    pace_now: float | None,
    cuts: tuple[float, float],
) -> str:
    """The first that applies of no_target, met or exceeded, not_met, and the light by pace."""
    if aim.target is None and indicator.direction != "within":
        return "no_target"
    done = met_or_exceeded(indicator, assessed, aim)
    if done is not None:
        return done
    if aim.months == 12:
        return "not_met"
    return by_pace(pace_now, *cuts)


# -- where units are silent


@dataclass(frozen=True)
class Found:
    """Both statuses of a row with a unit missing, and what decides between them."""

    reported: str
    completed: str
    assessed: float | None
    coverage: float


def concluded(indicator: Indicator, aim: Aim, found: Found, floor: float) -> str:
    """Theirs if they agree, or if what is silent can change nothing; else inconclusive, and so
    always where less than the floor of the expected units reported."""
    agree = found.reported == found.completed
    if agree and found.reported in SETTLED:
        return found.reported
    if found.assessed is None:
        return "no_data"
    if "no_target" in (found.reported, found.completed):
        return "no_target"
    if cannot_change(indicator, aim, found):
        return found.reported
    return found.reported if agree and found.coverage >= floor else "inconclusive"


def cannot_change(indicator: Indicator, aim: Aim, found: Found) -> bool:
    """An upward count summed over units that has reached its target; a downward one whose rounded
    partial sum already exceeds the year's."""
    if indicator.measure != "count" or indicator.across_units not in {"auto", "sum"}:
        return False
    if indicator.direction == "up":
        return found.reported in {"met", "exceeded"}
    if indicator.direction != "down" or aim.target is None or found.assessed is None:
        return False
    goal = rounded(aim.target, indicator.decimals)
    return rounded(found.assessed, indicator.decimals) > goal
