"""Which units' scores and ranks differ between two states: a weight changes nothing else.

The one rule: the worst comes first, so that a reader who stops early has seen what was lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpi.assessment import Assessment

WHOLE = "ALL"  # all fields of a unit, and the plan as a unit
Scores = Mapping[tuple[str, str], "Score"]  # by unit and field


@dataclass(frozen=True, slots=True)
class Score:
    score: float | None
    rank: int | None


NONE = Score(None, None)


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """One unit's score in a field (or in all) that differs, or its rank; empty figures where
    there is none."""

    unit: str
    field: str
    before: Score
    after: Score

    @property
    def gained(self) -> float | None:
        """None where a score comes or goes."""
        if self.before.score is None or self.after.score is None:
            return None
        return self.after.score - self.before.score

    @property
    def is_overall(self) -> bool:
        return self.field == WHOLE


def scores_of(assessment: Assessment) -> Scores:
    """The scores of an assessment of one period."""
    return {(r.unit, r.field): Score(r.score, r.rank) for r in assessment.score_rows()}


def score_changes(before: Scores, after: Scores) -> tuple[ScoreChange, ...]:
    """Overall scores first, the plan before its units; then the worst change first, what comes or
    goes last of all."""
    keys = [*after, *(key for key in before if key not in after)]
    found = [ScoreChange(*key, before.get(key, NONE), after.get(key, NONE)) for key in keys]
    return tuple(sorted((c for c in found if c.before != c.after), key=_worst_first))


def _worst_first(change: ScoreChange) -> tuple[bool, bool, bool, float, int]:
    gained = change.gained
    before, after = change.before.rank, change.after.rank
    fallen = after - before if before is not None and after is not None else 0
    rest = (gained is None, 0.0 if gained is None else gained, -fallen)
    return (not change.is_overall, change.unit != WHOLE, *rest)
