"""The oracle: every exported column of `results` and `scores` once more, in plain Python.

Written from the product page alone, to be read beside it. Rule: it shares the calendar and the
plan's model with the product, and not one line of the assessment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from kpi.periods import MONTHS_IN, Period, periods_between
from kpi.plan.model import Indicator, Plan

from . import judge, methods
from .entities import ALL, Entities, Figure, effective
from .facts import Fact, ResultRow, ScoreRow
from .scores import scores_of
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
        results.extend(rows)
        scores.extend(scores_of(plan, period, rows))
    return results, scores


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

    def rows(self, period: Period) -> list[ResultRow]:
        return [
            self.row(indicator, entity, period)
            for indicator in self.plan.indicators
            for entity in self.entities.rows(indicator, period)
        ]

    def row(self, indicator: Indicator, entity: str, period: Period) -> ResultRow:
        """One row: figures of the effective period, judged by the indicator's method. `not_due`
        is empty, but before a milestone's due day its figures stay."""
        at = effective(indicator, period)
        if at is None:
            return ResultRow(period.label, entity, indicator.id)
        figure = self.entities.figure(indicator.id, entity, at)
        aim = self._aim(indicator, entity, at, figure)
        pace, status = self._judged(indicator, entity, at, figure, aim)
        estimate = self._estimate(indicator, entity, at, figure)
        return ResultRow(
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
            pace=pace,
            status=status,
            trend=methods.trend(
                indicator,
                self.entities.increase(indicator.id, entity, at),
                self.entities.increase(indicator.id, entity, at.preceding()),
            ),
            projection=estimate.middle,
            units_reported=figure.reported,
            units_expected=figure.expected,
            provisional=figure.provisional,
            previous=self.entities.figure(indicator.id, entity, at.preceding()).value,
            last_year=self.entities.figure(indicator.id, entity, at.year_before()).value,
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
        earliest = self.entities.earliest_month(indicator.id)
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
    ) -> tuple[float | None, str]:
        if indicator.measure == "milestone":
            return None, self._milestone_status(indicator, at, figure)
        settings = self.plan.assessment
        if indicator.method == "linear":
            pace = judge.pace(indicator, figure.assessed, aim)
            if figure.open != "ok" or figure.assessed is None:
                return pace, figure.open
            cuts = (settings.on_track, settings.at_risk)
            return pace, judge.linear_status(indicator, figure.assessed, aim, pace, cuts)
        seen = self._seen(indicator, entity, at, figure)
        if indicator.method == "cagr":
            judged = methods.cagr(indicator, seen)
            return judged.pace, judged.status if figure.open == "ok" else figure.open
        return self._weather(indicator, figure, aim, seen)

    def _seen(self, indicator: Indicator, entity: str, at: Period, figure: Figure) -> methods.Seen:
        """Baseline, observations and the last given target; area counts have no target."""
        lines = self._lines(indicator, entity, figure) or []
        if indicator.measure == "count" and entity.startswith("area:"):
            lines = []
        return methods.Seen(
            baseline=lines[0].baseline if lines else None,
            observed=tuple(self._points(indicator, entity, at)),
            target=lines[0].last if lines else None,
        )

    def _weather(
        self, indicator: Indicator, figure: Figure, aim: judge.Aim, seen: methods.Seen
    ) -> tuple[float | None, str]:
        """Method projection: its own pace and lights; the other states as under linear."""
        if indicator.direction == "within":
            pace = judge.pace(indicator, figure.assessed, aim)
        else:
            pace = methods.weather_pace(indicator, seen)
        if figure.open != "ok" or figure.assessed is None:
            return pace, figure.open
        settings = self.plan.assessment
        cuts = (settings.on_track, settings.at_risk)
        status = judge.linear_status(indicator, figure.assessed, aim, pace, cuts)
        if status in {"on_track", "at_risk", "behind"} and indicator.direction != "within":
            status = methods.weather_status(pace)
        return pace, status

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

    # -- points in time

    def _estimate(
        self, indicator: Indicator, entity: str, at: Period, figure: Figure
    ) -> methods.Estimate:
        """The estimate for the year's end, by the path."""
        if indicator.measure == "milestone":
            return methods.Estimate()
        if path_of(indicator) == "profile":
            share = self._share(indicator, at)
            return methods.by_share(indicator, figure.assessed, share)
        step = MONTHS_IN[indicator.frequency]
        first = at.last_month - 12 * step + 1
        if indicator.over_time != "stock":
            first = max(first, at.year * 12)
        points = [
            (n, self.entities.figure(indicator.id, entity, p).assessed)
            for n, p in enumerate(periods_between(first, at.last_month, indicator.frequency))
        ]
        left = (12 - at.month_of_year) // step
        return methods.by_slope(indicator, points, figure.assessed, left)

    def _points(self, indicator: Indicator, entity: str, at: Period) -> list[methods.Point]:
        """Observations up to the period: `assessed` at every reporting period; flows and running
        totals enter as complete years only."""
        earliest = self.entities.earliest_month(indicator.id)
        if earliest is None:
            return []
        by_year = indicator.measure != "formula" and indicator.over_time != "stock"
        ends = periods_between(earliest, at.last_month, "year" if by_year else indicator.frequency)
        found = [(p, self.entities.figure(indicator.id, entity, p).assessed) for p in ends]
        return [methods.point(p.year, p.month_of_year, y) for p, y in found if y is not None]
