"""The tables of one report, and the only one to ask the assessment that they stand in.

Beside `results` and `scores` of the assessment stand the plan's words and calendar as tables
(`plan_tables.py`), and what many pages read: answers in force, rows with their words, deliveries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi.database.frames import Rows
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.plan.size import is_large
from reports.beyond import OtherRow
from reports.figures.plan_tables import PlanTable, plan_tables
from reports.figures.query import Query, Row, allowed_types, query_of, typed_rows

if TYPE_CHECKING:
    from kpi.assessment import Assessment, Result

SHARED = (
    "report_past",
    "report_scored",
    "report_status",
    "report_in_force",
    "report_row",
    "report_latest",
    "report_annex",
    "report_gap",
    "report_outlook",
    "report_count",
    "report_delivery",
)
LEAN = ("report_lean",)  # of a large plan


class ReportFigures:
    """Answers the queries of a report; each is run once, however many pages print it."""

    def __init__(
        self,
        assessment: Assessment,
        plan: Plan,
        period: Period,
        as_of: datetime,
        others: Sequence[OtherRow] = (),
    ) -> None:
        """Make the report's tables beside those of the assessment; `as_of` is UTC without zone.
        `others` are rows of other periods, where the assessment has none of them."""
        self._assessment, self._period = assessment, period
        self._answers: dict[Query[Any], tuple[Any, ...]] = {}
        self._of_the_plan: tuple[Result, ...] | None = None
        beyond = PlanTable("report_other", OtherRow, others)
        for table in (*plan_tables(plan, period, as_of), beyond):
            assessment.put(table.name, _sql_rows(table))
        for name in (*SHARED, *(LEAN if is_large(plan) else ())):
            assessment.make(Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8"))

    def rows(self, asked: type[Row] | Query[Row]) -> tuple[Row, ...]:
        """All rows, in the order in which they are printed."""
        query = query_of(asked)
        if query not in self._answers:
            self._answers[query] = typed_rows(query, *self._assessment.fetch(query.sql))
        return self._answers[query]

    def only(self, asked: type[Row]) -> Row:
        """The row of a query that has exactly one."""
        (row,) = self.rows(asked)
        return row

    def of_the_plan(self) -> tuple[Result, ...]:
        """The results of the plan as a whole in the period."""
        if self._of_the_plan is None:
            self._of_the_plan = self._assessment.plan_rows(self._period.label)
        return self._of_the_plan


def _sql_rows(table: PlanTable) -> Rows:
    columns = {name: types[0] for name, types in allowed_types(table.row).items()}
    return Rows(columns, [astuple(row) for row in table.rows])
