"""Achievement, pace and status of an assessed figure.

Rule: achievement and pace follow the assessed figure, whatever the status.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi.plan.model import Indicator

from .numbers import rounded


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
    """Up assessed/target; down with baseline (baseline-assessed)/(baseline-target), without
    target/assessed; within 100 x pace; denominator 0: 100 if reached, else 0."""
    if assessed is None:
        return None
    if indicator.measure == "milestone":
        return assessed
    if indicator.direction == "within":
        return 100 * band_pace(indicator, assessed)
    if aim.target is None:
        return None
    if indicator.direction == "up":
        above, below = assessed, aim.target
    elif aim.baseline is not None:
        above, below = aim.baseline - assessed, aim.baseline - aim.target
    else:
        above, below = aim.target, assessed
    if below == 0:
        return 100.0 if _reached(indicator, assessed, aim.target) else 0.0
    return 100 * above / below


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
    if aim.path == "linear" and aim.start is not None:
        if aim.expected == aim.start:
            return _one_if(_reached(indicator, assessed, aim.start))
        return (assessed - aim.start) / (aim.expected - aim.start)
    return _pace_to(indicator, assessed, aim.expected)


def _pace_to(indicator: Indicator, assessed: float, expected: float) -> float:
    """Profile and flat (where expected is the target): up assessed/expected, down the reverse,
    with 0 assessed 1; expected 0: 1 if reached, else 0."""
    if expected == 0:
        return _one_if(_reached(indicator, assessed, expected))
    if indicator.direction == "up":
        return assessed / expected
    return 1.0 if assessed == 0 else expected / assessed


def _one_if(truth: bool) -> float:
    return 1.0 if truth else 0.0


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
