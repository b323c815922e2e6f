"""Why each figure of the plan differs from the last report.

The last report is that of the preceding period of the kind, as known at the end of its own due
day under the plan then in force: it depends on nothing but the warehouse, so a report made again
tells the same. From there the way leads through everything that changed that earlier report
since, then through units that began or ended, to the new period.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from kpi.compare.causes import Change, Row, Rows, Way, answers_between, changes_along, rows_of
from kpi.compare.stages import State, revisions_between, stages
from kpi.periods import Period
from kpi.plan.model import Indicator, Plan, TargetRevision, Unit
from kpi.warehouse.moments import as_of_moment, local

if TYPE_CHECKING:
    import duckdb

FIRST_MONTH = 24  # the calendar has no year 0
WHOLE = "ALL"


@dataclass(frozen=True, slots=True)
class LastReport:
    """The preceding period's report under the `plan` then in force, known at `known_at` (UTC),
    the end of `day`. `way` leads from
    its rows to the same period's rows as known and planned now, on the units of the new period.
    `answers` and `revisions` came between; `began` and `ended` are units that did."""

    plan: Plan
    period: Period
    day: date
    known_at: datetime
    way: Way
    answers: tuple[Row, ...]
    revisions: tuple[tuple[Indicator, TargetRevision], ...]
    began: tuple[Unit, ...]
    ended: tuple[Unit, ...]

    def changes_to(self, rows: Rows) -> tuple[Change, ...]:
        """The plan's rows that differ from the last report's, and why; `rows` are the new ones."""
        return tuple(changes_along([*self.way, ("period", whole(rows))]))


def whole(rows: Rows) -> Rows:
    """The rows of the plan as a whole."""
    return {key: row for key, row in rows.items() if key[1] == WHOLE}


def last_report(
    con: duckdb.DuckDBPyConnection, plan: Plan, period: Period, as_of: datetime
) -> LastReport | None:
    """The report before this period's, as far as it was known by `as_of` (UTC); None where no
    period lies before. Leaves the tables of another assessment behind."""
    earlier = period.preceding()
    if earlier.first_month < FIRST_MONTH:
        return None
    due = plan.calendar.due(earlier)
    known_at = min(as_of_moment(due, plan.timezone), as_of)
    then = plan_then(con, plan, known_at)
    before = State(then, known_at, local(known_at, plan.timezone).date())
    after = State(plan, as_of, local(as_of, plan.timezone).date())
    way: Way = [("before", whole(rows_of(con, before, earlier)))]
    answers = answers_between(con, known_at, as_of)
    corrects = {bool(a["is_correction"]) for a in answers}
    for cause, state in stages(before, after):
        unneeded = (cause == "new_data" and corrects == {True}) or not corrects
        if cause in ("new_data", "correction") and unneeded:
            continue
        if cause == "correction" and corrects == {False}:
            continue
        way.append((cause, whole(rows_of(con, state, earlier))))
    began, ended = _units_between(plan, earlier, period)
    if began or ended:
        state = replace(after, units_on=plan.calendar.last_day(period))
        way.append(("boundary", whole(rows_of(con, state, earlier))))
    return LastReport(
        plan=then,
        period=earlier,
        day=local(known_at, plan.timezone).date(),
        known_at=known_at,
        way=way,
        answers=answers,
        revisions=tuple(revisions_between(plan, before.targets_on, after.targets_on)),
        began=began,
        ended=ended,
    )


def plan_then(con: duckdb.DuckDBPyConnection, plan: Plan, moment: datetime) -> Plan:
    """The plan in force at a moment; the given one where the warehouse knows no other."""
    from kpi.plan.load import parse_plan
    from kpi.warehouse.plans import plan_version_as_of

    found = plan_version_as_of(con, moment)
    if found is None or found.text == plan.text:
        return plan
    return parse_plan(found.text).plan or plan


def _units_between(
    plan: Plan, earlier: Period, later: Period
) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """The units that began, and those that ended, between the last days of two periods."""
    days = plan.calendar.last_day(earlier), plan.calendar.last_day(later)
    valid = [(u, u.valid_on(days[0]), u.valid_on(days[1])) for u in plan.units]
    began = tuple(u for u, before, after in valid if after and not before)
    return began, tuple(u for u, before, after in valid if before and not after)
