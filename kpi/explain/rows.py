"""The rows that an explanation reads of an assessment, one kind for each file of `sql/`.

The one rule: what stands behind a figure is read through these and nothing else. Days are the
unit's own, moments UTC without zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from kpi.assessment.rows import Result
from kpi.records.schema import Of

YearShare = Annotated[float, Of("share of the year")]
CarriedOn = Annotated[float | None, Of("the indicator's", "no figures to carry on")]


@dataclass(frozen=True, slots=True)
class ExplainedRow(Result):
    """A row of the results with what judged it and its outlook."""

    level: Annotated[str, Of("unit, area or plan")]
    method: str
    band_low: Annotated[float | None, Of("the indicator's", "no band")]
    band_high: Annotated[float | None, Of("the indicator's", "no band")]
    path_taken: Annotated[str | None, Of("profile, linear or flat", "no target")]
    start: Annotated[float | None, Of("the indicator's", "no path from a start")]
    baseline: Annotated[float | None, Of("the indicator's", "none given")]
    due_on: Annotated[date | None, Of(empty="no milestone")]
    done_on: Annotated[date | None, Of(empty="no milestone, or not done")]
    late: Annotated[bool | None, Of(empty="no milestone that is met")]
    is_due: bool
    state: Annotated[str, Of("reported, no_data or not_applicable")]
    likelihood: Annotated[str | None, Of("code", "no range, or no target")]
    required: Annotated[float | None, Of("the indicator's, a month", "nothing is required")]
    is_at_most: Annotated[bool | None, Of(empty="no outlook")]
    end_year: Annotated[int | None, Of(empty="no figures to carry on")]
    end_target: CarriedOn
    end_projection: CarriedOn


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a row is measured against."""

    scope: Annotated[str | None, Of("plan, unit:ID, kind:KIND", "summed of an area's units")]
    start: float | None
    target: float | None
    expected: float | None
    path_taken: str | None
    cumulated: Annotated[float | None, Of("share of the year", "no profile")]
    year: int
    month_of_year: int
    path_asked: str | None
    factor: float


@dataclass(frozen=True, slots=True)
class FigureBehind:
    """A row's figure before it is judged; `part` is value or assessed."""

    part: str
    value: float | None
    numerator: float | None
    denominator: float | None
    reports: Annotated[int | None, Of("reports", "of a formula")]
    estimated: bool | None


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """What a row's estimate for the year's end is made from, before it is cut at what can be."""

    measure: str
    sums_up: Annotated[bool, Of("whether the year adds up along its months")]
    latest: float
    periods_left: int
    month_of_year: int
    slope: Annotated[float | None, Of("the indicator's, a reporting period", "adds up")]
    spread: Annotated[float | None, Of("the indicator's, a reporting period", "too few points")]
    steps: Annotated[int | None, Of("steps between neighbouring points", "adds up")]
    t: Annotated[float | None, Of("Student's t", "too few points")]
    share: Annotated[float, Of("share of the year behind it")]
    total: Annotated[float | None, Of("last year's total", "last year is not complete")]
    same: Annotated[float | None, Of("last year's by the same month", "last year is not complete")]
    factor: float
    parts_above: Annotated[float | None, Of("numerators, with last year's rest", "no ratio")]
    parts_below: Annotated[float | None, Of("denominators, with last year's rest", "no ratio")]
    with_last_year: bool
    middle: float
    width: Annotated[float | None, Of("the indicator's", "no range")]
    points: Annotated[list[float | None], Of("the last twelve, the oldest first; empty: a gap")]

    @property
    def known_points(self) -> list[float]:
        return [point for point in self.points if point is not None]


@dataclass(frozen=True, slots=True)
class Cuts:
    """From where on a method says on track and at risk."""

    on_track: float
    at_risk: float


