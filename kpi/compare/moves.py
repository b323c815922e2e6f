"""Which indicators stand better or worse than in the last report of the kind: sorted here alone.

The one rule: every indicator of the plan has one turn, so whatever text, page or chart counts them
counts the same ones, and the counts add up. Across a year's end there is no better or worse: a
year that is closed is judged by another rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kpi.assessment.rows import Result
from kpi.compare.since_last import WHOLE, LastReport
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.records.status import BEST_FIRST, Status, shown_status

JUDGED: Sequence[str] = BEST_FIRST[: BEST_FIRST.index(Status.NOT_MET) + 1]
YEAR_ENDS = 12
# judged both times, in neither, for the first time, no more; and what is beside nothing: it is not
# due, its last report is of another year, it has none
Turn = Literal[
    "better", "worse", "same", "first", "lost", "unjudged", "not_due", "other_year", "no_last"
]
COMPARED: tuple[Turn, ...] = ("better", "worse", "same", "first", "lost", "unjudged")
APART: tuple[Turn, ...] = ("not_due", "other_year", "no_last")
NAMED: tuple[Turn, ...] = ("better", "worse", "first", "lost")  # what a reader is told by name


@dataclass(frozen=True, slots=True)
class Move:
    """One indicator, by its statuses then and now; `before` is empty where there is none."""

    indicator: str
    indicator_name: str
    before: str
    after: str
    turn: Turn

    @property
    def was_good(self) -> bool:
        """Whether it was on track or better in a last report that it may be compared with."""
        return self.turn in COMPARED and _is_good(self.before)

    @property
    def is_good(self) -> bool:
        return _is_good(self.after)


@dataclass(frozen=True, slots=True)
class Moves:
    """`periods` are labels of the last reports compared with; `moves` every indicator once."""

    periods: tuple[str, ...]
    moves: tuple[Move, ...]
    ends_year: bool

    def of(self, turn: Turn) -> tuple[Move, ...]:
        return tuple(m for m in self.moves if m.turn == turn)

    @property
    def compared(self) -> tuple[Move, ...]:
        """Those that stand beside a last report: of them both counts below are."""
        return tuple(m for m in self.moves if m.turn in COMPARED)

    @property
    def before(self) -> dict[str, int]:
        """How many stood where, as shown then."""
        return _counted(m.before for m in self.compared)

    @property
    def now(self) -> dict[str, int]:
        """How many of the same indicators stand where now."""
        shown = (shown_status(m.after, ends_year=self.ends_year) for m in self.compared)
        return _counted(shown)


def moves_between(
    plan: Plan, period: Period, rows: Iterable[Result], last: Sequence[LastReport]
) -> Moves:
    """What moved from the last reports to the plan's `rows` of a period, in the plan's order."""
    earlier = {code: report for report in last for code in report.codes}
    now = {r.indicator: r.status for r in rows if r.unit == WHOLE}
    moves = tuple(
        _move((i.id, i.name), earlier.get(i.id), period, now[i.id])
        for i in plan.indicators
        if i.id in now
    )
    compared = {m.indicator for m in moves if m.turn in COMPARED}
    periods = tuple(report.period.label for report in last if report.codes & compared)
    return Moves(periods, moves, _ends_year(period))


def _move(named: tuple[str, str], last: LastReport | None, period: Period, after: str) -> Move:
    row = last.way[0][1].get((named[0], WHOLE)) if last else None
    if last is None or row is None:
        return Move(*named, "", after, "not_due" if after == Status.NOT_DUE else "no_last")
    before = shown_status(row.status, ends_year=_ends_year(last.period))
    return Move(*named, before, after, _turn(row.status, after, last.period, period))


def _turn(before: str, after: str, earlier: Period, later: Period) -> Turn:
    if after == Status.NOT_DUE:
        return "not_due"
    if not _comparable(earlier, later):
        return "other_year"
    if after not in JUDGED:
        return "lost" if before in JUDGED else "unjudged"
    if before not in JUDGED:
        return "first"
    step = JUDGED.index(after) - JUDGED.index(before)
    return "same" if not step else "worse" if step > 0 else "better"


def _ends_year(period: Period) -> bool:
    return period.month_of_year == YEAR_ENDS


def _comparable(earlier: Period, later: Period) -> bool:
    return earlier.year == later.year or _ends_year(earlier) == _ends_year(later)


def _is_good(status: str) -> bool:
    return bool(status) and Status(status).light == "green"


def _counted(statuses: Iterable[str]) -> dict[str, int]:
    """In the order of every table and legend; what nothing has is left out."""
    found = Counter(statuses)
    return {str(s): found[s] for s in Status if found[s]}
