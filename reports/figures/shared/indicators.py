"""Every indicator of the plan as a whole, its path over the year, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.figures.query import row_of
from reports.figures.shared.named import Named


@row_of("indicators")
@dataclass(frozen=True, slots=True)
class IndicatorFigures(Named):
    """One indicator of the plan as a whole. `points`: a change is given in
    (percentage or per mille) points. `course` is what was reached by the end of each month of the
    report year, empty where nothing was."""

    field: str
    field_name: str
    over_time: str
    direction: str
    due: date | None
    done_on: date | None
    lead: str | None
    band_low: float | None
    band_high: float | None
    value: float | None
    assessed: float | None
    target: float | None
    expected: float | None
    achievement: float | None
    keeps_limit: bool | None
    pace_pct: float | None
    status: str
    method: str
    depends_on_method: bool
    trend: str | None
    projection: float | None
    change_previous: float | None
    change_last_year: float | None
    points: bool
    units_reported: int | None
    units_expected: int | None
    provisional: bool
    done_late: bool
    value_estimated: bool
    assessed_estimated: bool
    warned: int
    course: list[float | None]


@row_of("paths")
@dataclass(frozen=True, slots=True)
class PathPoint(Named):
    status: str
    month: int
    actual: float | None
    expected: float | None
    target: float


@row_of("profiles")
@dataclass(frozen=True, slots=True)
class LearnedProfile:
    """An indicator whose shares of the year are learned, and the earlier years they rest on."""

    indicator: str
    years: list[int]


@row_of("without_data")
@dataclass(frozen=True, slots=True)
class WithoutData:
    """An indicator of the plan without data, and the units whose figures it waits for."""

    place: int
    indicator: str
    indicator_name: str
    units_reported: int | None
    units_expected: int | None
    units: list[str]


@row_of("explanations")
@dataclass(frozen=True, slots=True)
class Explained:
    """What a unit says of an indicator that is behind, in its own words."""

    indicator: str
    indicator_name: str
    unit_name: str
    period: str
    text: str
