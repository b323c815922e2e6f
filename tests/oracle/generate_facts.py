"""What units say under a random plan: when they speak, what they say, what they correct later.

Rule: only what the intake lets through, while the unit is valid; one random source, so that a case
is one number beside its plan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from kpi.periods import FREQUENCIES, MONTHS_IN, Period, periods_between
from kpi.plan.model import Indicator, Plan

from .facts import Fact

FIRST, LAST = 2022, 2024
START = datetime(2022, 1, 1)
FIRST_MONTH, LAST_MONTH = FIRST * 12, LAST * 12 + 11
MOODS = (
    ("value",),
    ("value",) * 14 + ("estimate", "not_applicable", "withheld"),
    ("value",) * 4 + ("withheld",),
    ("value",) * 5 + ("estimate", "not_applicable"),
)
Speaks = Callable[[Period], bool]


def facts_of(plan: Plan, random: Random) -> tuple[Fact, ...]:
    """Of each indicator and unit: gaps, states, figures of longer periods, later corrections."""
    found: list[Fact] = []
    for one in plan.indicators:
        mood = random.choice(MOODS)
        plain = random.random() < 0.5
        for name in one.reporters:
            figures = _Figures(one, random, plain)
            for period in _periods_said(one, random):
                first, last = plan.calendar.first_day(period), plan.calendar.last_day(period)
                if plan.unit_by_id[name].valid_within(first, last):
                    found += _versions(figures, name, period, last, mood, len(found))
    return tuple(found)


def _versions(
    figures: _Figures, unit: str, period: Period, last: date, mood: Sequence[str], sequence: int
) -> list[Fact]:
    """Sent soon after the period; now and then corrected two hundred days later."""
    random = figures.random
    made = []
    for n in range(2 if random.random() < 0.12 else 1):
        days = (last - START.date()).days + 2 + 200 * n
        known = START + timedelta(days=days, hours=random.randint(0, 23))
        answer = figures.answer(period, mood)
        made.append(
            Fact(
                unit, period.label, figures.one.id, known_at=known, sequence=sequence + n, **answer
            )
        )
    return made


# -- when a unit speaks


def _periods_said(one: Indicator, random: Random) -> list[Period]:
    """Its own reporting periods by its habit, and now and then a longer one's figure."""
    speaks = _habit(random)
    own = periods_between(FIRST_MONTH, LAST_MONTH, one.frequency)
    said = [p for p in own if speaks(p)]
    longer = [f for f in FREQUENCIES if MONTHS_IN[f] > one.months]
    if longer and random.random() < 0.25:
        kind = random.choice(longer)
        more = random.choice(list(periods_between(FIRST_MONTH, LAST_MONTH, kind)))
        said.append(more)
        if random.random() < 0.6:
            said = [p for p in said if p == more or not more.contains(p)]
    return said


def _habit(random: Random) -> Speaks:
    """Faithful, forgetful, silent from some month on, late to begin, or silent for good."""
    at = random.randint(FIRST_MONTH + 4, LAST_MONTH)
    kept = random.choice((0.95, 0.8, 0.4))
    match random.choice(("always", "always", "often", "often", "until", "from", "away", "never")):
        case "often":
            return lambda _: random.random() < kept
        case "until":
            return lambda p: p.last_month < at
        case "from":
            return lambda p: p.last_month >= at
        case "away":
            return lambda p: p.last_month < at or p.last_month > at + 7
        case habit:
            return lambda _: habit == "always"


# -- what it says


def _level(one: Indicator, random: Random) -> float:
    """Near a unit's part of one of the targets, so that every light is seen; else anything."""
    if not one.targets or random.random() < 0.3:
        return random.randint(0, 30)
    aim = random.choice(list(one.targets.values())) * random.choice((0.7, 0.85, 0.95, 1.0, 1.1))
    parts = 1 if one.measure != "count" else max(len(one.reporters), 1)
    return aim / parts / (12 if one.over_time != "stock" and one.measure == "count" else 1)


class _Figures:
    """Figures of one unit: any at all, or along a line of its own (`plain`)."""

    def __init__(self, one: Indicator, random: Random, plain: bool) -> None:
        self.one, self.random, self.plain = one, random, plain
        self.level = _level(one, random)
        self.slope = random.choice((-0.3, 0.0, 0.0, 0.2, 0.5))
        self.signed = random.random() < 0.2

    def answer(self, period: Period, mood: Sequence[str]) -> dict[str, Any]:
        empty = {"numerator": None, "denominator": None, "value": None, "done_on": None}
        states = list(mood)
        if self.one.over_time != "running_total" and self.one.measure in {"count", "ratio"}:
            states.append("none_occurred")
        state = self.random.choice(states)
        if state == "none_occurred":
            ratio = self.one.measure == "ratio"
            nothing = {"numerator": 0.0, "denominator": 0.0} if ratio else {"value": 0.0}
            return {"state": state, **empty, **nothing}
        if state in {"value", "estimate"}:
            return {"state": state, **empty, **self._figures(period)}
        return {"state": state, **empty}

    def _figures(self, period: Period) -> dict[str, Any]:
        """A milestone's day is the first of the period's last month."""
        match self.one.measure:
            case "ratio":
                return self._parts()
            case "milestone":
                done = date(period.last_month // 12, period.last_month % 12 + 1, 1)
                happy = {"value": 100.0, "done_on": done}
                return happy if self.random.random() < 0.5 else {"value": 0.0}
            case "yes_no":
                return {"value": self.random.choice((0.0, 100.0, 100.0))}
            case "score":
                low = -500 if self.signed else 0
                wild = self.random.randint(low, 1000) / 10
                return {"value": self._line(period) if self.plain else wild}
            case _:
                return {"value": self._count(period)}

    def _parts(self) -> dict[str, float]:
        below = self.random.choice((0, 1, 4, 5, 10, 20, 40))
        above = self.random.randint(0, below)
        if self.plain:
            above = min(max(round(below * self.level / self.one.factor), 0), below)
        return {"numerator": float(above), "denominator": float(below)}

    def _line(self, period: Period) -> float:
        months = period.last_month - FIRST_MONTH
        noise = self.random.randint(-10, 10) / 10
        return round(self.level + self.slope * months + noise, 1)

    def _count(self, period: Period) -> float:
        """A running total that follows a line grows in the course of the year."""
        if not self.plain:
            return float(self.random.randint(0, 30))
        month = max(round(self._line(period)), 0)
        if self.one.over_time == "running_total":
            return float(round(self.level * period.month_of_year) + self.random.randint(0, 3))
        return float(month * (period.months if self.one.over_time == "flow" else 1))
