"""The rows that an assessment gives away: what each column is, its unit, and what empty means.

The one rule: a column that others read is declared here; the SQL models are held against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from kpi.records.schema import Of, names_of


@dataclass(frozen=True, slots=True)
class Result:
    """One row of `results`, the columns that are exported: one unit, area or the plan as a whole
    in one indicator and period. Codes are untranslated, figures unrounded."""

    period: Annotated[str, Of("label of the period asked")]
    unit: Annotated[str, Of("a unit's id, `area:NAME` or `ALL`")]
    indicator: Annotated[str, Of("an indicator's id")]
    value: Annotated[float | None, Of("the indicator's", "no figure of the period itself")]
    numerator: Annotated[float | None, Of("as reported", "no ratio, or no figure")]
    denominator: Annotated[float | None, Of("as reported", "no ratio, or no figure")]
    assessed: Annotated[float | None, Of("the indicator's", "no figure of the year so far")]
    target: Annotated[float | None, Of("the indicator's", "no target of the year")]
    expected: Annotated[float | None, Of("the indicator's", "no target of the year")]
    achievement: Annotated[float | None, Of("per cent of the year's target", "not judged")]
    pace: Annotated[float | None, Of("share, 1 is on the path", "not judged")]
    status: Annotated[str, Of("code of a status")]
    trend: Annotated[str | None, Of("code of a trend", "no earlier figure to compare with")]
    projection: Annotated[float | None, Of("the indicator's", "too few figures")]
    units_reported: Annotated[int | None, Of("units", "not due")]
    units_expected: Annotated[int | None, Of("units", "not due")]
    provisional: bool
    previous: Annotated[float | None, Of("the indicator's", "no figure of the period before")]
    last_year: Annotated[float | None, Of("the indicator's", "no figure of the year before")]
    projection_low: Annotated[float | None, Of("the indicator's", "too few figures")]
    projection_high: Annotated[float | None, Of("the indicator's", "too few figures")]
    change_previous: Annotated[float | None, Of("the indicator's", "nothing alike to compare")]
    change_last_year: Annotated[float | None, Of("the indicator's", "nothing alike to compare")]
    completed: Annotated[float | None, Of("the indicator's", "nothing stands in for a unit")]
    reported_status: Annotated[str | None, Of("code of a status", "no unit is missing")]
    completed_status: Annotated[str | None, Of("code of a status", "no unit is missing")]


@dataclass(frozen=True, slots=True)
class UnitScore:
    """One row of `scores`: a unit, or the plan as a whole, in a field or in all of them."""

    period: Annotated[str, Of("label of the period asked")]
    unit: Annotated[str, Of("a unit's id or `ALL`")]
    field: Annotated[str, Of("a field's id or `ALL`")]
    score: Annotated[float | None, Of("0 to 100", "nothing that counts")]
    rank: Annotated[int | None, Of("place among units, 1 is best", "not ranked")]


RESULT_COLUMNS = names_of(Result)
SCORE_COLUMNS = names_of(UnitScore)
