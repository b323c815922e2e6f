"""The questions of the desk page to the warehouse: each asked once for all units.

One rule: nothing here is remembered from run to run; the same warehouse, plan and moment give the
same facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from kpi.database.frames import ask, sql_of
from kpi.database.present_ids import under_ids_of
from kpi.desk.facts import (
    Arrived,
    Came,
    Debt,
    Debtor,
    Desk,
    Due,
    Engine,
    Feedback,
    FeedbackFile,
    Held,
    HeldOf,
    Notice,
    Reports,
    SentOut,
    Shown,
)
from kpi.desk.rows import (
    Delivered,
    Gathered,
    HeldRow,
    OutcomeCount,
    Received,
    Started,
    Waiting,
)
from kpi.moments import local
from kpi.periods import FREQUENCIES, MONTHS_IN, Period, parse_period, periods_between
from kpi.plan.form_rows import units_that_must_report
from kpi.plan.model import Plan
from kpi.warehouse.acts import excused_from, excuses

if TYPE_CHECKING:
    import duckdb

SHOWN_FOR = timedelta(days=30)  # what came in that time is news
LOOK_BACK = timedelta(days=366)  # debts older than a year are told by reports
LOOK_AHEAD = timedelta(days=45)
ROWS = 20
Row = TypeVar("Row")
Pair = tuple[str, str]  # unit and period


def desk_of(  # noqa: PLR0913 - what is asked of the warehouse, and what others know
    con: duckdb.DuckDBPyConnection | None,
    plan: Plan,
    now: datetime,
    *,
    notices: Sequence[Notice],
    feedback: Feedback,
    reports: Reports,
    engine: Engine,
    sent: SentOut | None = None,
    told: tuple[FeedbackFile, ...] = (),
) -> Desk:
    """All facts of the page at `now` (UTC without zone); without a warehouse (None) those that
    need none."""
    if con is None:
        return Desk(
            now, tuple(notices), None, None, None, None, feedback, reports, engine, sent, told
        )
    with under_ids_of(con, plan):
        start = first_day(con, plan, now)
        return Desk(
            now,
            tuple(notices),
            came_lately(con, now),
            held_now(con, now),
            tuple(dues(con, plan, now, start)),
            start,
            feedback,
            reports,
            engine,
            sent,
            told,
        )


def came_lately(con: duckdb.DuckDBPyConnection, now: datetime) -> Came:
    """What runs took in lately, else what the last run did that took in anything."""
    since = now - SHOWN_FOR
    found = _came(con, since, last_run=False)
    if found.total:
        return found
    started = _ask(con, "last_taking", Started)[0].started_at
    return _came(con, started, last_run=True) if started else found


def held_now(con: duckdb.DuckDBPyConnection, now: datetime) -> Held:
    """What is still open, by unit."""
    by_unit: dict[str, list[HeldRow]] = defaultdict(list)
    for row in held_rows(con, now):
        by_unit[row.unit].append(row)
    units = sorted((_held_of(unit, rows) for unit, rows in by_unit.items()), key=_weight)
    return Held(*_sums(units), Shown(tuple(units[:ROWS]), len(units)))


def held_rows(con: duckdb.DuckDBPyConnection, now: datetime) -> tuple[HeldRow, ...]:
    """What was open at a moment (UTC), by unit and period."""
    return _ask(con, "held", HeldRow, now=now)


def debts(
    con: duckdb.DuckDBPyConnection, plan: Plan, periods: Sequence[Period], now: datetime
) -> tuple[Debt, ...]:
    """Who had not sent by a moment (UTC), for each period; a file that came is named first."""
    labels = [p.label for p in periods]
    came = {
        (row.unit, row.period): row
        for row in _ask(con, "delivered", Delivered, now=now, periods=labels)
    }
    gathered = _gathered(con, plan, periods, now)
    spared = excuses(con, now)
    return tuple(
        _debt(plan, period, came, gathered, excused_from(spared, period)) for period in periods
    )


def dues(con: duckdb.DuckDBPyConnection, plan: Plan, now: datetime, start: date) -> Iterator[Due]:
    """Every period that is overdue since `start` with a unit missing, the latest first; then those
    that come due, the next first."""
    today = local(now, plan.timezone).date()
    periods = list(due_between(plan, start, today + LOOK_AHEAD))
    found = [due_on(plan, debt, today) for debt in debts(con, plan, periods, now)]
    overdue = [d for d in found if d.days_late and d.debt.missing]
    coming = [d for d in found if not d.days_late and d.debt.expected]
    yield from sorted(overdue, key=lambda d: (d.days, d.debt.period.months))
    yield from sorted(coming, key=lambda d: (d.due, d.debt.period.months))


def due_on(plan: Plan, debt: Debt, today: date) -> Due:
    """A debt with its due day, as it stands on a day."""
    due = plan.calendar.due(debt.period)
    return Due(debt, due, (today - due).days)


def waiting(con: duckdb.DuckDBPyConnection) -> int:
    """How many feedback workbooks could not be written yet."""
    return _ask(con, "waiting", Waiting)[0].waiting


def run_starts(con: duckdb.DuckDBPyConnection) -> tuple[datetime, ...]:
    """When each run began that took files in, the latest first."""
    return tuple(row.started_at for row in _ask(con, "runs", Started) if row.started_at)


def first_file(con: duckdb.DuckDBPyConnection) -> datetime | None:
    """When the first file of all was received (UTC)."""
    return _ask(con, "first_received", Received)[0].received_at


def first_day(con: duckdb.DuckDBPyConnection, plan: Plan, now: datetime) -> date:
    """The first due day that concerns this home: a year back, and not before its first file."""
    today = local(now, plan.timezone).date()
    received = first_file(con)
    first = local(received, plan.timezone).date() if received else today
    return max(first, today - LOOK_BACK)


def _came(con: duckdb.DuckDBPyConnection, since: datetime, *, last_run: bool) -> Came:
    found = _ask(con, "came_counts", OutcomeCount, since=since)
    rows = _ask(con, "came", Arrived, since=since, most=ROWS)
    counts = tuple((row.outcome, row.submissions) for row in found)
    return Came(rows, sum(count for _, count in counts), since, last_run, counts)


def _held_of(unit: str, rows: Sequence[HeldRow]) -> HeldOf:
    latest = sorted((r.period for r in rows), key=_last_month, reverse=True)
    return HeldOf(*_sums(rows), unit, tuple(latest))


def _sums(rows: Sequence[HeldRow | HeldOf]) -> tuple[int, int, int]:
    """All of it together: cells, figures in question, files."""
    return sum(r.cells for r in rows), sum(r.warnings for r in rows), sum(r.files for r in rows)


def _weight(held: HeldOf) -> tuple[int, int, int, str]:
    return -held.files, -held.cells, -held.warnings, held.unit


def _last_month(label: str) -> tuple[int, int]:
    period = parse_period(label)
    return period.last_month, period.months


def due_between(plan: Plan, first: date, last: date) -> Iterator[Period]:
    """The plan's periods with a form of their own that are due from `first` to `last`."""
    years = plan.years
    for frequency in FREQUENCIES:
        if not any(i.frequency == frequency and i.measure != "formula" for i in plan.indicators):
            continue
        # a due day lies after its period's end, by weeks at most
        begin = max(years[0] * 12, first.year * 12 + first.month - 1 - 3)
        end = min(years[1] * 12 + 11, last.year * 12 + last.month)
        for period in periods_between(begin, end, frequency):
            if first <= plan.calendar.due(period) <= last:
                yield period


