"""The rows of the shared tables: what each column is, its unit, and what empty means.

One rule: a table has one grain, told in its docstring; a column of the same name means the same in
every table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from kpi.assessment.rows import Result
from kpi.records.schema import Of

Day = Annotated[date, Of("day")]
ValidFrom = Annotated[date | None, Of("day", "from the beginning")]
ValidTo = Annotated[date | None, Of("day", "to this day")]


@dataclass(frozen=True, slots=True)
class ResultFact(Result):
    """One unit, area or the plan as a whole in one indicator and period: as `kpi export results`
    gives it, with the reason why there is no value."""

    lack: Annotated[str | None, Of("code of a lack", "there is a value")]


@dataclass(frozen=True, slots=True)
class ObservationFact:
    """One figure in force of one unit in one indicator and reporting period. Where it came from in
    a unit's own file stays at home; the submission is named, so that one can ask."""

    period: str
    unit: str
    indicator: str
    numerator: Annotated[float | None, Of("as reported", "no ratio, or no figure")]
    denominator: Annotated[float | None, Of("as reported", "no ratio, or no figure")]
    value: Annotated[float | None, Of("the indicator's", "no figure, or a day")]
    done_on: Annotated[date | None, Of("day", "no milestone that is done")]
    state: Annotated[str, Of("code of a state")]
    submission: str


@dataclass(frozen=True, slots=True)
class TargetFact:
    """One target that the plan gives, of the plan as a whole or of a unit, in one year, as decided
    by the as-of day."""

    indicator: str
    unit: str
    year: Annotated[int, Of("year")]
    target: Annotated[float, Of("the indicator's")]
    decided: Annotated[date | None, Of("day", "as in the plan, never revised")]
    decision: Annotated[str | None, Of("", "as in the plan, never revised")]


@dataclass(frozen=True, slots=True)
class IndicatorDimension:
    """One indicator; one of which figures are stored and that the plan no longer has bears its id
    for a name and nothing else."""

    indicator: str
    position: Annotated[int, Of("place in the plan's order")]
    name: str
    field: str | None
    field_name: str | None
    definition: str | None
    measure: str | None
    unit_of_measure: str | None
    decimals: Annotated[int | None, Of("decimals")]
    over_time: str | None
    direction: str | None
    band_low: Annotated[float | None, Of("the indicator's", "no band")]
    band_high: Annotated[float | None, Of("the indicator's", "no band")]
    frequency: str | None
    numerator_name: str | None
    denominator_name: str | None
    formula: str | None
    basis: str | None
    lead: str | None
    baseline_year: Annotated[int | None, Of("year", "no baseline")]
    baseline: Annotated[float | None, Of("the indicator's", "no baseline")]
    due: Annotated[date | None, Of("day", "no milestone")]
    weight: float | None


@dataclass(frozen=True, slots=True)
class UnitDimension:
    """One unit, area, or the plan as a whole; `level` says which (`former`: a unit with stored
    figures that the plan no longer has)."""

    unit: str
    position: Annotated[int, Of("place in the plan's order")]
    name: str
    level: str
    kind: str | None
    area: str | None
    valid_from: ValidFrom
    valid_to: ValidTo


@dataclass(frozen=True, slots=True)
class PeriodDimension:
    """One period that a fact speaks of, with its days under the plan's calendar."""

    period: str
    name: str
    kind: str
    year: Annotated[int, Of("year")]
    months: Annotated[int, Of("months")]
    first_day: Day
    last_day: Day
    due_day: Day


@dataclass(frozen=True, slots=True)
class StatusDimension:
    """One status of a result."""

    status: str
    position: int
    name: str


@dataclass(frozen=True, slots=True)
class TrendDimension:
    """One direction of a result."""

    trend: str
    position: int
    name: str


@dataclass(frozen=True, slots=True)
class StateDimension:
    """One state of an observation."""

    state: str
    position: int
    name: str


@dataclass(frozen=True, slots=True)
class LackDimension:
    """One reason why a result has no value."""

    lack: str
    position: int
    name: str
