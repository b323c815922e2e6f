"""The warehouse again from the archive: every run that it lacks is done once more, as of then.

The same contents, in the same order, under the same plan, against the same past: the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi.home import Home
from kpi.intake.answers import FileRead
from kpi.plan.model import Plan
from kpi.warehouse.arrivals import Arrival, with_standings
from kpi.warehouse.frames import query
from kpi.warehouse.ledger import Ledger, PastBatch
from kpi.warehouse.plans import add_version
from kpi.warehouse.store import (
    Warehouse,
    WarehouseUnreadable,
    open_warehouse,
    put_back,
    set_aside,
)

if TYPE_CHECKING:
    import duckdb


def replay(home: Home, warehouse: Warehouse, ledger: Ledger) -> int:
    """Brings in the plan versions and runs of the ledger that the warehouse lacks; gives the
    number of files. Raises WarehouseUnreadable if the archive lacks what a run needs."""
    known = set(query(warehouse.con, "SELECT run FROM run")["run"])
    missing = [batch for batch in ledger.batches() if batch.run not in known]
    if missing:
        _restore_plans(warehouse.con, ledger)
    secrets = ledger.secrets() if missing else {}
    for batch in missing:
        _again(home, warehouse, ledger, batch, secrets)
    return sum(len(batch.arrivals) for batch in missing)


def rebuild(home: Home, now: datetime) -> int:
    """Builds the warehouse anew from the archive and its ledger; gives the number of files.

    What the present warehouse knows and the ledger does not is written there first, if it can
    still be read. The old file stays beside the new one. Raises WarehouseProblem.
    """
    del now  # every run is done again as of its own moment
    try:
        with open_warehouse(home) as warehouse:
            Ledger(home).follow(warehouse.con)
    except WarehouseUnreadable:
        pass  # a damaged file is just what this is for
    aside = set_aside(home)
    try:
        with open_warehouse(home) as warehouse:
            return replay(home, warehouse, Ledger(home))
    except BaseException:
        if aside is not None:
            put_back(home, aside)
        raise


def forget_secrets(home: Home, ledger: Ledger) -> None:
    """Removes contents that may not be kept from the archive: only their hash stays."""
    for sha256 in ledger.secrets():
        for path in _copies(home, sha256):
            path.unlink(missing_ok=True)


def _copies(home: Home, sha256: str) -> list[Path]:
    """Where a content lies; the same content may have come under several suffixes."""
    return sorted((home.archive / sha256[:2]).glob(f"{sha256}*"))


def _restore_plans(con: duckdb.DuckDBPyConnection, ledger: Ledger) -> None:
    known = set(query(con, "SELECT sha256, loaded_at FROM plan_version").rows())
    for version in ledger.plans():
        if (version.sha256, version.loaded_at) in known:
            continue
        text = ledger.plan_text(version.sha256)
        if text is None:
            raise WarehouseUnreadable("lost_plan", sha256=version.sha256)
        add_version(con, version.plan, version.sha256, text, version.loaded_at)


def _again(
    home: Home,
    warehouse: Warehouse,
    ledger: Ledger,
    batch: PastBatch,
    secrets: Mapping[str, FileRead],
) -> None:
    from kpi.checks.batch import check_batch
    from kpi.warehouse.load import load_batch

    plan = _plan(ledger, batch.plan_sha256)
    arrivals = with_standings(warehouse.con, [_arrival(home, a) for a in batch.arrivals])
    readings = _readings(plan, arrivals, secrets)
    checked = check_batch(warehouse.con, plan, arrivals, readings)
    version = _plan_version(warehouse.con, batch)
    load_batch(warehouse.con, checked, version, batch.now, batch.run)


def _plan(ledger: Ledger, sha256: str) -> Plan:
    from kpi.plan.load import parse_plan

    text = ledger.plan_text(sha256)
    plan = parse_plan(text).plan if text else None
    if plan is None:
        raise WarehouseUnreadable("lost_plan", sha256=sha256)
    return plan


def _plan_version(con: duckdb.DuckDBPyConnection, batch: PastBatch) -> int:
    sql = """
        SELECT plan_version
        FROM plan_version
        WHERE sha256 = $sha256
        ORDER BY loaded_at <= $now DESC, loaded_at DESC
        LIMIT 1
    """
    asked = {"sha256": batch.plan_sha256, "now": batch.now}
    return int(query(con, sql, asked).item())


def _arrival(home: Home, line: Mapping[str, Any]) -> Arrival:
    from kpi.intake.archive import place_of

    original = place_of(home, line["sha256"], line["path"])
    if not original.exists():
        original = next(iter(_copies(home, line["sha256"])), original)
    return Arrival(
        path=line["path"],
        sha256=line["sha256"],
        size=line["size"],
        received_at=datetime.fromisoformat(line["received_at"]),
        first_seen_at=datetime.fromisoformat(line["first_seen_at"]),
        original=original,
        sidecar_problem=line["sidecar_problem"],
    )


def _readings(
    plan: Plan, arrivals: Sequence[Arrival], secrets: Mapping[str, FileRead]
) -> list[FileRead | None]:
    from kpi.intake.reader import ReadTask, read_files

    readings = [secrets.get(a.sha256) for a in arrivals]
    wanted = [
        n for n, a in enumerate(arrivals) if a.standing != "duplicate" and readings[n] is None
    ]
    for n in wanted:
        if not arrivals[n].original.exists():
            arrival = arrivals[n]
            raise WarehouseUnreadable("lost_content", sha256=arrival.sha256, file=arrival.path)
    tasks = [ReadTask(a.path, a.original, a.received_at) for a in (arrivals[n] for n in wanted)]
    for n, (_, reading) in zip(wanted, read_files(tasks, plan), strict=True):
        readings[n] = reading
    return readings
