"""Takes the change of every row apart: which cause moved which figure by how much.

Each state on the way is assessed as for an export; a cause's part is the difference that its stage
makes. Where a figure comes or goes, there is no difference, and the part says so by its states.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from kpi.compare.scores import ScoreChange, score_changes, scores_of
from kpi.compare.stages import Cause, State, new_revisions, stages
from kpi.database.frames import records
from kpi.moments import local
from kpi.periods import Period
from kpi.plan.model import Indicator, Plan, TargetRevision

if TYPE_CHECKING:
    import duckdb

Row = Mapping[str, Any]
Rows = dict[tuple[str, str], Row]
Way = list[tuple[Cause | Literal["before"], Rows]]  # what led to each state, and its rows
FIGURES = ("value", "assessed", "target", "expected", "achievement", "pace")


@dataclass(frozen=True, slots=True)
class Part:
    """What one cause did to a row: figures by name as (before, after), and the status after it."""

    cause: Cause
    figures: Mapping[str, tuple[float | None, float | None]]
    status: str


@dataclass(frozen=True, slots=True)
class Change:
    """One row that changed. `before` and `after` are rows of the results, None where there was
    none; `parts` lead from one to the other."""

    indicator: str
    unit: str
    before: Row | None
    after: Row | None
    parts: tuple[Part, ...]

    @property
    def status_changed(self) -> bool:
        return _status(self.before) != _status(self.after)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rows that changed, in the order of the results; `scores` that did, the worst first; the
    answers that came between the moments (`answers`, see answers.sql) and the revisions decided
    between their days."""

    before: State
    after: State
    period: Period
    changes: tuple[Change, ...]
    unchanged: int
    answers: tuple[Row, ...]
    revisions: tuple[tuple[Indicator, TargetRevision], ...]
    scores: tuple[ScoreChange, ...] = ()


def compare_moments(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    before: tuple[Plan, datetime],
    after: tuple[Plan, datetime],
) -> Comparison:
    """What changed between two moments (UTC), each with the plan then in force."""
    return compare(con, period, _state(*before), _state(*after))


def compare_plans(
    con: duckdb.DuckDBPyConnection, period: Period, before: Plan, after: Plan, as_of: datetime
) -> Comparison:
    """What another plan would change in the figures known at a moment."""
    day = local(as_of, before.timezone).date()
    return compare(con, period, State(before, as_of, day), State(after, as_of, day))


def _state(plan: Plan, as_of: datetime) -> State:
    return State(plan, as_of, local(as_of, plan.timezone).date())


def compare(
    con: duckdb.DuckDBPyConnection, period: Period, before: State, after: State
) -> Comparison:
    """Assesses every state on the way and tells what each cause changed."""
    way: Way = [("before", rows_of(con, before, period))]
    first_scores = scores_of(con)
    way += [(cause, rows_of(con, state, period)) for cause, state in stages(before, after)]
    scores = score_changes(first_scores, scores_of(con))
    changes = tuple(changes_along(way))
    return Comparison(
        before,
        after,
        period,
        changes,
        unchanged=len(way[-1][1]) - sum(c.after is not None for c in changes),
        answers=answers_between(con, before.as_of, after.as_of),
        revisions=tuple(new_revisions(before, after)),
        scores=scores,
    )


def rows_of(con: duckdb.DuckDBPyConnection, state: State, period: Period) -> Rows:
    """The rows of the results in a state, by indicator and unit."""
    from kpi.assessment.inputs import Known
    from kpi.assessment.run import View, assess, results_frame

    known = Known(state.as_of, state.targets_on, state.corrections_until, state.units_on)
    view: View = "as_reported" if state.units_on is None else "current_units"
    assess(con, state.plan, [period], as_of=known, view=view)
    return {(r["indicator"], r["unit"]): r for r in results_frame(con).to_dicts()}


def changes_along(way: Way) -> Iterator[Change]:
    """The rows that differ between the ends of the way, each with what every stage did to it."""
    first, last = way[0][1], way[-1][1]
    for key in [*last, *(k for k in first if k not in last)]:
        before, after = first.get(key), last.get(key)
        if _same(before, after):
            continue
        parts = tuple(
            Part(cause, _moved(one.get(key), other.get(key)), _status(other.get(key)))
            for (_, one), (cause, other) in pairwise(way)
            if cause != "before" and not _same(one.get(key), other.get(key))
        )
        yield Change(*key, before, after, parts)


def _status(row: Row | None) -> str:
    return "" if row is None else str(row["status"])


def _same(one: Row | None, other: Row | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(one[name] == other[name] for name in (*FIGURES, "status"))


def _moved(one: Row | None, other: Row | None) -> dict[str, tuple[float | None, float | None]]:
    """The figures that differ, each before and after."""
    pairs = {n: (one[n] if one else None, other[n] if other else None) for n in FIGURES}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def answers_between(
    con: duckdb.DuckDBPyConnection, since: datetime, until: datetime
) -> tuple[Row, ...]:
    """The answers received between two moments that the figures just assessed may rest on."""
    if until <= since:
        return ()
    text = files("kpi.compare").joinpath("sql", "answers.sql").read_text(encoding="utf-8")
    return records(con, text, {"since": since, "until": until})
