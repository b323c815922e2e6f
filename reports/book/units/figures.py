"""Fields and units in one line each, units' scores by field, and how far their ranks can move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.figures.query import query
from reports.figures.shared.overall import FIELD_SUMMARIES, TOTALS, FieldSummary, Totals
from reports.figures.shared.units import UNIT_SUMMARIES, UnitSummary
from reports.report import Report


@dataclass(frozen=True, slots=True)
class UnitScore:
    unit: str
    field: str
    score: float | None


@dataclass(frozen=True, slots=True)
class RankMove:
    """The best and the worst rank of a unit when one weight changes by a quarter."""

    unit: str
    rank: int
    best: int
    worst: int


UNIT_SCORES = query(__file__, "unit_scores", UnitScore)
RANK_MOVES = query(__file__, "rank_moves", RankMove)


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
    units = report.rows(UNIT_SUMMARIES)
    behind = sorted(units, key=lambda u: (-u.behind, -u.no_data, u.place))[:SHORT]
    return UnitsPage(
        totals=report.only(TOTALS),
        field_summaries=report.rows(FIELD_SUMMARIES),
        unit_summaries=units,
        short=tuple(sorted(behind, key=lambda u: u.place)),
        scores={(s.unit, s.field): s.score for s in report.rows(UNIT_SCORES)},
        moves={m.unit: m for m in report.rows(RANK_MOVES)},
    )
