"""Takes the change of every row apart: which cause moved which figure by how much.

Each state on the way is assessed as for an export; a cause's part is the difference that its stage
makes. Where a figure comes or goes, there is no difference, and the part says so by its states.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from kpi.assessment.rows import Result
from kpi.compare.answers import Answer
from kpi.compare.decided import decided_between
from kpi.compare.scores import ScoreChange, Scores, score_changes, scores_of
from kpi.compare.stages import Cause, State, new_revisions, stages
from kpi.database.frames import sql_of
from kpi.moments import local
from kpi.periods import Period
from kpi.plan.model import Indicator, Plan, TargetRevision
from kpi.records.act import Act

if TYPE_CHECKING:
    import duckdb

    from kpi.assessment import Assessment
    from kpi.assessment.run import View

Rows = dict[tuple[str, str], Result]
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
    before: Result | None
    after: Result | None
    parts: tuple[Part, ...]

    @property
    def status_changed(self) -> bool:
        return _status(self.before) != _status(self.after)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rows that changed, in the order of the results; `scores` that did, the worst first; the
    answers that came between the moments, the acts that were done, and the revisions decided
    between their days."""

    before: State
    after: State
    period: Period
    changes: tuple[Change, ...]
    unchanged: int
    answers: tuple[Answer, ...]
    revisions: tuple[tuple[Indicator, TargetRevision], ...]
    scores: tuple[ScoreChange, ...] = ()
    acts: tuple[Act, ...] = ()


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
    states: list[tuple[Cause | Literal["before"], State]] = [("before", before)]
    decided = decided_between(con, after.plan, before.as_of, after.as_of)
    states += stages(before, after, decided.causes)
    way: Way = []
    scores: list[Scores] = []
    answers: tuple[Answer, ...] = ()
    for cause, state in states:
        with assess_state(con, state, period) as assessment:
            way.append((cause, rows_of(assessment)))
            scores.append(scores_of(assessment))
            if state is states[-1][1]:
                answers = answers_between(assessment, before.as_of, after.as_of)
    changes = tuple(changes_along(way))
    return Comparison(
        before,
        after,
        period,
        changes,
        unchanged=len(way[-1][1]) - sum(c.after is not None for c in changes),
        answers=answers,
        revisions=tuple(new_revisions(before, after)),
        scores=score_changes(scores[0], scores[-1]),
        acts=decided.acts,
    )


def assess_state(con: duckdb.DuckDBPyConnection, state: State, period: Period) -> Assessment:
    """The period as a state knows it. To be closed."""
    from kpi.assessment import assess
    from kpi.assessment.inputs import Known

    known = Known(
        state.as_of, state.targets_on, state.corrections_until, state.units_on,
        withdrawn_until=state.withdrawn_until, excused_until=state.excused_until,
        entered_until=state.entered_until,
    )  # fmt: skip
    view: View = "as_reported" if state.units_on is None else "current_units"
    return assess(con, state.plan, [period], as_of=known, view=view)


def rows_of(assessment: Assessment) -> Rows:
    """The rows of the results of one period, by indicator and unit."""
    return {(r.indicator, r.unit): r for r in assessment.result_rows()}


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


def _status(row: Result | None) -> str:
    return "" if row is None else row.status


def _same(one: Result | None, other: Result | None) -> bool:
    if one is None or other is None:
        return one is other
    return _judged(one) == _judged(other)


def _judged(row: Result) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in (*FIGURES, "status"))


def _moved(
    one: Result | None, other: Result | None
) -> dict[str, tuple[float | None, float | None]]:
    """The figures that differ, each before and after."""
    pairs = {n: (getattr(one, n, None), getattr(other, n, None)) for n in FIGURES}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def answers_between(assessment: Assessment, since: datetime, until: datetime) -> tuple[Answer, ...]:
    """The answers received between two moments that an assessment's figures may rest on."""
    if until <= since:
        return ()
    text = sql_of("kpi.compare", "answers")
    return assessment.ask(text, Answer, since=since, until=until)
