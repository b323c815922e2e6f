"""The tables of one report, and the only holder of the connection that they stand in.

Beside `results` and `scores` of the assessment stand the plan's words and calendar as tables
(`plan_tables.py`), and what many pages read: answers in force, rows with their words, deliveries.
"""

from __future__ import annotations

from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi.database.frames import Rows, execute, make_table
from kpi.periods import Period
from kpi.plan.model import Plan
from reports.figures.plan_tables import PlanTable, plan_tables
from reports.figures.query import Query, Row, allowed_types, typed_rows

if TYPE_CHECKING:
    import duckdb
    import polars as pl

SHARED = ("report_status", "report_in_force", "report_row", "report_delivery")


class ReportFigures:
    """Answers the queries of a report; each is run once, however many pages print it."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, plan: Plan, period: Period, as_of: datetime
    ) -> None:
        """Make the report's tables; `results` and `scores` must stand already.

        `as_of` is UTC without zone. Raises the database's error if the assessment has not run.
        """
        self._con = con
        self._answers: dict[Query[Any], tuple[Any, ...]] = {}
        for table in plan_tables(plan, period, as_of):
            make_table(con, table.name, _sql_rows(table))
        for name in SHARED:
            execute(con, Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8"))

    def rows(self, query: Query[Row]) -> tuple[Row, ...]:
        """All rows, in the order in which they are printed."""
        if query not in self._answers:
            answer = self._con.execute(query.sql)
            types = {about[0]: str(about[1]) for about in answer.description or ()}
            self._answers[query] = typed_rows(query, types, answer.fetchall())
        return self._answers[query]

    def only(self, query: Query[Row]) -> Row:
        """The row of a query that has exactly one."""
        (row,) = self.rows(query)
        return row

    def results(self) -> pl.DataFrame:
        """The results as they are exported, see `kpi.assessment.run`."""
        from kpi.assessment.run import results_frame

        return results_frame(self._con)


def _sql_rows(table: PlanTable) -> Rows:
    columns = {name: types[0] for name, types in allowed_types(table.row).items()}
    return Rows(columns, [astuple(row) for row in table.rows])
