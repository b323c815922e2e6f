"""What differs from the last report, sorted for the page; what changed and why is worked out in
`kpi.compare`. Its rows take the page's shape here, and nowhere else in this room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kpi.assessment import Result
from kpi.compare import Answer, Change, LastReport, Moves, Part
from kpi.compare.causes import Rows
from kpi.compare.moves import NAMED
from kpi.periods import Period
from kpi.plan.model import Indicator, Plan, TargetRevision
from kpi.records.status import Status
from reports.report import Report


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an indicator stands in one report."""

    status: str
    assessed: float | None
    expected: float | None
    pace: float | None
    units_reported: int | None
    units_expected: int | None


NOWHERE = Standing("", None, None, None, None, None)  # the report has no row of it


@dataclass(frozen=True, slots=True)
class Written:
    """A figure as a unit gave it: parts, a value or a day, or only its state."""

    state: str | None
    numerator: float | None
    denominator: float | None
    value: float | None
    done_on: date | None


def given(a: Answer) -> Written:
    """The figure of an answer that came."""
    return Written(a.state, a.numerator, a.denominator, a.value, a.done_on)


def corrected(a: Answer) -> Written:
    """What it took the place of, if it is a correction."""
    return Written(a.old_state, a.old_numerator, a.old_denominator, a.old_value, a.old_done_on)


def came_by(a: Answer, cause: str) -> bool:
    """Whether an answer counts for the first time in a stage of the comparison."""
    if a.entered:
        return cause == "entered"
    return cause == ("correction" if a.is_correction else "new_data")


@dataclass(frozen=True, slots=True)
class Difference:
    """One indicator of the plan that differs from its last report, and that report; what came and
    was decided since."""

    indicator: Indicator
    last: LastReport
    change: Change
    answers: tuple[Answer, ...]
    revisions: tuple[TargetRevision, ...]

    @property
    def before(self) -> Standing:
        """Where it stood in that report."""
        return _standing(self.change.before)

    @property
    def after(self) -> Standing:
        """Where it stands now."""
        return _standing(self.change.after)

    @property
    def parts(self) -> tuple[Part, ...]:
        """They lead from the one standing to the other, a cause each."""
        return self.change.parts


@dataclass(frozen=True)
class Since:
    """All that differs, in the plan's order. `not_due`: indicators that this period says nothing
    of; `moves`: what every page counts as better and worse."""

    plan: Plan
    period: Period
    reports: Sequence[LastReport]
    differences: Sequence[Difference]
    not_due: Sequence[str]
    moves: Moves

    @cached_property
    def lights(self) -> Sequence[Difference]:
        return [d for d in self.differences if d.change.status_changed]

    @cached_property
    def figures(self) -> Sequence[Difference]:
        return [d for d in self.differences if not d.change.status_changed]

    @cached_property
    def moved(self) -> Sequence[Difference]:
        """The lights that changed for better, for worse, to what is judged and from it."""
        named = {m.indicator for m in self.moves.moves if m.turn in NAMED}
        return [d for d in self.lights if d.indicator.id in named]

    @property
    def not_told(self) -> int:
        """Lights that changed though nothing is better or worse: from one word for what is not
        judged to another, or since a report of another year."""
        return len(self.lights) - len(self.moved)

    @property
    def latest(self) -> LastReport:
        return self.reports[0]

    def unit_name(self, unit: str) -> str:
        known = self.plan.unit_by_id.get(unit) or self.latest.plan.unit_by_id.get(unit)
        return known.name if known else unit


def since_last(report: Report) -> Since | None:
    """Compares the results that stand now with the last reports; None where there are none."""
    moves = report.moves()
    if moves is None:
        return None
    plan, period = report.edition.plan, report.edition.period
    rows: Rows = {(r.indicator, r.unit): r for r in report.figures.of_the_plan()}
    differences = [
        _difference(plan, change, last) for last in report.last for change in last.changes_to(rows)
    ]
    place = {i.id: n for n, i in enumerate(plan.indicators)}
    differences.sort(key=lambda d: place[d.indicator.id])
    not_due = [code for (code, _), row in rows.items() if row.status == Status.NOT_DUE]
    return Since(plan, period, report.last, differences, not_due, moves)


def _difference(plan: Plan, change: Change, last: LastReport) -> Difference:
    indicator = plan.indicator_by_id[change.indicator]
    made_of = _made_of(plan, indicator)
    return Difference(
        indicator,
        last,
        change,
        answers=tuple(a for a in last.answers if a.indicator in made_of),
        revisions=tuple(r for i, r in last.revisions if i.id == indicator.id),
    )


def _made_of(plan: Plan, indicator: Indicator) -> set[str]:
    made_of = {indicator.id}
    for operand in (*indicator.operands, *filter(None, [indicator.weighted_by])):
        made_of |= _made_of(plan, plan.indicator_by_id[operand])
    return made_of


def _standing(row: Result | None) -> Standing:
    if row is None:
        return NOWHERE
    return Standing(
        row.status, row.assessed, row.expected, row.pace, row.units_reported, row.units_expected
    )
