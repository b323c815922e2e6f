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

from kpi.compare.answers import Answer
from kpi.compare.causes import (
    Change,
    Rows,
    Way,
    answers_between,
    assess_state,
    changes_along,
    rows_of,
)
from kpi.compare.decided import decided_between
from kpi.compare.only import narrow
from kpi.compare.stages import State, new_revisions, stages
from kpi.moments import as_of_moment, local
from kpi.periods import Period
from kpi.plan.model import Indicator, Plan, TargetRevision, Unit
from kpi.warehouse.beside import beside

if TYPE_CHECKING:
    import duckdb

    from kpi.assessment import Assessment

READ = ("results", "needed_report")
FIRST_MONTH = 24  # the calendar has no year 0
WHOLE = "ALL"


@dataclass(frozen=True, slots=True)
class LastReport:
    """The earlier period's report of some indicators (`codes`), as known at the end of `day` under
    the `plan` then in force. `way` leads from its rows to the same period's rows as known and
    planned now, on the units of the new period. `answers` and `revisions` came between; `began`
    and `ended` are units that did."""

    codes: frozenset[str]
    plan: Plan
    period: Period
    day: date
    way: Way
    answers: tuple[Answer, ...]
    revisions: tuple[tuple[Indicator, TargetRevision], ...]
    began: tuple[Unit, ...]
    ended: tuple[Unit, ...]

    def changes_to(self, rows: Rows) -> tuple[Change, ...]:
        """The plan's rows that differ from the last report's, and why; `rows` are the new ones."""
        return tuple(changes_along([*self.way, ("period", _whole(rows, self.codes))]))


def _whole(rows: Rows, codes: frozenset[str]) -> Rows:
    """Some indicators' rows of the plan as a whole."""
    return {key: row for key, row in rows.items() if key[0] in codes and key[1] == WHOLE}


def last_reports(
    con: duckdb.DuckDBPyConnection, plan: Plan, period: Period, as_of: datetime
) -> tuple[LastReport, ...]:
    """The report before this period's for each indicator that is due in it, as far as it was known
    by `as_of` (UTC): of the latest period of the kind in which the indicator was due as well, so a
    quarter's figure is told apart from the quarter before."""
    groups: dict[Period, list[Indicator]] = {}
    for indicator in plan.indicators:
        earlier = last_due(indicator, period)
        if earlier is not None and earlier.year >= plan.years[0]:  # before that nobody reported
            groups.setdefault(earlier, []).append(indicator)
    with beside(con, plan) as start:
        found = [
            start(_last_report, plan, (earlier, period), as_of, frozenset(i.id for i in of_it))
            for earlier, of_it in sorted(groups.items(), reverse=True)
        ]
    return tuple(report.result() for report in found)


def last_due(indicator: Indicator, period: Period) -> Period | None:
    """The latest period of the kind before this one that ends a reporting period of an indicator
    that is due in both."""
    from kpi.assessment.wanted import own_period

    if own_period(indicator, period) is None:
        return None
    earlier = period.preceding()
    while own_period(indicator, earlier) is None:
        earlier = earlier.preceding()
    return earlier if earlier.first_month >= FIRST_MONTH else None


def _last_report(
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    periods: tuple[Period, Period],
    as_of: datetime,
    codes: frozenset[str],
) -> LastReport:
    earlier, period = periods
    known_at = min(as_of_moment(plan.calendar.due(earlier), plan.timezone), as_of)
    then = narrow(plan_then(con, plan, known_at), codes)
    before = State(then, known_at, local(known_at, plan.timezone).date())
    after = State(narrow(plan, codes), as_of, local(as_of, plan.timezone).date())

    def rows(state: State) -> Rows:
        with _of_the_whole(con, state, earlier) as assessment:
            return _whole(rows_of(assessment), codes)

    with _of_the_whole(con, before, earlier) as assessment:
        way: Way = [("before", _whole(rows_of(assessment), codes))]
        answers = answers_between(assessment, known_at, as_of)
    decided = decided_between(con, plan, known_at, as_of)
    for cause, state in stages(before, after, decided.causes):
        if cause not in _idle(answers):
            way.append((cause, rows(state)))
    began, ended = _units_between(plan, earlier, period)
    if began or ended:
        way.append(("boundary", rows(replace(after, units_on=plan.calendar.last_day(period)))))
    return LastReport(
        codes=codes,
        plan=then,
        period=earlier,
        day=before.targets_on,
        way=way,
        answers=answers,
        revisions=tuple(new_revisions(before, after)),
        began=began,
        ended=ended,
    )


def _of_the_whole(con: duckdb.DuckDBPyConnection, state: State, period: Period) -> Assessment:
    """What is looked at here: rows of the whole, and which reports they may rest on."""
    return assess_state(con, state, period, groups_only=True, tables=READ)


def _idle(answers: tuple[Answer, ...]) -> set[str]:
    """The causes that the answers which came cannot have: their stages would change nothing."""
    corrects = {a.is_correction for a in answers}
    return {
        cause for cause, is_correction in (("new_data", False), ("correction", True))
        if is_correction not in corrects
    }  # fmt: skip


def plan_then(con: duckdb.DuckDBPyConnection, plan: Plan, moment: datetime) -> Plan:
    """The plan in force at a moment; the given one where the warehouse knows no other."""
    from kpi.plan.load import parse_plan
    from kpi.warehouse.plans import plan_as_of

    text = plan_as_of(con, moment)
    if text is None or text == plan.text:
        return plan
    return parse_plan(text).plan or plan


def _units_between(
    plan: Plan, earlier: Period, later: Period
) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """The units that began, and those that ended, between the last days of two periods."""
    days = plan.calendar.last_day(earlier), plan.calendar.last_day(later)
    valid = [(u, u.valid_on(days[0]), u.valid_on(days[1])) for u in plan.units]
    began = tuple(u for u, before, after in valid if after and not before)
    return began, tuple(u for u, before, after in valid if before and not after)
