"""What goes into the oracle and what comes out of it, and which version of a fact is in force.

Rule: a fact is used as it was last known at the as-of moment, never later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kpi.periods import FREQUENCIES, MONTHS_IN, Frequency, Period, parse_period

FIGURES = ("value", "estimate", "none_occurred")


@dataclass(frozen=True)
class Fact:
    """One version of one accepted answer; `period` is a label, `known_at` UTC without zone."""

    unit: str
    period: str
    indicator: str
    state: str
    numerator: float | None
    denominator: float | None
    value: float | None
    done_on: date | None
    known_at: datetime
    sequence: int


@dataclass(frozen=True)
class ResultRow:
    period: str
    unit: str
    indicator: str
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    assessed: float | None = None
    target: float | None = None
    expected: float | None = None
    achievement: float | None = None
    pace: float | None = None
    status: str = "not_due"
    trend: str | None = None
    projection: float | None = None
    units_reported: int | None = None
    units_expected: int | None = None
    provisional: bool = False
    previous: float | None = None
    last_year: float | None = None
    projection_low: float | None = None
    projection_high: float | None = None
    change_previous: float | None = None
    change_last_year: float | None = None
    completed: float | None = None
    reported_status: str | None = None
    completed_status: str | None = None


@dataclass(frozen=True)
class ScoreRow:
    period: str
    unit: str
    field: str
    score: float | None
    rank: int | None


@dataclass(frozen=True)
class Item:
    """A fact in force with its period resolved, and its figures as the state means them."""

    period: Period
    state: str
    numerator: float | None
    denominator: float | None
    value: float | None
    done_on: date | None

    @property
    def is_figure(self) -> bool:
        return self.state in FIGURES


def in_force(facts: Iterable[Fact], as_of: datetime) -> dict[tuple[str, str], list[Fact]]:
    """A later submission replaces the cells that it fills; only what was known by then counts."""
    latest: dict[tuple[str, str, str], Fact] = {}
    for fact in facts:
        if fact.known_at > as_of:
            continue
        key = (fact.indicator, fact.unit, fact.period)
        held = latest.get(key)
        if held is None or (held.known_at, held.sequence) < (fact.known_at, fact.sequence):
            latest[key] = fact
    by_pair: dict[tuple[str, str], list[Fact]] = {}
    for fact in latest.values():
        by_pair.setdefault((fact.indicator, fact.unit), []).append(fact)
    return by_pair


def standing(facts: Iterable[Fact], frequency: Frequency, *, is_ratio: bool) -> list[Item]:
    """A longer period's figure stands only where no shorter one inside it exists (in any state)."""
    own = MONTHS_IN[frequency]
    items = [_item(f, is_ratio=is_ratio) for f in facts]
    items = [i for i in items if i.period.kind in FREQUENCIES and i.period.months >= own]
    return sorted(
        (
            i
            for i in items
            if not any(o.period != i.period and i.period.contains(o.period) for o in items)
        ),
        key=lambda i: i.period.last_month,
    )


def _item(fact: Fact, *, is_ratio: bool) -> Item:
    """None occurred is 0, or 0 of 0 for a ratio; withheld and not applicable have no figures."""
    numerator, denominator, value = fact.numerator, fact.denominator, fact.value
    if fact.state == "none_occurred":
        numerator, denominator, value = (0.0, 0.0, None) if is_ratio else (None, None, 0.0)
    if fact.state not in FIGURES:
        numerator = denominator = value = None
    return Item(parse_period(fact.period), fact.state, numerator, denominator, value, fact.done_on)
