"""Fields and units in one line each, units' scores by field, and how far their ranks can move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.figures.query import row_of
from reports.figures.shared.overall import FieldSummary, Totals
from reports.figures.shared.units import UnitSummary
from reports.report import Report


@row_of("unit_scores")
@dataclass(frozen=True, slots=True)
class UnitScore:
    unit: str
    field: str
    score: float | None


@row_of("rank_moves")
@dataclass(frozen=True, slots=True)
class RankMove:
    """The best and the worst rank of a unit when one weight changes by a quarter."""

    unit: str
    rank: int
    best: int
    worst: int


SHORT = 24  # units of the short page: with more it has those with most that is behind


@dataclass(frozen=True, slots=True)
class UnitsPage:
    totals: Totals
    field_summaries: tuple[FieldSummary, ...]
    unit_summaries: tuple[UnitSummary, ...]
    short: tuple[UnitSummary, ...]  # in the plan's order too
    scores: Mapping[tuple[str, str], float | None]  # by unit and field
    moves: Mapping[str, RankMove]  # by unit


def ask(report: Report) -> UnitsPage:
    units = report.rows(UnitSummary)
    behind = sorted(units, key=lambda u: (-u.behind, -u.no_data, u.place))[:SHORT]
    return UnitsPage(
        totals=report.only(Totals),
        field_summaries=report.rows(FieldSummary),
        unit_summaries=units,
        short=tuple(sorted(behind, key=lambda u: u.place)),
        scores={(s.unit, s.field): s.score for s in report.rows(UnitScore)},
        moves={m.unit: m for m in report.rows(RankMove)},
    )
