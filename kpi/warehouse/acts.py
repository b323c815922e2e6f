"""Acts in the warehouse: what each takes out of force, keeps out, or brings back.

One rule: no figure is changed or deleted; an answer only gets the moment from which on it does not
count, so whoever asks as of an earlier day is told what held then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kpi.database.frames import Rows, ask, execute, make_table, sql_text, transaction
from kpi.database.present_ids import under_ids_of
from kpi.periods import Period, UnknownPeriod, parse_period
from kpi.plan.model import Plan
from kpi.records.act import Act

if TYPE_CHECKING:
    import duckdb


LATEST = datetime(9999, 12, 31)  # noqa: DTZ001 - whoever changes the warehouse sees every act


@dataclass(frozen=True, slots=True)
class Closing:
    """A closed period: who closed it and when (UTC without zone)."""

    act: str
    period: str
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A submission kept out of force because its period was closed when it came."""

    submission: str
    unit: str
    period: str
    file: str
    received_at: datetime
    cells: int


def apply_act(con: duckdb.DuckDBPyConnection, plan: Plan, act: Act) -> int:
    """Does what an act says, under the plan whose ids it speaks in; gives the number of answers
    that it took out of force or brought back."""
    with transaction(con):
        numbered = {"sequence": next_sequence(con), **asdict(act)}
        execute(con, sql_text("warehouse", "add_act"), numbered)
        match act.kind:
            case "withdraw":
                return _withdraw(con, plan, act)
            case "reopen":
                return _reopen(con, act)
            case _:
                return 0


def next_sequence(con: duckdb.DuckDBPyConnection) -> int:
    """The number of the next submission or act."""
    return int(con.execute(sql_text("warehouse", "next_sequence")).fetchall()[0][0])


def answers_named(con: duckdb.DuckDBPyConnection, plan: Plan, act: Act) -> list[int]:
    """The rows of the answers in force that a withdrawal names."""
    named = {
        "submission": act.submission,
        "unit": act.unit,
        "period": act.period,
        "indicator": act.indicator,
    }
    with under_ids_of(con, plan):
        rows = con.execute(sql_text("warehouse", "withdrawn_rows"), named).fetchall()
    return [row for (row,) in rows]


def closings(con: duckdb.DuckDBPyConnection, as_of: datetime) -> tuple[Closing, ...]:
    """The periods that are closed at a moment (UTC without zone)."""
    return ask(con, sql_text("warehouse", "closings"), Closing, {"as_of": as_of})


def closing_over(found: Iterable[Closing], period: Period) -> Closing | None:
    """The closing of a period, or of a longer one around it; the shortest if there are several."""
    around = [(_period(c.period), c) for c in found]
    holding = [(p.months, c.period, c) for p, c in around if p and p.contains(period)]
    return min(holding)[2] if holding else None


def kept_of(con: duckdb.DuckDBPyConnection, as_of: datetime) -> tuple[Kept, ...]:
    """The submissions that are kept out of force at a moment, the first received first."""
    return ask(con, sql_text("warehouse", "kept"), Kept, {"as_of": as_of})


def excuses(con: duckdb.DuckDBPyConnection, as_of: datetime) -> tuple[tuple[str, Period], ...]:
    """Which unit was excused from which period by a moment; ids as the connection means them."""
    rows = con.execute(sql_text("warehouse", "excuses"), {"as_of": as_of}).fetchall()
    return tuple((unit, period) for unit, label in rows if (period := _period(label)))


def excused_from(found: Iterable[tuple[str, Period]], period: Period) -> frozenset[str]:
    """The units that are excused from a period, or from a longer one around it."""
    return frozenset(unit for unit, around in found if around.contains(period))


def keep_out(con: duckdb.DuckDBPyConnection, periods: Mapping[str, str]) -> tuple[str, ...]:
    """Keeps the new submissions (period by name) of closed periods out of force; gives their
    names. In the caller's transaction."""
    closed = closings(con, LATEST)
    if not closed:
        return ()
    found = [(name, closing_over(closed, p)) for name, p in _parsed(periods)]
    kept = [(name, closing.act) for name, closing in found if closing]
    if kept:
        make_table(con, "new_kept", Rows({"submission": "VARCHAR", "act": "VARCHAR"}, kept))
        execute(con, sql_text("warehouse", "keep"))
        execute(con, "DROP TABLE temp.new_kept")
    return tuple(name for name, _ in kept)


def _withdraw(con: duckdb.DuckDBPyConnection, plan: Plan, act: Act) -> int:
    answers = answers_named(con, plan, act)
    whole: list[str] = []
    if not act.indicator:
        named = {"submission": act.submission, "unit": act.unit, "period": act.period}
        with under_ids_of(con, plan):
            rows = con.execute(sql_text("warehouse", "withdrawn_whole"), named).fetchall()
        whole = [name for (name,) in rows]
    told = {"at": act.at, "act": act.act}
    _each(con, "withdraw", {**told, "answers": answers, "submissions": whole})
    return len(answers)


def _reopen(con: duckdb.DuckDBPyConnection, act: Act) -> int:
    """What no other closing keeps out comes into force."""
    closed = closings(con, LATEST)
    periods = dict(_parsed({k.submission: k.period for k in kept_of(con, LATEST)}))
    names = [name for name, period in periods.items() if not closing_over(closed, period)]
    count = con.execute(sql_text("warehouse", "kept_answers"), {"submissions": names}).fetchall()
    _each(con, "take_back", {"at": act.at, "submissions": names})
    return int(count[0][0])


def _each(con: duckdb.DuckDBPyConnection, name: str, values: Mapping[str, object]) -> None:
    """The statements of a file, each with the parameters that it names."""
    for statement in sql_text("warehouse", name).split(";\n"):
        if statement.strip():
            execute(con, statement, {k: v for k, v in values.items() if f"${k}" in statement})


def _parsed(periods: Mapping[str, str]) -> Sequence[tuple[str, Period]]:
    found = ((name, _period(label)) for name, label in periods.items())
    return [(name, period) for name, period in found if period]


def _period(label: str) -> Period | None:
    try:
        return parse_period(label)
    except UnknownPeriod:
        return None
