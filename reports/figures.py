"""What the report shows, read by SQL files: the renderers compute nothing.

`prepare` puts the plan's words and the period's calendar beside the tables `results` and `scores`
of the assessment; `read_figures` reads every table of the report from there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from kpi.periods import Period
from kpi.plan.model import Plan
from reports.scope import plan_tables

if TYPE_CHECKING:
    from kpi.assessment import Assessment
    from kpi.assessment.bounds import FullReturn

Row = TypeVar("Row")
Missing = Sequence["FullReturn"]  # what missing reports could change, see kpi.assessment.bounds


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """One indicator of the plan as a whole. Changes: see `indicators.sql`."""

    place: int
    field: str
    field_name: str
    indicator: str
    indicator_name: str
    measure: str
    unit_of_measure: str
    decimals: int
    over_time: str
    direction: str
    due: date | None
    lead: str | None
    band_low: float | None
    band_high: float | None
    value: float | None
    assessed: float | None
    target: float | None
    expected: float | None
    achievement: float | None
    pace_pct: float | None
    status: str
    method: str
    depends_on_method: bool
    trend: str | None
    projection: float | None
    change_previous: float | None
    change_previous_in: str
    change_last_year: float | None
    change_last_year_in: str
    units_reported: int | None
    units_expected: int | None
    provisional: bool
    done_late: bool
    value_estimated: bool
    assessed_estimated: bool
    warned: int


@dataclass(frozen=True, slots=True)
class StatusCount:
    status: str
    indicators: int
    share_pct: float | None
    total: int


@dataclass(frozen=True, slots=True)
class FieldStatus:
    field: str
    field_name: str
    status: str
    indicators: int


@dataclass(frozen=True, slots=True)
class FieldSummary:
    field: str
    field_name: str
    score: float | None
    indicators: int
    good: int
    at_risk: int
    behind: int
    no_data: int
    other: int


@dataclass(frozen=True, slots=True)
class Totals:
    indicators: int
    good: int
    at_risk: int
    behind: int
    no_data: int
    other: int
    provisional: int
    score: float | None


@dataclass(frozen=True, slots=True)
class Behind:
    place: int
    total: int
    indicator: str
    indicator_name: str
    field_name: str
    unit_of_measure: str
    measure: str
    decimals: int
    assessed: float | None
    expected: float | None
    target: float | None
    pace_pct: float | None
    status: str
    lead: str | None
    provisional: bool
    method: str
    depends_on_method: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """What a unit says of an indicator that is behind, in its own words."""

    indicator: str
    indicator_name: str
    unit_name: str
    period: str
    text: str


@dataclass(frozen=True, slots=True)
class LearnedProfile:
    """An indicator whose shares of the year are learned, and the earlier years they rest on."""

    indicator: str
    years: list[int]


@dataclass(frozen=True, slots=True)
class MethodFigures:
    """One indicator as each method judges it; `method` is the plan's own for it."""

    place: int
    field_name: str
    indicator: str
    indicator_name: str
    method: str
    depends_on_method: bool
    linear_status: str
    linear_pct: float | None
    cagr_status: str
    cagr_pct: float | None
    projection_status: str
    projection_pct: float | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where an indicator's year and the plan are likely to end; see `outlook.sql`."""

    place: int
    field_name: str
    indicator: str
    indicator_name: str
    measure: str
    unit_of_measure: str
    decimals: int
    points: bool
    assessed: float | None
    target: float | None
    band_low: float | None
    band_high: float | None
    status: str
    projection: float | None
    projection_low: float | None
    projection_high: float | None
    likelihood: str | None
    required: float | None
    is_at_most: bool
    is_level: bool
    end_year: int | None
    end_target: float | None
    end_projection: float | None


@dataclass(frozen=True, slots=True)
class RankMove:
    """The best and the worst rank of a unit when one weight changes by a quarter."""

    unit: str
    rank: int
    best: int
    worst: int


@dataclass(frozen=True, slots=True)
class UnitSummary:
    place: int
    unit: str
    unit_name: str
    score: float | None
    rank: int | None
    indicators: int
    good: int
    at_risk: int
    behind: int
    no_data: int
    other: int


@dataclass(frozen=True, slots=True)
class UnitScore:
    unit: str
    field: str
    score: float | None


@dataclass(frozen=True, slots=True)
class HeatCell:
    unit: str
    unit_name: str
    picture_place: int
    indicator: str
    status: str
    decimals: int
    measure: str
    assessed: float | None


@dataclass(frozen=True, slots=True)
class Delivery:
    place: int
    unit: str
    unit_name: str
    period: str
    due_at: datetime | None
    received_at: datetime | None
    outcome: str | None
    file: str | None
    files: int
    delivery: str


@dataclass(frozen=True, slots=True)
class DeliveryCount:
    delivery: str
    forms: int
    total: int


@dataclass(frozen=True, slots=True)
class UnitDelivery:
    place: int
    unit: str
    unit_name: str
    forms: int
    on_time: int
    late: int
    gathered: int
    missing: int
    not_due: int
    picture_place: int


@dataclass(frozen=True, slots=True)
class NotSent:
    place: int
    total: int
    unit_name: str
    periods: list[str]
    sent_but_not_taken: bool | None


@dataclass(frozen=True, slots=True)
class WithoutData:
    """An indicator of the plan without data, and the units whose figures it waits for."""

    place: int
    indicator: str
    indicator_name: str
    units_reported: int | None
    units_expected: int | None
    units: list[str]


