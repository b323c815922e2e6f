"""What silence does to a change: between two states lie the later one with the silence of the
earlier, and the later one with its stand-ins.

The one rule: only what is taken for silent units is put in place of something else; the models
that complete and judge are run over it, and everything supposed is rolled back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Literal

from kpi.assessment.keys import ENTITY, INDICATOR
from kpi.assessment.rows import RESULT_COLUMNS, Result
from kpi.database.frames import Rows, sql_of
from kpi.records.schema import Of

if TYPE_CHECKING:
    from kpi.assessment import Assessment
    from kpi.plan.model import Plan

Quiet = Literal["silent", "stand_in"]
Groups = dict[tuple[str, str], Result]  # rows of areas and the whole, by indicator and entity
FIGURE = {
    "unit": ENTITY, "indicator": INDICATOR, "first_month": "INTEGER", "last_month": "INTEGER",
    "part": "VARCHAR",
}  # fmt: skip
TEXTS = FIGURE | {"unit": "VARCHAR", "indicator": "VARCHAR"}  # of a plan with other ids
GAP = {"gap": "INTEGER", "rule": "VARCHAR"}
AMOUNT = {"amount": "DOUBLE", "base": "DOUBLE"}
SUPPOSED = frozenset({"filled_figure", "reported_coverage"})
KEPT = frozenset({"silent_report", "stand_in"})  # what is supposed stands in their place
JUDGES = frozenset({"condition", "judged", "cagr", "carried"})
_GROUPS = f"SELECT {', '.join(RESULT_COLUMNS)} FROM results WHERE level <> 'unit'"  # noqa: S608 - names declared here


@dataclass(frozen=True, slots=True)
class FigureOf:
    """A figure of a unit, the key of `silent_coverage.sql`."""

    unit: str
    indicator: str
    first_month: int
    last_month: int
    part: str


@dataclass(frozen=True, slots=True)
class StandInFor:
    """One row of `stand_ins.sql`: what is taken for one missing report behind a figure."""

    unit: str
    indicator: str
    first_month: int
    last_month: int
    part: str
    gap: Annotated[int, Of("the month that ends the reporting period")]
    rule: str
    amount: Annotated[float | None, Of(empty="nothing could stand in")]
    base: Annotated[float | None, Of(empty="no ratio, or nothing could stand in")]

    @property
    def figure(self) -> FigureOf:
        return FigureOf(self.unit, self.indicator, self.first_month, self.last_month, self.part)


@dataclass(frozen=True, slots=True)
class CompletedFigure:
    """One row of `completed_before.sql`."""

    unit: str
    indicator: str
    first_month: int
    last_month: int
    part: str
    amount: float | None
    base: Annotated[float | None, Of(empty="no ratio")]


@dataclass(frozen=True, slots=True)
class QuietUnit:
    """A unit whose silence changed in one indicator, or what stands in for it: how many reports
    are missing, and what is taken for them all (of a ratio both parts), before and after."""

    cause: Quiet
    unit: str
    indicator: str
    missing: tuple[int, int]
    amount: tuple[float | None, float | None]
    base: tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Silence:
    """What lies between two states, in its order: the rows of areas and the whole as the later
    state would have them with the silence of the earlier one, and with its stand-ins; and the
    units behind it. Only what changed."""

    kept: tuple[tuple[Quiet, Groups], ...] = ()
    units: tuple[QuietUnit, ...] = ()


# By cause, what is put in place of something else before figures are filled anew, and after.
SUPPOSE: tuple[tuple[Quiet, str, str | None], ...] = (
    ("silent", "suppose_silence", "suppose_said"),
    ("stand_in", "suppose_stand_ins", None),
)


def silence_between(before: Assessment, after: Assessment, plan: Plan) -> Silence:
    """What silence does between two assessments of one period; `plan` is the later one's."""
    was, now = (tuple(_known(_stand_ins(a), plan)) for a in (before, after))
    if was == now:
        return Silence()
    units = tuple(_quiet_units(was, now))
    causes = {u.cause for u in units}
    _lend(before, after, plan, (was, now))
    kept = (
        (cause, _supposing(after, first, then, _ranks(plan)))
        for cause, first, then in SUPPOSE
        if cause in causes
    )
    return Silence(tuple(kept), units)


