"""Who has sent what of everything due by a period's end: of the month, the quarter, the half and
the year that end with it, and what is still owed from before.

One rule: all of it is asked as of one moment; a unit that sent late has sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from kpi.database.frames import ask, sql_text
from kpi.database.present_ids import under_ids_of
from kpi.desk.ask import LOOK_BACK, debts, due_between, due_on, first_file, held_rows
from kpi.desk.facts import Debt, Due
from kpi.desk.rows import HeldRow
from kpi.moments import local
from kpi.periods import Period, ending_with, parse_period
from kpi.plan.form_rows import units_that_must_report
from kpi.plan.model import Plan
from kpi.records.schema import Of
from kpi.warehouse.acts import (
    Closing,
    Kept,
    closing_over,
    closings,
    excused_from,
    excuses,
    kept_of,
)
from kpi.warehouse.decisions import Decision, about, decisions

if TYPE_CHECKING:
    import duckdb

State = Literal["on_time", "late", "gathered", "blank", "unreadable", "missing"]
MONTHS = 12  # back from the period's end: what is older is told by reports
BOOKS = ("cells_in", "loaded", "superseded", "unchanged", "held")


@dataclass(frozen=True, slots=True)
class Received:
    """What came from one unit for one period, one row of `received_for_period.sql`."""

    unit: Annotated[str | None, Of(empty="nobody can tell")]
    received_at: Annotated[datetime | None, Of(empty="nothing was taken")]
    late: Annotated[bool | None, Of(empty="nothing was taken")]
    rejected: Annotated[int, Of("files")]
    cells_in: int
    loaded: int
    superseded: int
    unchanged: int
    held: int
    blank: Annotated[int, Of("files")]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One unit's delivery for a period. `gathered`: its figures came in the form of a longer
    period; `expected`: it must report the period; `days_late` of what came after the due day."""

    unit: str
    expected: bool
    state: State
    received_at: datetime | None = None
    days_late: int = 0

    @property
    def sent(self) -> bool:
        return self.state in ("on_time", "late", "gathered")


@dataclass(frozen=True, slots=True)
class PeriodDelivery:
    """Everybody's delivery for one period, those that must report first; `unidentified` counts
    files whose unit nobody could tell; `books` are the cells of all files, by what became of
    them."""

    period: Period
    due: date
    deliveries: tuple[Delivery, ...]
    unidentified: int
    books: dict[str, int]

    @property
    def expected(self) -> tuple[Delivery, ...]:
        return tuple(d for d in self.deliveries if d.expected)

    @property
    def sent(self) -> int:
        return sum(d.sent for d in self.expected)

    @property
    def late(self) -> int:
        return sum(d.state == "late" for d in self.expected)

    @property
    def missing(self) -> int:
        return len(self.expected) - self.sent


