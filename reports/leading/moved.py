"""Which indicators stand better or worse than in the last report of the kind.

What changed and why is worked out in `kpi.compare`; here its statuses are only sorted. Across a
year's end there is no better or worse: a year that is closed is judged by another rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpi.periods import Period
from kpi.records.status import BEST_FIRST, Status, shown_status
from reports.report import Report

if TYPE_CHECKING:
    from kpi.compare import LastReport

JUDGED = BEST_FIRST[: BEST_FIRST.index(Status.NOT_MET) + 1]
WHOLE = "ALL"


@dataclass(frozen=True, slots=True)
class Move:
    """One indicator, by its statuses then and now."""

    indicator: str
    indicator_name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moves:
    """`periods` are labels of the last reports; `counts` their statuses as shown then, of the
    indicators that are due now; `lost` were judged then and are not now."""

    periods: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    better: tuple[Move, ...] = ()
    worse: tuple[Move, ...] = ()
    first: tuple[Move, ...] = ()
    lost: tuple[Move, ...] = ()
    is_other_year: bool = False


@dataclass(slots=True)
class _Sorted:
    better: list[Move] = field(default_factory=list)
    worse: list[Move] = field(default_factory=list)
    first: list[Move] = field(default_factory=list)
    lost: list[Move] = field(default_factory=list)


def moves_of(report: Report) -> Moves | None:
    """What moved since the last reports; None where there are none."""
    if not report.last:
        return None
    plan, period = report.edition.plan, report.edition.period
    earlier = {code: last for last in report.last for code in last.codes}
    found, counts = _Sorted(), Counter[str]()
    now = {r.indicator: r.status for r in report.figures.of_the_plan()}
    for indicator in plan.indicators:
        last = earlier.get(indicator.id)
        if last is None or indicator.id not in now:
            continue
        before = _status_then(last, indicator.id)
        if before:
            counts[shown_status(before, ends_year=_ends_year(last.period))] += 1
        if _comparable(last.period, period):
            _sort(found, Move(indicator.id, indicator.name, before, now[indicator.id]))
    return Moves(
        periods=tuple(last.period.label for last in report.last),
        counts=tuple((s, counts[s]) for s in Status if counts[s]),
        better=tuple(found.better),
        worse=tuple(found.worse),
        first=tuple(found.first),
        lost=tuple(found.lost),
        is_other_year=not any(_comparable(last.period, period) for last in report.last),
    )


def _status_then(last: LastReport, indicator: str) -> str:
    row = last.way[0][1].get((indicator, WHOLE))
    return row.status if row else ""


def _ends_year(period: Period) -> bool:
    return period.month_of_year == 12


def _comparable(earlier: Period, later: Period) -> bool:
    return earlier.year == later.year or _ends_year(earlier) == _ends_year(later)


def _sort(found: _Sorted, move: Move) -> None:
    places: Sequence[str] = JUDGED
    if move.after not in places:
        if move.before in places:
            found.lost.append(move)
    elif move.before not in places:
        found.first.append(move)
    elif places.index(move.after) < places.index(move.before):
        found.better.append(move)
    elif places.index(move.after) > places.index(move.before):
        found.worse.append(move)