def _stand_ins(assessment: Assessment) -> tuple[StandInFor, ...]:
    return assessment.ask(sql_of("kpi.compare", "stand_ins"), StandInFor)


def _known(found: Sequence[StandInFor], plan: Plan) -> Iterator[StandInFor]:
    """Those of units and indicators that the later plan still has."""
    for one in found:
        if one.unit in plan.unit_by_id and one.indicator in plan.indicator_by_id:
            yield one


def _quiet_units(was: Sequence[StandInFor], now: Sequence[StandInFor]) -> Iterator[QuietUnit]:
    """Unit by unit, of the figures for the year so far and of weights."""
    sides = _by_unit(was), _by_unit(now)
    for key in dict.fromkeys((*sides[0], *sides[1])):
        old, new = (side.get(key, {}) for side in sides)
        if old.keys() != new.keys():
            yield _quiet_unit("silent", key, (old, new))
        both = [{gap: side[gap] for gap in old if gap in new} for side in (old, new)]
        if both[0] != both[1]:
            yield _quiet_unit("stand_in", key, (both[0], both[1]))


Gap = tuple[str, int]
Taken = tuple[str, float | None, float | None]


def _by_unit(found: Iterable[StandInFor]) -> dict[tuple[str, str], dict[Gap, Taken]]:
    sides: dict[tuple[str, str], dict[Gap, Taken]] = defaultdict(dict)
    for one in found:
        sides[one.indicator, one.unit][one.part, one.gap] = (one.rule, one.amount, one.base)
    return sides


def _quiet_unit(
    cause: Quiet, key: tuple[str, str], sides: tuple[dict[Gap, Taken], dict[Gap, Taken]]
) -> QuietUnit:
    old, new = (list(side.values()) for side in sides)
    return QuietUnit(
        cause,
        key[1],
        key[0],
        missing=(len(old), len(new)),
        amount=(_total(t[1] for t in old), _total(t[1] for t in new)),
        base=(_total(t[2] for t in old), _total(t[2] for t in new)),
    )


def _total(figures: Iterable[float | None]) -> float | None:
    known = [f for f in figures if f is not None]
    return sum(known) if known else None


def _lend(
    before: Assessment,
    after: Assessment,
    plan: Plan,
    stand_ins: tuple[Sequence[StandInFor], Sequence[StandInFor]],
) -> None:
    """Lends the later assessment what the earlier one took for silent units."""
    was, now = stand_ins
    figures = dict.fromkeys(one.figure for one in (*was, *now))
    before.put("looked_at", Rows(TEXTS, [_values(f) for f in figures]))
    completed = before.ask(sql_of("kpi.compare", "completed_before"), CompletedFigure)
    silent = before.ask(sql_of("kpi.compare", "silent_coverage"), FigureOf)
    known = [f for f in silent if f.unit in plan.unit_by_id and f.indicator in plan.indicator_by_id]
    after.put("before_stand_in", Rows(FIGURE | GAP | AMOUNT, [_values(s) for s in was]))
    after.put("before_completed", Rows(FIGURE | AMOUNT, [_values(c) for c in completed]))
    after.put("before_coverage", Rows(FIGURE, [_values(f) for f in known]))


def _values(row: FigureOf | StandInFor | CompletedFigure) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in row.__dataclass_fields__)


def _supposing(assessment: Assessment, first: str, then: str | None, ranks: int) -> Groups:
    with assessment.supposing():
        assessment.make(sql_of("kpi.compare", first))
        assessment.remake({"filled_figure"})
        if then:
            assessment.make(sql_of("kpi.compare", then))
        assessment.remake(_judging(), ranks)
        rows = assessment.ask(_GROUPS, Result)
    return {(row.indicator, row.unit): row for row in rows}


@lru_cache(maxsize=1)
def _judging() -> frozenset[str]:
    """The models between what is supposed and the lights."""
    from kpi.assessment.models import models

    needed, moved = set(JUDGES), set(SUPPOSED)
    for model in reversed(models()):  # whatever reads a model stands before it here
        if model.name in needed:
            needed |= model.reads
    for model in models():
        if model.name not in SUPPOSED and model.reads & moved:
            moved.add(model.name)
    return frozenset(moved & needed - SUPPOSED - KEPT) | {"results"}


def _ranks(plan: Plan) -> int:
    from kpi.plan.made_of import formula_rank

    return max((formula_rank(plan, i) for i in plan.indicators), default=0)
