"""What a report says of other periods than its own, where the plan is large.

One assessment of all these periods judges every unit in each of them. A report reads no unit of
them, or one: of the year's months where the whole plan stood, of years what became of the plan and
its areas, of indicators that are not due what was last said of them. The one rule: these rows are
those of `results`, column by column; what is not read is empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kpi.assessment.wanted import own_period, wanted_to_years_end, whats_wanted
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.plan.size import is_large
from reports.scope import months_of_year, periods_of_report, years_behind, years_of_report

if TYPE_CHECKING:
    import duckdb

    from kpi.assessment import Assessment

WHOLE = "ALL"
READ = ("results", "scores", "scored", "method_light", "method_mark", "outlook", "figure",
        "stand_in", "profile_in_force", "target_line")  # fmt: skip


@dataclass(frozen=True, slots=True)
class OtherRow:
    """One indicator of a unit, an area or the whole in a period that is not the report's own. Of
    months of which only the course is told there is no status."""

    period: str
    unit: str
    indicator: str
    status: str | None
    assessed: float | None
    target: float | None
    expected: float | None
    units_expected: int | None
    first_month: int | None
    last_month: int | None


_ROWS = """SELECT period, unit, indicator, status, assessed, target, expected, units_expected,
                  first_month, last_month
           FROM results"""
_OF_GROUPS = f"{_ROWS} WHERE level <> 'unit'"
_OF_A_UNIT = f"{_ROWS} WHERE unit IN ($unit, 'ALL')"


def assess_for(  # noqa: PLR0913 - of what, when, how, and of whom besides groups
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    period: Period,
    *,
    as_of: datetime,
    all_methods: bool = False,
    unit: str | None = None,
) -> tuple[Assessment, tuple[OtherRow, ...]]:
    """The assessment that a report of the period is made of, to be closed, and what of other
    periods is not in it. `all_methods`: the whole report; without it a page of a `unit` or field.
    `as_of` is UTC without zone."""
    from kpi.assessment.bounds import needed_for_bounds
    from kpi.assessment.run import assess

    years = years_behind(plan, period) if all_methods else []
    if not is_large(plan):
        periods = [*dict.fromkeys([*periods_of_report(period), *years])]
        return assess(con, plan, periods, as_of=as_of, all_methods=all_methods), ()
    years = list(dict.fromkeys([*years_of_report(period), *years]))
    others = _Beyond(con, plan, period, as_of, unit).rows(years)
    tables = {*READ, *(needed_for_bounds() if all_methods else ())}
    made = assess(
        con, plan, [period], as_of=as_of, all_methods=all_methods, tables=tables, passing=True,
        wants=wanted_to_years_end if all_methods else whats_wanted,
    )  # fmt: skip
    return made, others


@dataclass(frozen=True, slots=True)
class _Beyond:
    """What the other periods of one report are read by; `unit` besides the groups, if any."""

    con: duckdb.DuckDBPyConnection
    plan: Plan
    period: Period
    as_of: datetime
    unit: str | None

    def rows(self, years: Sequence[Period]) -> tuple[OtherRow, ...]:
        """What the report reads of the other months of its year, and of years."""
        found = {(r.period, r.unit, r.indicator): r for r in self._course()}
        for row in self._judged(years):
            found[row.period, row.unit, row.indicator] = row
        return tuple(found.values())

    def _course(self) -> Iterator[OtherRow]:
        from kpi.assessment.course import course

        others = [month for month in months_of_year(self.period) if month != self.period]
        for r in course(self.con, self.plan, others, as_of=self.as_of):
            yield OtherRow(r.period, WHOLE, r.indicator, None, r.assessed, r.target, r.expected,
                           None, None, None)  # fmt: skip

    def _judged(self, years: Sequence[Period]) -> Iterator[OtherRow]:
        """Each period by itself, so that no two of them are in memory together."""
        from kpi.assessment.run import assess

        for of, one in self._to_judge(years):
            with assess(
                self.con, of, [one], as_of=self.as_of,
                tables=("results",), passing=True, groups_only=self.unit is None,
            ) as made:  # fmt: skip
                if self.unit is None:
                    yield from made.ask(_OF_GROUPS, OtherRow)
                else:
                    yield from made.ask(_OF_A_UNIT, OtherRow, unit=self.unit)

    def _to_judge(self, years: Sequence[Period]) -> Iterator[tuple[Plan, Period]]:
        """Years, and whatever was due earlier in the year and is not now."""
        from kpi.compare.only import narrow

        plan, period = self.plan, self.period
        yield from ((plan, year) for year in years if year != period)
        not_due = [i for i in plan.indicators if own_period(i, period) is None]
        part = narrow(plan, {i.id for i in not_due})
        for month in months_of_year(period):
            told = month.last_month < period.last_month
            if told and any(own_period(i, month) is not None for i in not_due):
                yield part, month
