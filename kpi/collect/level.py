"""Warehouse and ledger brought level, and what stands against it.

The ledger is what the archive remembers: a warehouse that lacks any of it is no source of figures.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from kpi.collect.prefixes import first_altered
from kpi.home import Home
from kpi.journal import Journal
from kpi.moments import as_utc
from kpi.notices import notice
from kpi.receiving.ledger import Ledger
from kpi.receiving.steps import acts_of, steps_of
from kpi.warehouse.store import Warehouse, WarehouseBehind, open_file

if TYPE_CHECKING:
    import duckdb

LEEWAY = timedelta(minutes=10)  # by which a clock may be set back without a word


def bring_level(home: Home, warehouse: Warehouse, ledger: Ledger) -> str:
    """Gives the warehouse what it lacks of the ledger, and the ledger what it lacks of the
    warehouse; gives the journal's word for what was lost and made good, or nothing. Raises
    WarehouseProblem if the archive cannot give it."""
    from kpi.collect.replay import name_of

    made_good = ""
    if not _is_level(warehouse.con, ledger):
        runs = _runs(warehouse.con)
        if not ledger and runs:
            notice("ledger_again", runs=len(runs))
            made_good = "ledger_again"
        elif {name_of(step) for step in ledger.steps()} - set(steps_of(warehouse.con)):
            _replay_missing(home, warehouse, ledger)
            made_good = "replayed"
    follow(warehouse.con, ledger)
    refuse_lost_ledger(home, ledger)
    return made_good


def follow(con: duckdb.DuckDBPyConnection, ledger: Ledger) -> None:
    """Adds to the ledger what the warehouse knows and it does not."""
    ledger.follow(con)
    known = set(ledger.given())
    given = [s for (s,) in con.execute("SELECT submission FROM given_back").fetchall()]
    ledger.add_given(s for s in given if s not in known)


def covers(con: duckdb.DuckDBPyConnection, ledger: Ledger) -> bool:
    """Whether a warehouse lacks nothing of the ledger."""
    plans = set(con.execute("SELECT sha256, loaded_at FROM plan_version").fetchall())
    return (
        set(ledger.runs()) <= set(_runs(con))
        and {act.act for act in ledger.acts()} <= {act.act for act in acts_of(con)}
        and all((p.sha256, p.loaded_at) in plans for p in ledger.plans())
    )


def refuse_lost_ledger(home: Home, ledger: Ledger) -> None:
    """An archive with contents and without its ledger cannot say what it holds."""
    if ledger:
        return
    try:
        contents = [p for p in home.archive.iterdir() if len(p.name) == 2 and any(p.iterdir())]
    except OSError:
        return
    if contents:
        raise WarehouseBehind("lost_ledger", path=home.archive / "ledger.jsonl")


def refuse_altered_ledger(home: Home) -> None:
    """Nothing is built from a ledger that is not what the journal wrote down of it."""
    path = home.archive / "ledger.jsonl"
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return
    altered = first_altered(data, Journal(home).entries())
    if altered is not None:
        first, last = (data.count(b"\n", 0, end) + 1 for end in (altered.begins, altered.ends - 1))
        raise WarehouseBehind("altered_ledger", path=path, first=first, last=last)


def latest_known(home: Home, ledger: Ledger) -> datetime | None:
    """The latest moment at which this computer's clock is known to have stood (UTC)."""
    entry = Journal(home).tail()
    return max(filter(None, (ledger.latest(), entry.at if entry else None)), default=None)


def refuse_clock_behind(latest: datetime | None, now: datetime) -> None:
    """A clock that stands before what is known would put new figures behind old ones."""
    if latest is not None and as_utc(now) < latest - LEEWAY:
        raise WarehouseBehind("clock_behind", now=_shown(as_utc(now)), latest=_shown(latest))


def _shown(moment: datetime) -> str:
    """A moment (UTC) as the computer's own clock shows it."""
    return f"{moment.replace(tzinfo=UTC).astimezone():%H:%M %d/%m/%Y}"


def _replay_missing(home: Home, warehouse: Warehouse, ledger: Ledger) -> None:
    """The runs and acts that the warehouse lacks; all of them anew if it lacks some in the middle,
    for what came later was checked against them."""
    from kpi.collect.replay import build, name_of, replay

    refuse_altered_ledger(home)
    told, known = [name_of(step) for step in ledger.steps()], steps_of(warehouse.con)
    notice("catching_up", runs=len(set(told) - set(known)))
    if told[: len(known)] == known:
        replay(home, warehouse.con, ledger)
        return
    follow(warehouse.con, ledger)
    warehouse.con.close()
    try:
        build(home, ledger)
    finally:
        warehouse.con = open_file(warehouse.path)


def _is_level(con: duckdb.DuckDBPyConnection, ledger: Ledger) -> bool:
    acts = {act.act for act in acts_of(con)} <= {act.act for act in ledger.acts()}
    return acts and covers(con, ledger) and set(_runs(con)) <= set(ledger.runs())


def _runs(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The runs that took something in, in their order."""
    sql = "SELECT run FROM arrival WHERE run IS NOT NULL GROUP BY run ORDER BY min(arrival)"
    return [run for (run,) in con.execute(sql).fetchall()]