@dataclass(frozen=True, slots=True)
class DueBy:
    """Everything due by a period's end, as known at `as_of` (UTC). `owed` are earlier periods for
    which units have not sent yet, `held` is what is still open of the twelve months that end with
    it, by unit and period. `closing` closes the period asked for, `kept` are submissions of these
    periods that came after a closing, `decisions` what people decided about them."""

    plan: Plan
    period: Period
    as_of: datetime
    own: tuple[PeriodDelivery, ...]
    owed: tuple[Due, ...]
    held: tuple[HeldRow, ...]
    closing: Closing | None = None
    kept: tuple[Kept, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def books(self) -> dict[str, int]:
        return {name: sum(one.books[name] for one in self.own) for name in BOOKS}

    @property
    def missing(self) -> int:
        return sum(one.missing for one in self.own) + sum(o.debt.missing for o in self.owed)

    @property
    def unidentified(self) -> int:
        return sum(one.unidentified for one in self.own)


def due_by(con: duckdb.DuckDBPyConnection, plan: Plan, period: Period, as_of: datetime) -> DueBy:
    """Everything due by the end of a period under a plan, as known at a moment (UTC)."""
    own = tuple(p for p in ending_with(period.last_month) if _is_told(plan, p, period))
    with under_ids_of(con, plan):
        owing = {d.period: d for d in debts(con, plan, own, as_of)}
        return DueBy(
            plan,
            period,
            as_of,
            own=tuple(_delivery(con, plan, owing[p], as_of) for p in own),
            owed=tuple(_owed(con, plan, period, as_of)),
            held=tuple(_held(con, period, as_of)),
            closing=closing_over(closings(con, as_of), period),
            kept=tuple(k for k in kept_of(con, as_of) if parse_period(k.period) in own),
            decisions=about(decisions(con, as_of, plan.locale), {period, *own}),
        )


def _is_told(plan: Plan, period: Period, asked: Period) -> bool:
    """Whether there is anything to tell of a period: somebody must send a form of it, or it is the
    one asked for. One outside of the plan's years is owed by nobody."""
    first, last = plan.years
    inside = first <= period.first_month // 12 and period.year <= last
    return inside and (period == asked or bool(units_that_must_report(plan, period)))


def _delivery(
    con: duckdb.DuckDBPyConnection, plan: Plan, debt: Debt, as_of: datetime
) -> PeriodDelivery:
    asked = {"period": debt.period.label, "as_of": as_of}
    rows = ask(con, sql_text("warehouse", "received_for_period"), Received, asked)
    by_unit = {r.unit: r for r in rows if r.unit}
    excused = excused_from(excuses(con, as_of), debt.period)
    expected = [u for u in units_that_must_report(plan, debt.period) if u not in excused]
    others = sorted(by_unit.keys() - set(expected))
    due = plan.calendar.due(debt.period)
    owing = {d.unit for d in debt.debtors}
    return PeriodDelivery(
        debt.period,
        due,
        deliveries=tuple(
            _of_unit(unit, by_unit.get(unit), unit in expected, unit in owing, (plan, due))
            for unit in (*expected, *others)
        ),
        unidentified=sum(r.rejected for r in rows if not r.unit),
        books={name: sum(int(getattr(r, name) or 0) for r in rows) for name in BOOKS},
    )


def _of_unit(
    unit: str, row: Received | None, expected: bool, owing: bool, due: tuple[Plan, date]
) -> Delivery:
    plan, day = due
    if row and row.received_at:
        late = (local(row.received_at, plan.timezone).date() - day).days
        state: State = "late" if row.late else "on_time"
        return Delivery(unit, expected, state, row.received_at, max(late, 0) if row.late else 0)
    if expected and not owing:
        return Delivery(unit, expected, "gathered")
    if row and row.rejected:
        return Delivery(unit, expected, "unreadable")
    return Delivery(unit, expected, "blank" if row and row.blank else "missing")


def _owed(
    con: duckdb.DuckDBPyConnection, plan: Plan, period: Period, as_of: datetime
) -> Iterator[Due]:
    """Earlier periods past their due day with a unit missing, the latest first: of the last year
    before the period's due day, and none that was due before this home's first file."""
    today = local(as_of, plan.timezone).date()
    last = plan.calendar.due(period)
    received = first_file(con)
    first = local(received, plan.timezone).date() if received else today
    found = [
        p
        for p in due_between(plan, max(first, last - LOOK_BACK), last)
        if p.last_month < period.last_month and plan.calendar.due(p) < today
    ]
    for debt in debts(con, plan, sorted(found, key=_latest_first), as_of):
        if debt.debtors:
            yield due_on(plan, debt, today)


def _latest_first(period: Period) -> tuple[int, int]:
    return -period.last_month, period.months


def _held(con: duckdb.DuckDBPyConnection, period: Period, as_of: datetime) -> Iterator[HeldRow]:
    """What is open by the period's end of the last twelve months, unit by unit."""
    for row in held_rows(con, as_of):
        last = parse_period(row.period).last_month
        if period.last_month - MONTHS < last <= period.last_month:
            yield row
