"""The course of a year: what the plan as a whole had come to by the end of each period, and should
have.

The one rule: these are the figures of `results`, by the same models; what takes most of its time,
judging and completing and comparing millions of units' figures, is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from kpi.assessment.run import assess
from kpi.assessment.wanted import wanted_of_course
from kpi.database.frames import sql_of
from kpi.records.schema import Of

if TYPE_CHECKING:
    import duckdb

    from kpi.periods import Period
    from kpi.plan.model import Plan

READ = ("figure", "yardstick")


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One indicator of the plan as a whole at the end of one period, figures as in `Result`."""

    period: Annotated[str, Of("label of the period asked")]
    indicator: Annotated[str, Of("an indicator's id")]
    assessed: Annotated[float | None, Of("the indicator's", "no figure of the year so far")]
    target: Annotated[float | None, Of("the indicator's", "no target of the year")]
    expected: Annotated[float | None, Of("the indicator's", "no target of the year")]


def course(
    con: duckdb.DuckDBPyConnection, plan: Plan, periods: Sequence[Period], *, as_of: datetime
) -> tuple[CourseRow, ...]:
    """The course over some periods as known at `as_of` (UTC without zone), in their order, of each
    the indicators in the plan's."""
    with assess(
        con, plan, periods, as_of=as_of,
        tables=READ, passing=True, groups_only=True, wants=wanted_of_course,
    ) as made:  # fmt: skip
        return made.ask(sql_of("kpi.assessment", "course", "course_sql"), CourseRow)
