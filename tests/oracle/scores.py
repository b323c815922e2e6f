"""Scores of units and the plan by field, and ranks.

Rule: only what was due and has something to be measured against enters a score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from kpi.periods import Period
from kpi.plan.model import Indicator, Plan

from .entities import ALL
from .facts import ResultRow, ScoreRow
from .numbers import rounded

LEFT_OUT = {"not_due", "not_applicable", "no_target"}


@dataclass(frozen=True)
class Row:
    """A row as exported, and what its completed figure scores (a unit's own is its assessed)."""

    shown: ResultRow
    points: float | None


def points(plan: Plan, indicator: Indicator, row: Row) -> float | None:
    """no_data of a unit is 0 under `zero` where there is a target, a band or a due date, else left
    out like not_due, not_applicable and no_target; of the plan what is completed counts, and what
    is not is left out."""
    shown = row.shown
    if shown.status in LEFT_OUT:
        return None
    if shown.unit != ALL and shown.status == "no_data":
        aimed = (
            shown.target is not None
            or indicator.direction == "within"
            or (indicator.measure == "milestone" and indicator.due is not None)
        )
        return 0.0 if plan.missing_in_score == "zero" and aimed else None
    return row.points


def weighted_mean(pairs: Sequence[tuple[float, float]]) -> float | None:
    """(weight, score) pairs; weights that sum to 0: empty."""
    total = fsum(w for w, _ in pairs)
    return fsum(w * s for w, s in pairs) / total if total else None


def scores_of(plan: Plan, period: Period, rows: Sequence[Row]) -> list[ScoreRow]:
    """Rows for units and ALL: the fields in which each has an indicator, and ALL."""
    found: dict[tuple[str, str], float | None] = {}
    entities = [r.shown.unit for r in rows if not r.shown.unit.startswith("area:")]
    for entity in dict.fromkeys(entities):
        fields: dict[str, list[tuple[float, float]]] = {}
        for row in rows:
            if row.shown.unit != entity:
                continue
            indicator = plan.indicator_by_id[row.shown.indicator]
            pairs = fields.setdefault(indicator.field, [])
            score = points(plan, indicator, row)
            if score is not None:
                pairs.append((indicator.weight, score))
        means = {field: weighted_mean(pairs) for field, pairs in fields.items()}
        found.update({(entity, field): mean for field, mean in means.items()})
        found[entity, ALL] = weighted_mean(
            [(plan.field_by_id[f].weight, m) for f, m in means.items() if m is not None]
        )
    return [
        ScoreRow(period.label, entity, field, score, _rank(found, entity, field))
        for (entity, field), score in found.items()
    ]


def _rank(found: Mapping[tuple[str, str], float | None], entity: str, field: str) -> int | None:
    """On scores rounded to 1 decimal, ties 1, 2, 2, 4; the plan is unranked."""
    mine = found[entity, field]
    if entity == ALL or mine is None:
        return None
    others = [
        score
        for (unit, f), score in found.items()
        if f == field and unit != ALL and score is not None
    ]
    return 1 + sum(rounded(s, 1) > rounded(mine, 1) for s in others)