def _gathered(
    con: duckdb.DuckDBPyConnection, plan: Plan, periods: Sequence[Period], now: datetime
) -> set[Pair]:
    """Units and periods whose figures came in the form of a longer period."""
    longer = {p.label: p for one in periods for p in _around(one)}
    own = [i for i in plan.indicators if i.measure != "formula"]
    rows = _ask(
        con,
        "gathered",
        Gathered,
        now=now,
        periods=sorted(longer),
        indicators=[i.id for i in own],
        months=[i.months for i in own],
    )
    found = {(row.unit, row.period, row.months) for row in rows}
    return {
        (unit, one.label)
        for one in periods
        for unit, label, months in found
        if months == one.months and longer[label].contains(one)
    }


def _around(period: Period) -> Iterator[Period]:
    """The longer reporting periods that hold this one."""
    for frequency in FREQUENCIES:
        months = MONTHS_IN[frequency]
        if months > period.months:
            first = period.first_month - period.first_month % months
            yield Period(first, months, frequency)


def _debt(
    plan: Plan,
    period: Period,
    came: Mapping[Pair, Delivered],
    gathered: set[Pair],
    excused: frozenset[str],
) -> Debt:
    expected = [u for u in units_that_must_report(plan, period) if u not in excused]
    missing = []
    for unit in expected:
        row = came.get((unit, period.label))
        if (unit, period.label) not in gathered and not (row and row.taken):
            missing.append(Debtor(unit, bool(row and row.refused)))
    missing.sort(key=lambda d: not d.refused)  # a file that came is the first to be settled
    return Debt(period, len(expected), tuple(missing))


def _ask(
    con: duckdb.DuckDBPyConnection, name: str, kind: type[Row], **parameters: object
) -> tuple[Row, ...]:
    return ask(con, sql_of("kpi.desk", name), kind, parameters)
