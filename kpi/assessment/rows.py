"""The rows that an assessment gives away: what each column is, its unit, and what empty means.

The one rule: a column that others read is declared here; the SQL models are held against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from kpi.records.schema import Of, names_of

# what several columns are, here and in other rooms' rows
AskedPeriod = Annotated[str, Of("label of the period asked")]
IndicatorId = Annotated[str, Of("an indicator's id")]
YearSoFar = Annotated[float | None, Of("the indicator's", "no figure of the year so far")]
OfTarget = Annotated[float | None, Of("the indicator's", "no target of the year")]
ReportedPart = Annotated[float | None, Of("as reported", "no ratio, or no figure")]
Estimate = Annotated[float | None, Of("the indicator's", "too few figures")]
Difference = Annotated[float | None, Of("the indicator's", "nothing alike to compare")]
UnitCount = Annotated[int | None, Of("units", "not due")]
StatusBeside = Annotated[str | None, Of("code of a status", "no unit is missing")]


@dataclass(frozen=True, slots=True)
class Result:
    """One row of `results`, the columns that are exported: one unit, area or the plan as a whole
    in one indicator and period. Codes are untranslated, figures unrounded."""

    period: AskedPeriod
    unit: Annotated[str, Of("a unit's id, `area:NAME` or `ALL`")]
    indicator: IndicatorId
    value: Annotated[float | None, Of("the indicator's", "no figure of the period itself")]
    numerator: ReportedPart
    denominator: ReportedPart
    assessed: YearSoFar
    target: OfTarget
    expected: OfTarget
    achievement: Annotated[float | None, Of("per cent of the year's target", "not judged")]
    pace: Annotated[float | None, Of("share, 1 is on the path", "not judged")]
    status: Annotated[str, Of("code of a status")]
    trend: Annotated[str | None, Of("code of a trend", "no earlier figure to compare with")]
    projection: Estimate
    units_reported: UnitCount
    units_expected: UnitCount
    provisional: Annotated[bool, Of("whether a report behind it is missing, withheld or estimated")]
    previous: Annotated[float | None, Of("the indicator's", "no figure of the period before")]
    last_year: Annotated[float | None, Of("the indicator's", "no figure of the year before")]
    projection_low: Estimate
    projection_high: Estimate
    change_previous: Difference
    change_last_year: Difference
    completed: Annotated[float | None, Of("the indicator's", "nothing stands in for a unit")]
    reported_status: StatusBeside
    completed_status: StatusBeside


@dataclass(frozen=True, slots=True)
class UnitScore:
    """One row of `scores`: a unit, or the plan as a whole, in a field or in all of them."""

    period: AskedPeriod
    unit: Annotated[str, Of("a unit's id or `ALL`")]
    field: Annotated[str, Of("a field's id or `ALL`")]
    score: Annotated[float | None, Of("0 to 100", "nothing that counts")]
    rank: Annotated[int | None, Of("place among units, 1 is best", "not ranked")]


RESULT_COLUMNS = names_of(Result)
SCORE_COLUMNS = names_of(UnitScore)
