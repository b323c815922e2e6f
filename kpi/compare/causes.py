"""Takes the change of every row apart: which cause moved which figure by how much.

Each state on the way is assessed as for an export; a cause's part is the difference that its stage
makes. Of a stage that changes who is silent, or what stands in for him, this is a part of its own,
after the stage's. Where a figure comes or goes, there is no difference, and the part says so by its
states.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from kpi.assessment.rows import Result
from kpi.compare.answers import Answer
from kpi.compare.decided import decided_between
from kpi.compare.only import EVERYTHING, Only
from kpi.compare.scores import ScoreChange, Scores, score_changes, scores_of
from kpi.compare.silence import QuietUnit, Silence, silence_between
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
Step = Cause | Literal["before"]
Way = list[tuple[Step, Rows]]  # what led to each state, and its rows
FIGURES = ("value", "assessed", "completed", "target", "expected", "achievement", "pace")
STATUSES = ("status", "reported_status", "completed_status")


@dataclass(frozen=True, slots=True)
class Part:
    """What one cause did to a row: figures by name as (before, after), the status after it, and
    that of what was reported and of what is completed where a unit is missing. `place` is the
    stage's on the way."""

    cause: Cause
    figures: Mapping[str, tuple[float | None, float | None]]
    status: str
    reported_status: str | None = None
    completed_status: str | None = None
    place: int = 0


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
    between their days; by the place of a part, the units whose silence it is about. `only` is what
    was asked."""

    before: State
    after: State
    period: Period
    changes: tuple[Change, ...]
    unchanged: int
    answers: tuple[Answer, ...]
    revisions: tuple[tuple[Indicator, TargetRevision], ...]
    scores: tuple[ScoreChange, ...] = ()
    quiet: Mapping[int, tuple[QuietUnit, ...]] = field(default_factory=dict)
    only: Only = EVERYTHING
    acts: tuple[Act, ...] = ()


def compare_moments(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    before: tuple[Plan, datetime],
    after: tuple[Plan, datetime],
    only: Only = EVERYTHING,
) -> Comparison:
    """What changed between two moments (UTC), each with the plan then in force."""
    return compare(con, period, _state(*before), _state(*after), only)


def compare_plans(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    plans: tuple[Plan, Plan],
    as_of: datetime,
    only: Only = EVERYTHING,
) -> Comparison:
    """What another plan would change in the figures known at a moment; `plans` are the one in
    force and the other."""
    day = local(as_of, plans[0].timezone).date()
    before, after = (State(plan, as_of, day) for plan in plans)
    return compare(con, period, before, after, only)


def _state(plan: Plan, as_of: datetime) -> State:
    return State(plan, as_of, local(as_of, plan.timezone).date())


def compare(
    con: duckdb.DuckDBPyConnection,
    period: Period,
    before: State,
    after: State,
    only: Only = EVERYTHING,
) -> Comparison:
    """Assesses every state on the way and tells what each cause changed, of what is asked. Scores
    are those of all indicators: asked for one alone there are none."""
    before, after = (replace(s, plan=only.plan(s.plan)) for s in (before, after))
    decided = decided_between(con, after.plan, before.as_of, after.as_of)
    way = stages(before, after, decided.causes)
    states: list[tuple[Step, State]] = [("before", before), *way]
    walked = _Walked()
    scores: list[Scores] = []
    with ExitStack() as opened:
        for cause, state in states:
            assessment = opened.enter_context(assess_state(con, state, period))
            walked.step(cause, state.plan, assessment)
            scores.append(scores_of(assessment))
        answers = answers_between(assessment, before.as_of, after.as_of)
    changes = tuple(c for c in changes_along(walked.way) if only.takes(c.indicator, c.unit))
    rows = sum(only.takes(*key) for key in walked.way[-1][1])
    return Comparison(
        before,
        after,
        period,
        changes,
        unchanged=rows - sum(c.after is not None for c in changes),
        answers=answers,
        revisions=tuple(new_revisions(before, after)),
        scores=_scores(scores, only),
        quiet=walked.quiet,
        only=only,
        acts=decided.acts,
    )


def _scores(scores: Sequence[Scores], only: Only) -> tuple[ScoreChange, ...]:
    if only.indicator is not None:
        return ()
    return tuple(c for c in score_changes(scores[0], scores[-1]) if only.takes_unit(c.unit))


class _Walked:
    """The way so far: the rows of each stage, and by place those whose silence it is about."""

    def __init__(self) -> None:
        self.way: Way = []
        self.quiet: dict[int, tuple[QuietUnit, ...]] = {}
        self._last: Assessment | None = None

    def step(self, cause: Step, plan: Plan, assessment: Assessment) -> None:
        """Adds a stage: what it changed itself, then by silence, then by stand-ins. The assessment
        of the stage before is closed."""
        rows = rows_of(assessment)
        if self._last is not None:
            cause = self._silence(cause, rows, silence_between(self._last, assessment, plan))
            self._last.close()
        self.way.append((cause, rows))
        self._last = assessment

    def _silence(self, cause: Step, rows: Rows, silence: Silence) -> Step:
        """Adds the steps between; gives the cause of what is left to the stage's own rows."""
        for quiet, kept in silence.kept:
            self.way.append((cause, {**rows, **kept}))
            cause = quiet  # what is not kept any more is the next step
            self.quiet[len(self.way)] = tuple(u for u in silence.units if u.cause == quiet)
        return cause


def assess_state(
    con: duckdb.DuckDBPyConnection,
    state: State,
    period: Period,
    *,
    groups_only: bool = False,
    tables: Collection[str] | None = None,
) -> Assessment:
    """The period as a state knows it; only rows of areas and the whole, or only some tables, where
    no more is looked at. To be closed."""
    from kpi.assessment import assess

    view: View = "as_reported" if state.units_on is None else "current_units"
    return assess(
        con, state.plan, [period], as_of=state.known, view=view,
        groups_only=groups_only, tables=tables, passing=tables is not None,
    )  # fmt: skip


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
            _part(cause, place, one.get(key), other.get(key))
            for place, ((_, one), (cause, other)) in enumerate(pairwise(way), start=1)
            if cause != "before" and not _same(one.get(key), other.get(key))
        )
        yield Change(*key, before, after, parts)


def _part(cause: Cause, place: int, one: Result | None, other: Result | None) -> Part:
    beside = (other.reported_status, other.completed_status) if other else (None, None)
    return Part(cause, _moved(one, other), _status(other), *beside, place)


def _status(row: Result | None) -> str:
    return "" if row is None else row.status


def _same(one: Result | None, other: Result | None) -> bool:
    if one is None or other is None:
        return one is other
    return _judged(one) == _judged(other)


def _judged(row: Result) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in (*FIGURES, *STATUSES))


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
