"""What rows of several pages begin with: the indicator they speak of, and how it was judged.

Of use where a page prints figures in the indicator's own unit and decimals; one that prints its
code and name alone asks for these two.

The one rule: a column of these means the same in every query that gives it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Named:
    """The indicator that a row speaks of, as pages write it; `place` is the row's own."""

    place: int
    indicator: str
    indicator_name: str
    unit_of_measure: str
    measure: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Judged(Named):
    """Where it stands, who leads it, how many units stand behind. `points`: a change of its value
    is given in (percentage or per mille) points. `done_on`: the day on which a milestone was done,
    above a unit the last unit's once all have it done."""

    points: bool
    done_on: date | None
    assessed: float | None
    status: str
    lead: str | None
    units_reported: int | None
    units_expected: int | None
    provisional: bool


@dataclass(frozen=True, slots=True)
class JudgedInField(Judged):
    """The same under its field, with the band that it should keep within."""

    field_name: str
    band_low: float | None
    band_high: float | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many indicators, and how many of them are of each group of statuses."""

    indicators: int
    good: int
    at_risk: int
    behind: int
    no_data: int
    other: int
