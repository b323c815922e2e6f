"""Takes the change of every row apart: which cause moved which figure by how much.

Each state on the way is assessed as for an export; a cause's part is the difference that its stage
makes. Where a figure comes or goes, there is no difference, and the part says so by its states.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kpi.compare.stages import Cause, State, stages
from kpi.periods import Period
from kpi.plan.model import Indicator, Plan, TargetRevision
from kpi.warehouse.moments import local

if TYPE_CHECKING:
    import duckdb

Row = Mapping[str, Any]
Rows = dict[tuple[str, str], Row]
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
    """All rows that changed, in the order of the results; the answers that came between the
    moments (`answers`, see answers.sql) and the revisions decided between their days."""

    before: State
    after: State
    period: Period
    changes: tuple[Change, ...]
    unchanged: int
    answers: tuple[Row, ...]
    revisions: tuple[tuple[Indicator, TargetRevision], ...]


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
    way = [("before", _rows(con, before, period))]
    way += [(cause, _rows(con, state, period)) for cause, state in stages(before, after)]
    changes = tuple(_changes(way))
    return Comparison(
        before,
        after,
        period,
        changes,
        unchanged=len(way[-1][1]) - sum(c.after is not None for c in changes),
        answers=_answers(con, before, after),
        revisions=tuple(_revisions(before, after)),
    )


def _rows(con: duckdb.DuckDBPyConnection, state: State, period: Period) -> Rows:
    from kpi.assessment.inputs import Known
    from kpi.assessment.run import assess, results_frame

    known = Known(state.as_of, state.targets_on, state.corrections_until)
    assess(con, state.plan, [period], as_of=known)
    return {(r["indicator"], r["unit"]): r for r in results_frame(con).to_dicts()}


def _changes(way: Sequence[tuple[Any, Rows]]) -> Iterator[Change]:
    first, last = way[0][1], way[-1][1]
    for key in [*last, *(k for k in first if k not in last)]:
        before, after = first.get(key), last.get(key)
        if _same(before, after):
            continue
        parts = tuple(
            Part(cause, _moved(one.get(key), other.get(key)), _status(other.get(key)))
            for (_, one), (cause, other) in pairwise(way)
            if not _same(one.get(key), other.get(key))
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


def _answers(con: duckdb.DuckDBPyConnection, before: State, after: State) -> tuple[Row, ...]:
    """The answers received between the moments that the period's figures may rest on."""
    if after.as_of <= before.as_of:
        return ()
    text = files("kpi.compare").joinpath("sql", "answers.sql").read_text(encoding="utf-8")
    found = con.execute(text, {"since": before.as_of})
    columns = [about[0] for about in found.description or ()]
    return tuple(dict(zip(columns, row, strict=True)) for row in found.fetchall())


def _revisions(before: State, after: State) -> Iterator[tuple[Indicator, TargetRevision]]:
    """Revisions that were decided after the one day and by the other."""
    for indicator in after.plan.indicators:
        for revision in indicator.target_revisions:
            if _between(revision.decided, before.targets_on, after.targets_on):
                yield indicator, revision


def _between(day: date, after: date, by: date) -> bool:
    return after < day <= by
