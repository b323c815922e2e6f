"""What page one says, as one frozen object: the Word file, the PDF page and the message draw on it.

The one rule: every figure and every word quoted there is found here; who writes computes none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kpi.records.status import Status
from kpi.warehouse.acts import Closing
from kpi.warehouse.decisions import Decision
from kpi.words import say
from kpi.workbooks.text import key
from reports.figures.query import row_of
from reports.figures.shared.decided import closing_of, decisions_of
from reports.figures.shared.indicators import Explained
from reports.figures.shared.named import Judged, JudgedInField
from reports.figures.shared.overall import (
    FieldStatus,
    StatusCount,
)
from reports.figures.shared.units import (
    DeliveryCount,
    NotSent,
    Statement,
)
from reports.kinds import KindFigures, ask_kind
from reports.leading.alike import Alike, merged, sentences
from reports.report import Report

if TYPE_CHECKING:
    from kpi.compare import Moves

RESULTS, SHORTCOMINGS, TASKS, PROPOSALS = 1, 2, 3, 4  # the headings of a form's words


@row_of("behind")
@dataclass(frozen=True, slots=True)
class BehindRow(Judged):
    """An indicator behind or not met. `missing` is in the unit of measure (of shares: points), of
    `required`: the plan to date, at the year's end its target; `is_too_much` where it is above."""

    required: float | None
    target: float | None
    due: date | None
    missing: float | None
    is_too_much: bool
    projection: float | None
    likelihood: str | None


@row_of("late")
@dataclass(frozen=True, slots=True)
class Late:
    place: int
    unit_name: str
    periods: list[str]


@row_of("incomplete")
@dataclass(frozen=True, slots=True)
class Incomplete:
    place: int
    indicator: str
    indicator_name: str
    status: str
    units_reported: int | None
    units_expected: int | None


@row_of("annex")
@dataclass(frozen=True, slots=True)
class AnnexRow(JudgedInField):
    """One indicator of the plan as a whole; changes are unrounded, like with like. `latest_status`
    is the latest of the year so far where the period says nothing of it, and its months."""

    due: date | None
    value: float | None
    target: float | None
    expected: float | None
    achievement: float | None
    keeps_limit: bool | None
    change_previous: float | None
    change_last_year: float | None
    done_late: bool
    latest_status: str | None
    latest_first: int | None
    latest_last: int | None


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind, and why: the units' words, alike ones as one; none where nobody said why."""

    row: BehindRow
    reasons: tuple[Alike, ...]


@dataclass(frozen=True, slots=True)
class StatusThenAndNow:
    """How many indicators have a status now; of those that stood in the last report too how many
    have it now, and how many had it then. Each column adds up: the first to all, the others to
    the same number."""

    status: str
    now: int
    compared_now: int
    compared_before: int


@dataclass(frozen=True, slots=True)
class Facts:
    """The six points of page one, and what the Word file needs beside them. `total` is that of
    the counts; `said` are units' words by the number of their heading; `closing` is that of the
    period, `decisions` are corrections of its year so far."""

    total: int
    counts: tuple[StatusCount, ...]
    fields: tuple[FieldStatus, ...]
    behind: tuple[Behind, ...]
    moves: Moves | None
    not_sent: tuple[NotSent, ...]
    late: tuple[Late, ...]
    deliveries: tuple[DeliveryCount, ...]
    proposals: tuple[Alike, ...]
    results: tuple[Alike, ...]
    shortcomings: tuple[Alike, ...]
    tasks: tuple[Alike, ...]
    incomplete: tuple[Incomplete, ...]
    annex: tuple[AnnexRow, ...]
    kind: KindFigures
    closing: Closing | None = None
    decisions: tuple[Decision, ...] = ()

    @property
    def standing(self) -> tuple[StatusThenAndNow, ...]:
        """A line for each status that something has or had."""
        now = {c.status: c.indicators for c in self.counts}
        beside = self.moves.now if self.moves else {}
        before = self.moves.before if self.moves else {}
        lines = (
            StatusThenAndNow(s, now.get(s, 0), beside.get(s, 0), before.get(s, 0)) for s in Status
        )
        return tuple(c for c in lines if c.now or c.compared_before)

    @property
    def compared_total(self) -> tuple[int, int]:
        """How many of them stood in the last report too: now and then."""
        return sum(c.compared_now for c in self.standing), sum(
            c.compared_before for c in self.standing
        )

    @property
    def inconclusive(self) -> tuple[Incomplete, ...]:
        return tuple(i for i in self.incomplete if i.status == "inconclusive")


def ask(report: Report) -> Facts:
    """The facts of a report; what the plan has no rows of is empty."""
    counts = report.rows(StatusCount)
    statements = report.rows(Statement)
    explained = report.rows(Explained)
    return Facts(
        total=counts[0].total,
        counts=counts,
        fields=report.rows(FieldStatus),
        behind=tuple(Behind(b, _why(b, explained)) for b in report.rows(BehindRow)),
        moves=report.moves(),
        not_sent=report.rows(NotSent),
        late=report.rows(Late),
        deliveries=report.rows(DeliveryCount),
        proposals=_under(PROPOSALS, statements, report.edition.locale),
        results=_under(RESULTS, statements, report.edition.locale),
        shortcomings=_under(SHORTCOMINGS, statements, report.edition.locale),
        tasks=_under(TASKS, statements, report.edition.locale),
        incomplete=report.rows(Incomplete),
        annex=report.rows(AnnexRow),
        kind=ask_kind(report),
        closing=closing_of(report),
        decisions=decisions_of(report),
    )


def _why(row: BehindRow, explained: Iterable[Explained]) -> tuple[Alike, ...]:
    return merged((e.unit_name, e.text) for e in explained if e.indicator == row.indicator)


def _under(heading: int, statements: Iterable[Statement], locale: str) -> tuple[Alike, ...]:
    """What units wrote under a heading of the form, sentence by sentence."""
    wanted = _bare(say(f"forms.words.heading_{heading}", locale))
    return merged(
        (s.unit_name, sentence)
        for s in statements
        if _bare(s.heading) == wanted
        for sentence in sentences(s.text)
    )


def _bare(heading: str) -> str:
    """A heading for comparing, without its number."""
    return key(heading).lstrip("0123456789")
