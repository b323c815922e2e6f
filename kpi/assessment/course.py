"""The course of a year: what the plan as a whole had come to by the end of each period, and should
have.

The one rule: these are the figures of `results`, by the same models; what takes most of its time,
judging and completing and comparing millions of units' figures, is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kpi.assessment.rows import AskedPeriod, IndicatorId, OfTarget, YearSoFar
from kpi.assessment.run import assess
from kpi.assessment.wanted import wanted_of_course
from kpi.database.frames import sql_of

if TYPE_CHECKING:
    import duckdb

    from kpi.periods import Period
    from kpi.plan.model import Plan

READ = ("figure", "yardstick")


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One indicator of the plan as a whole at the end of one period, figures as in `Result`."""

    period: AskedPeriod
    indicator: IndicatorId
    assessed: YearSoFar
    target: OfTarget
    expected: OfTarget


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