@dataclass(frozen=True, slots=True)
class ProblemFigures:
    place: int
    unit_name: str | None
    period: str | None
    indicator: str | None
    file: str | None
    sheet: str | None
    cell: str | None
    written: str | None
    severity: str
    message: str
    answered: str | None
    standing: str


@dataclass(frozen=True, slots=True)
class Statement:
    unit_name: str
    period: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    unit_name: str
    period: str
    indicator: str
    indicator_name: str
    measure: str
    decimals: int
    numerator: float | None
    denominator: float | None
    value: float | None
    done_on: date | None
    state: str
    questioned: bool
    file: str
    sheet: str | None
    cell: str | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class PathPoint:
    place: int
    indicator: str
    indicator_name: str
    unit_of_measure: str
    measure: str
    decimals: int
    status: str
    month: int
    actual: float | None
    expected: float | None
    target: float


@dataclass(frozen=True, slots=True)
class Input:
    file: str
    sha256: str
    unit: str | None
    period: str | None
    received_at: datetime
    outcome: str


@dataclass(frozen=True, slots=True)
class History:
    submissions: int
    submissions_sha256: str
    observations: int


@dataclass(frozen=True)
class Figures:
    """Every table of one report, in the order in which it is printed."""

    indicators: tuple[IndicatorFigures, ...]
    status_counts: tuple[StatusCount, ...]
    field_statuses: tuple[FieldStatus, ...]
    field_summaries: tuple[FieldSummary, ...]
    totals: Totals
    behind: tuple[Behind, ...]
    explanations: tuple[Explained, ...]
    methods: tuple[MethodFigures, ...]
    forecasts: tuple[Forecast, ...]
    profiles: tuple[LearnedProfile, ...]
    unit_summaries: tuple[UnitSummary, ...]
    unit_scores: tuple[UnitScore, ...]
    rank_moves: tuple[RankMove, ...]
    heat: tuple[HeatCell, ...]
    deliveries: tuple[Delivery, ...]
    delivery_counts: tuple[DeliveryCount, ...]
    delivery_by_unit: tuple[UnitDelivery, ...]
    not_sent: tuple[NotSent, ...]
    without_data: tuple[WithoutData, ...]
    problems: tuple[ProblemFigures, ...]
    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]
    paths: tuple[PathPoint, ...]
    inputs: tuple[Input, ...]
    history: History

    @cached_property
    def status_by_unit_and_indicator(self) -> Mapping[tuple[str, str], HeatCell]:
        return {(cell.unit, cell.indicator): cell for cell in self.heat}

    @cached_property
    def learned_years(self) -> Mapping[str, list[int]]:
        return {p.indicator: p.years for p in self.profiles}

    @cached_property
    def move_by_unit(self) -> Mapping[str, RankMove]:
        return {m.unit: m for m in self.rank_moves}

    @cached_property
    def score_by_unit_and_field(self) -> Mapping[tuple[str, str], float | None]:
        return {(s.unit, s.field): s.score for s in self.unit_scores}


def prepare(assessment: Assessment, plan: Plan, period: Period, as_of: datetime) -> None:
    """Make the report's own tables beside those of the assessment; `as_of` is UTC without zone."""
    for name, rows in plan_tables(plan, period, as_of):
        assessment.make(_sql(name), rows=json.dumps(rows, ensure_ascii=False))
    for name in ("statuses", "in_force", "rows", "delivery"):
        assessment.make(_sql(name))


def read_figures(assessment: Assessment) -> Figures:
    """Read every table of the report; `prepare` comes first."""
    return Figures(
        indicators=_all(assessment, "indicators", IndicatorFigures),
        status_counts=_all(assessment, "status_counts", StatusCount),
        field_statuses=_all(assessment, "field_statuses", FieldStatus),
        field_summaries=_all(assessment, "field_summaries", FieldSummary),
        totals=_all(assessment, "totals", Totals)[0],
        behind=_all(assessment, "behind", Behind),
        explanations=_all(assessment, "explanations", Explained),
        methods=_all(assessment, "methods", MethodFigures),
        forecasts=_all(assessment, "forecasts", Forecast),
        profiles=_all(assessment, "profiles", LearnedProfile),
        unit_summaries=_all(assessment, "unit_summaries", UnitSummary),
        unit_scores=_all(assessment, "unit_scores", UnitScore),
        rank_moves=_all(assessment, "rank_moves", RankMove),
        heat=_all(assessment, "heat", HeatCell),
        deliveries=_all(assessment, "deliveries", Delivery),
        delivery_counts=_all(assessment, "delivery_counts", DeliveryCount),
        delivery_by_unit=_all(assessment, "delivery_by_unit", UnitDelivery),
        not_sent=_all(assessment, "not_sent", NotSent),
        without_data=_all(assessment, "without_data", WithoutData),
        problems=_all(assessment, "problems", ProblemFigures),
        statements=_all(assessment, "statements", Statement),
        sources=_all(assessment, "sources", Source),
        paths=_all(assessment, "paths", PathPoint),
        inputs=_all(assessment, "inputs", Input),
        history=_all(assessment, "history", History)[0],
    )


def _sql(name: str) -> str:
    source = files("kpi.assessment").joinpath("report_sql", f"{name}.sql")
    return source.read_text(encoding="utf-8")


def _all(assessment: Assessment, name: str, kind: type[Row]) -> tuple[Row, ...]:
    return assessment.ask(_sql(name), kind)
