"""The rows behind each kind of report; asked only of the kind that has them.

Margins and changes are in the indicator's unit of measure (of shares: points); a margin above 0 is
better than the plan, below 0 what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.figures.query import row_of
from reports.figures.shared.named import JudgedInField
from reports.report import Report
from reports.scope import Kind, kind_of


@row_of("beside")
@dataclass(frozen=True, slots=True)
class BesideRow(JudgedInField):
    """`now` and `before` are this period's and last year's, of the same units; `turn` a trend."""

    due: date | None
    expected: float | None
    margin: float | None
    now: float | None
    before: float | None
    change: float | None
    done_late: bool
    turn: str | None


@row_of("year")
@dataclass(frozen=True, slots=True)
class YearRow(JudgedInField):
    """`next_step` is what lies between this year's result and the next year's target."""

    direction: str
    due: date | None
    target: float | None
    achievement: float | None
    keeps_limit: bool | None
    margin: float | None
    change: float | None
    done_late: bool
    next_year: int
    next_target: float | None
    next_step: float | None


@row_of("plan")
@dataclass(frozen=True, slots=True)
class PlanRow(JudgedInField):
    """An indicator over the plan; `years_judged` are those that could be, `carried_over` what the
    next plan takes over."""

    direction: str
    due: date | None
    baseline_year: int | None
    baseline: float | None
    target: float | None
    margin: float | None
    done_late: bool
    years_judged: int
    years_met: int
    never_met: bool
    carried_over: bool


@row_of("plan_years")
@dataclass(frozen=True, slots=True)
class PlanYear:
    indicator: str
    year: int
    target: float | None
    assessed: float | None
    units_expected: int | None
    status: str


@row_of("areas")
@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area whose units were rearranged; counts of its indicators."""

    place: int
    area: str
    before_year: int
    after_year: int
    units_before: int
    units_after: int
    met_before: int
    judged_before: int
    met_after: int
    judged_after: int
    better: int
    worse: int
    same: int


@dataclass(frozen=True, slots=True)
class KindFigures:
    """What the report's kind says; rows of other kinds are empty. `years` by indicator and year."""

    kind: Kind
    beside: tuple[BesideRow, ...] = ()
    year: tuple[YearRow, ...] = ()
    plan: tuple[PlanRow, ...] = ()
    plan_years: tuple[PlanYear, ...] = ()
    areas: tuple[AreaRow, ...] = ()

    @property
    def years(self) -> dict[tuple[str, int], PlanYear]:
        return {(y.indicator, y.year): y for y in self.plan_years}


def ask_kind(report: Report) -> KindFigures:
    kind = kind_of(report.edition.period)
    if kind == "part":
        return KindFigures(kind, beside=report.rows(BesideRow))
    if kind == "year":
        return KindFigures(kind, year=report.rows(YearRow))
    if kind == "plan":
        return KindFigures(
            kind,
            plan=report.rows(PlanRow),
            plan_years=report.rows(PlanYear),
            areas=report.rows(AreaRow),
        )
    return KindFigures(kind)
