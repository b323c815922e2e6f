"""The oracle: every exported column of `results` and `scores` once more, in plain Python.

Written from the product page alone, to be read beside it. Rule: it shares the calendar and the
plan's model with the product, and not one line of the assessment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from kpi.periods import MONTHS_IN, Period, periods_between, year_period
from kpi.plan.model import Indicator, Plan

from . import judge, methods, outlook
from .alike import Alike
from .entities import ALL, Entities, Figure, coverage, effective
from .facts import Fact, ResultRow, ScoreRow
from .known import complete, earliest_month
from .scores import Row, scores_of
from .targets import (
    Line,
    cumulated_share,
    expected_now,
    learned_share,
    path_of,
    plan_line,
    summed,
    unit_line,
    year_shares,
)


def recompute(
    plan: Plan,
    observations: Sequence[Fact],
    periods: Sequence[Period],
    as_of: datetime,
    view: str = "as_reported",
) -> tuple[list[ResultRow], list[ScoreRow]]:
    """Results and scores of the periods, as known at `as_of` (UTC; naive is UTC)."""
    moment = as_of if as_of.tzinfo else as_of.replace(tzinfo=UTC)
    naive = moment.astimezone(UTC).replace(tzinfo=None)
    day = moment.astimezone(ZoneInfo(plan.timezone)).date()
    assessor = Assessor(plan, observations, naive, day, view)
    results: list[ResultRow] = []
    scores: list[ScoreRow] = []
    for period in periods:
        rows = assessor.rows(period)
        results.extend(r.shown for r in rows)
        scores.extend(scores_of(plan, period, rows))
    return results, scores


@dataclass(frozen=True)
class Verdict:
    """Pace and light; where a unit is missing the light of what was reported and of what is
    completed."""

    pace: float | None
    status: str
    reported: str | None = None
    completed: str | None = None


class Assessor:
    """Rows of one plan, one set of facts and one as-of day."""

    def __init__(
        self,
        plan: Plan,
        observations: Iterable[Fact],
        as_of: datetime,
        day: date,
        view: str = "as_reported",
    ) -> None:
        self.plan = plan
        self.day = day
        units_of = day if view == "current_units" else None
        self.entities = Entities(plan, observations, as_of, units_of)
        self.alike = Alike(self.entities)

    def rows(self, period: Period) -> list[Row]:
        return [
            self.row(indicator, entity, period)
            for indicator in self.plan.indicators
            for entity in self.entities.rows(indicator, period)
        ]

    def row(self, indicator: Indicator, entity: str, period: Period) -> Row:
        """One row: figures of the effective period, judged by the indicator's method. `not_due`
        is empty, but before a milestone's due day its figures stay."""
        at = effective(indicator, period)
        if at is None:
            return Row(ResultRow(period.label, entity, indicator.id), None)
        figure = self.entities.figure(indicator.id, entity, at)
        aim = self._aim(indicator, entity, at, figure)
        verdict = self._judged(indicator, entity, at, figure, aim)
        shown = ResultRow(
            period=period.label,
            unit=entity,
            indicator=indicator.id,
            value=figure.value,
            numerator=figure.numerator,
            denominator=figure.denominator,
            assessed=figure.assessed,
            target=aim.target,
            expected=aim.expected,
            achievement=judge.achievement(indicator, figure.assessed, aim),
            pace=verdict.pace,
            status=verdict.status,
            units_reported=figure.reported,
            units_expected=figure.expected,
            provisional=figure.provisional,
            previous=self.entities.figure(indicator.id, entity, at.preceding()).value,
            last_year=self.entities.figure(indicator.id, entity, at.year_before()).value,
            completed=figure.completed,
            reported_status=verdict.reported,
            completed_status=verdict.completed,
        )
        return Row(
            self._in_time(shown, indicator, entity, at, figure),
            judge.score_points(indicator, figure.completed, aim),
        )

    def _in_time(
        self, row: ResultRow, indicator: Indicator, entity: str, at: Period, figure: Figure
    ) -> ResultRow:
        """With what came before it, like with like, and what is estimated to come."""
        previous = self.alike.pair(indicator, entity, at, at.preceding())
        last_year = self.alike.pair(indicator, entity, at, at.year_before())
        estimate = self._estimate(indicator, entity, at, figure)
        return replace(
            row,
            trend=methods.trend(indicator, previous.now, previous.before),
            change_previous=previous.change,
            change_last_year=last_year.change,
            projection=estimate.middle,
            projection_low=estimate.low,
            projection_high=estimate.high,
        )

    # -- what it is judged against

    def _lines(self, indicator: Indicator, entity: str, figure: Figure) -> list[Line] | None:
        """The target lines behind an entity; None: it can have no target. `targets` is the whole
        plan's; for anything but counts it holds for each unit and area too."""
        if indicator.measure == "milestone" or indicator.direction == "within":
            return None
        if entity == ALL:
            return [plan_line(indicator, self.day)]
        if not entity.startswith("area:"):
            return [unit_line(indicator, self.plan.unit_by_id[entity], self.day)]
        if indicator.measure != "count":
            return [plan_line(indicator, self.day)]
        if indicator.across_units not in {"auto", "sum"}:
            return None
        units = [self.plan.unit_by_id[u] for u in figure.expected_units]
        return [unit_line(indicator, u, self.day) for u in units]

    def _aim(self, indicator: Indicator, entity: str, at: Period, figure: Figure) -> judge.Aim:
        """Target, start, expected and baseline of the report year in which the period ends."""
        lines = self._lines(indicator, entity, figure) or []
        target = summed([line.target(at.year) for line in lines])
        start = summed([line.at(at.year - 1) for line in lines])
        path = path_of(indicator)
        return judge.Aim(
            target=target,
            start=start,
            expected=expected_now(
                path, target, start, at.month_of_year, self._share(indicator, at)
            ),
            path=path,
            baseline=next((li.baseline[1] for li in lines if li.baseline is not None), None),
            months=at.month_of_year,
        )

    def _share(self, indicator: Indicator, at: Period) -> float:
        """How much of the year the profile has behind it: as given, equal, or as the complete
        years before tell; one profile for the plan, its areas and its units."""
        years = self._years_learned(indicator, at.year) if indicator.learns_profile else []
        if not years:
            return cumulated_share(indicator, at.month_of_year)
        return learned_share(years, at.month_of_year // MONTHS_IN[indicator.frequency])

    def _years_learned(self, indicator: Indicator, before: int) -> list[list[Fraction]]:
        """The shares of every complete year before a year."""
        earliest = earliest_month(self.entities, indicator.id)
        if earliest is None:
            return []
        found = [self._shares_of(indicator, year) for year in range(earliest // 12, before)]
        return [shares for shares in found if shares is not None]

    def _shares_of(self, indicator: Indicator, year: int) -> list[Fraction] | None:
        """None unless at the end of each reporting period of the year the whole plan has a figure
        for the year so far that lacks nothing."""
        ends = periods_between(year * 12, year * 12 + 11, indicator.frequency)
        figures = [self.entities.figure(indicator.id, ALL, p) for p in ends]
        so_far = [f.assessed for f in figures if not f.assessed_provisional]
        known = [y for y in so_far if y is not None]
        return year_shares(known) if len(known) == len(figures) else None

    # -- pace and status

    def _judged(
        self, indicator: Indicator, entity: str, at: Period, figure: Figure, aim: judge.Aim
    ) -> Verdict:
        if indicator.measure == "milestone":
            return Verdict(None, self._milestone_status(indicator, at, figure))
        seen = self._seen(indicator, entity, at, figure)
        pace = self._pace(indicator, figure.assessed, aim, seen)
        reported = self._status(indicator, figure.assessed, figure.open, aim, seen)
        if not figure.missing:
            return Verdict(pace, reported)
        completed = self._status(
            indicator, figure.completed, figure.completed_open, aim, seen.ending(figure.completed)
        )
        found = judge.Found(reported, completed, figure.assessed, coverage(figure))
        floor = self.plan.assessment.coverage_floor
        return Verdict(pace, judge.concluded(indicator, aim, found, floor), reported, completed)

    def _pace(
        self, indicator: Indicator, figure: float | None, aim: judge.Aim, seen: methods.Seen
    ) -> float | None:
        if indicator.method == "cagr":
            return methods.cagr(indicator, seen).pace
        if indicator.method == "projection" and indicator.direction != "within":
            return methods.weather_pace(indicator, seen)
        return judge.pace(indicator, figure, aim)

    def _status(
        self,
        indicator: Indicator,
        figure: float | None,
        state: str,
        aim: judge.Aim,
        seen: methods.Seen,
    ) -> str:
        """The first that applies, of a figure and its state before any target."""
        if state != "ok" or figure is None:
            return state if state != "ok" else "no_data"
        if indicator.method == "cagr":
            return methods.cagr(indicator, seen).status
        pace = self._pace(indicator, figure, aim, seen)
        settings = self.plan.assessment
        status = judge.linear_status(
            indicator, figure, aim, pace, (settings.on_track, settings.at_risk)
        )
        if indicator.method == "linear" or indicator.direction == "within":
            return status
        if status in {"on_track", "at_risk", "behind", "no_data"} or (
            status == "no_target" and seen.target is not None
        ):
            return methods.weather_status(pace)
        return status

    def _seen(self, indicator: Indicator, entity: str, at: Period, figure: Figure) -> methods.Seen:
        """Baseline, observations and the last given target; area counts have no target."""
        lines = self._lines(indicator, entity, figure) or []
        if indicator.measure == "count" and entity.startswith("area:"):
            lines = []
        return methods.Seen(
            baseline=lines[0].baseline if lines else None,
            observed=tuple(self._points(indicator, entity, at, figure)),
            target=lines[0].last if lines else None,
            own=self._own_point(indicator, at),
        )

    def _by_year(self, indicator: Indicator) -> bool:
        """Flows and running totals enter growth as whole years only."""
        return indicator.measure != "formula" and indicator.over_time != "stock"

    def _own_point(self, indicator: Indicator, at: Period) -> Fraction | None:
        """Where the period's own figure stands in time, if it is a point."""
        if self._by_year(indicator) and at.month_of_year != 12:
            return None
        return methods.point(at.year, at.month_of_year, 0.0).t

    def _points(
        self, indicator: Indicator, entity: str, at: Period, figure: Figure
    ) -> list[methods.Point]:
        """Observations up to the period: `assessed` at every reporting period; flows and running
        totals enter as whole years only; the last is the period's own."""
        earliest = earliest_month(self.entities, indicator.id)
        if earliest is None:
            return []
        every = "year" if self._by_year(indicator) else indicator.frequency
        ends = [
            p
            for p in periods_between(earliest, at.last_month, every)
            if p.last_month < at.last_month
        ]
        found = [(p, self.entities.figure(indicator.id, entity, p).assessed) for p in ends]
        if self._own_point(indicator, at) is not None:
            found.append((at, figure.assessed))
        return [methods.point(p.year, p.month_of_year, y) for p, y in found if y is not None]

    def _milestone_status(self, indicator: Indicator, at: Period, figure: Figure) -> str:
        """Done: met (late is marked elsewhere); not done by the due day itself not_due; after it
        no_data if unreported, else not_met; aggregates are met at 100."""
        if figure.open == "not_applicable":
            return "not_applicable"
        if figure.value == 100:
            return "met"
        if indicator.due is None or self.plan.calendar.last_day(at) <= indicator.due:
            return "not_due"
        return "no_data" if figure.value is None else "not_met"

    # -- the estimate for the year's end

    def _estimate(
        self, indicator: Indicator, entity: str, at: Period, figure: Figure
    ) -> outlook.Estimate:
        """Areas and the plan read completed where a unit reads assessed: a unit's own completed is
        its assessed."""
        if indicator.measure == "milestone":
            return outlook.Estimate()
        if not self._by_year(indicator):
            left = (12 - at.month_of_year) // indicator.months
            points = self._stock_points(indicator, entity, at)
            return outlook.of_stock(indicator, points, figure.completed, left)
        last = self._last_year(indicator, entity, at)
        if indicator.measure == "count":
            share = self._share(indicator, at)
            return outlook.of_count(indicator, figure.completed, share, last)
        return outlook.of_ratio(
            indicator, figure.completed, figure.completed_parts, at.month_of_year, last
        )

    def _stock_points(
        self, indicator: Indicator, entity: str, at: Period
    ) -> list[tuple[int, float]]:
        """The last 12 reporting periods, without earlier ones in which a unit is missing."""
        first = at.last_month - 12 * indicator.months + 1
        found = []
        for n, p in enumerate(periods_between(first, at.last_month, indicator.frequency)):
            figure = self.entities.figure(indicator.id, entity, p)
            earlier = p.last_month < at.last_month
            if figure.completed is not None and not (earlier and figure.missing):
                found.append((n, figure.completed))
        return found

    def _last_year(self, indicator: Indicator, entity: str, at: Period) -> outlook.LastYear | None:
        """The year before, if it is complete."""
        if not complete(self.entities, indicator, entity, at.year - 1):
            return None
        whole = self.entities.figure(indicator.id, entity, year_period(at.year - 1))
        same = self.entities.figure(indicator.id, entity, at.year_before())
        return outlook.LastYear(whole.assessed, same.assessed, whole.parts, same.parts)