@dataclass(frozen=True, slots=True)
class MethodSays:
    """One row as one method judges it, with what the methods that look over the years start from
    (all of that is empty of `linear`). Moments are years; the end of a year is its number."""

    method: str
    pace: Annotated[float | None, Of("share", "not judged")]
    status: str
    light: Annotated[str | None, Of("green, amber or red", "no light")]
    start: float | None
    start_moment: float | None
    latest: float | None
    moment: float | None
    goal: float | None
    goal_year: int | None
    grown: Annotated[float | None, Of("share a year", "no two points, or of two signs")]
    needed: Annotated[float | None, Of("share a year", "no goal, or one that lies behind")]
    strictness: float | None
    gap: Annotated[float | None, Of("share of the way left", "nothing to carry on")]
    recent: float | None
    recent_moment: float | None
    cagr_cuts: Cuts
    growth_cuts: Cuts
    gap_cuts: Cuts
    instead_of_zero: float


@dataclass(frozen=True, slots=True)
class Operand:
    """An indicator of a formula (its id), with its figures, state and coverage in the formula's own
    period (not those of its own row: that may be of a shorter one). The formula shows
    `is_weakest`'s coverage."""

    operand: str
    value: float | None
    assessed: float | None
    state: str
    units_expected: int
    units_reported: int
    is_weakest: bool


@dataclass(frozen=True, slots=True)
class Report:
    """The answer in force of a unit for a reporting period, with the cell it stands in; figures
    are empty where they are withheld or not applicable."""

    indicator: str
    unit: str
    period: str
    in_period: bool
    state: str
    numerator: float | None
    denominator: float | None
    value: float | None
    done_on: date | None
    written: str | None
    explanation: str | None
    questioned: bool
    file: str
    sheet: str | None
    cell: str | None
    sha256: str
    submission: str
    received_at: datetime
    version: int
    versions: int
    entered_why: Annotated[str | None, Of("the reason given", "it came in a file")]


@dataclass(frozen=True, slots=True)
class ReportProblem:
    """What the checks said of a report."""

    indicator: str
    submission: str
    file: str | None
    sheet: str | None
    cell: str | None
    unit: str | None
    period: str | None
    rule: str
    severity: str
    message: str
    answered: Annotated[str | None, Of(empty="the sender gave no explanation")]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Whether a unit was expected for the period's figure of a leaf, and whether it came."""

    indicator: str
    unit: str
    expected: bool | None
    complete: bool | None
    lacking: bool | None


@dataclass(frozen=True, slots=True)
class Lacking:
    """A report that a row's figures lack; `why` is missing, withheld or estimate."""

    indicator: str
    unit: str
    why: str
    first_month: int
    last_month: int


@dataclass(frozen=True, slots=True)
class StandIn:
    """What stands in for one missing report, so that silence decides nothing. `rule` is latest,
    last_year, last_reports, kind, or nothing."""

    indicator: str
    unit: str
    gap: Annotated[int, Of("month that ends the missing reporting period")]
    months: Annotated[int, Of("months of a reporting period")]
    rule: str
    taken_first: Annotated[
        int | None, Of("month that begins the report taken", "a mean, or nothing")
    ]
    taken_from: Annotated[int | None, Of("month that ends the report taken", "a mean, or nothing")]
    reports: Annotated[int, Of("reports that it is the mean of")]
    amount: Annotated[float | None, Of("value, or numerator", "nothing")]
    base: Annotated[float | None, Of("denominator", "no ratio, or nothing")]


@dataclass(frozen=True, slots=True)
class Done:
    """How far a milestone is: units expected, and what each of them said last."""

    expected: int
    done: int
    not_done: int
    withheld: int
    silent: int


@dataclass(frozen=True, slots=True)
class ProfileShare:
    """A month of the profile on a row's path."""

    month_of_year: int
    share: YearShare
    cumulated: YearShare


@dataclass(frozen=True, slots=True)
class ProfileMonth(ProfileShare):
    """A month of a profile as the models have it."""

    years: Annotated[list[int] | None, Of(empty="not learned")]
