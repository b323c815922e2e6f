"""The warehouse again from the archive: every run and every act that it lacks is done once more, as
of then.

The same contents, in the same order, under the same plan, against the same past: the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from kpi.collect.readings import readings_of
from kpi.database.frames import query
from kpi.database.light import with_pandas
from kpi.files import working_folder
from kpi.home import Home
from kpi.plan.model import Plan
from kpi.receiving.arrivals import with_standings
from kpi.receiving.ledger import Ledger
from kpi.receiving.ledger_lines import PastBatch
from kpi.receiving.steps import steps_of
from kpi.records.act import Act
from kpi.records.answers import FileRead
from kpi.records.arrival import Arrival
from kpi.warehouse.acts import apply_act
from kpi.warehouse.plans import add_version
from kpi.warehouse.store import WarehouseUnreadable, open_file, swap_in

if TYPE_CHECKING:
    import duckdb

    from kpi.reading.process.pool import ReadTask


def replay(home: Home, con: duckdb.DuckDBPyConnection, ledger: Ledger) -> int:
    """Brings in the plan versions, runs and acts of the ledger that the warehouse lacks; gives the
    number of files. Raises WarehouseUnreadable if the archive lacks what a run needs."""
    _restore_plans(con, ledger)
    known = set(steps_of(con))
    missing = [step for step in ledger.steps() if name_of(step) not in known]
    if not missing:
        return 0
    batches = [step for step in missing if isinstance(step, PastBatch)]
    if batches:
        with_pandas()  # a light command may be what finds the warehouse gone
    secrets = ledger.secrets()
    for step in missing:
        if isinstance(step, PastBatch):
            _again(home, con, ledger, step, secrets)
        else:
            apply_act(con, _plan(ledger, step.plan_sha256), step)
    con.execute(
        "INSERT OR IGNORE INTO given_back SELECT unnest(?::VARCHAR[])", [ledger.given()]
    ).fetchall()
    return sum(len(batch.arrivals) for batch in batches)


def name_of(step: PastBatch | Act) -> str:
    """What a step is called in ledger and warehouse."""
    return step.run if isinstance(step, PastBatch) else step.act


def build(home: Home, ledger: Ledger) -> int:
    """A new warehouse with all that the ledger says, in the place of the present one; gives the
    number of files. Under the home's lock, with nothing open."""
    with working_folder(home.data) as folder:
        made = folder / home.warehouse.name
        con = open_file(made)
        try:
            files = replay(home, con, ledger)
        finally:
            con.close()
        swap_in(home, made)
    return files


def forget_secrets(home: Home, ledger: Ledger) -> None:
    """Removes contents that may not be kept from the archive: only their hash stays."""
    from kpi.receiving.archive import copies

    for sha256 in ledger.secrets():
        for path in copies(home, sha256):
            path.unlink(missing_ok=True)


def _restore_plans(con: duckdb.DuckDBPyConnection, ledger: Ledger) -> None:
    known = set(con.execute("SELECT sha256, loaded_at FROM plan_version").fetchall())
    for version in ledger.plans():
        if (version.sha256, version.loaded_at) in known:
            continue
        text = ledger.plan_text(version.sha256)
        if text is None:
            raise WarehouseUnreadable("lost_plan", sha256=version.sha256)
        add_version(con, version.plan, version.sha256, text, version.loaded_at)


def _again(
    home: Home,
    con: duckdb.DuckDBPyConnection,
    ledger: Ledger,
    batch: PastBatch,
    secrets: Mapping[str, FileRead],
) -> None:
    from kpi.checks.batch import check_batch
    from kpi.warehouse.load import load_batch

    plan = _plan(ledger, batch.plan_sha256)
    arrivals = with_standings(con, [_arrival(home, a) for a in batch.arrivals])
    readings = readings_of(plan, arrivals, secrets, partial(_task, home))
    checked = check_batch(con, plan, arrivals, readings)
    version = _plan_version(con, batch)
    load_batch(con, checked, version, batch.now, batch.run)


def latest_plan(home: Home) -> Plan | None:
    """The plan as the last run read it, for whoever must go on while the present one cannot be
    read; None where no run ever read one."""
    ledger = Ledger(home)
    versions = ledger.plans()
    try:
        return _plan(ledger, versions[-1].sha256) if versions else None
    except WarehouseUnreadable:
        return None


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
    from kpi.receiving.archive import place_of

    original = place_of(home, line["sha256"], line["path"])
    return Arrival(
        path=line["path"],
        sha256=line["sha256"],
        size=line["size"],
        received_at=datetime.fromisoformat(line["received_at"]),
        first_seen_at=datetime.fromisoformat(line["first_seen_at"]),
        original=original,
        sidecar_problem=line["sidecar_problem"],
        entered=line.get("entered", False),
    )


def _task(home: Home, arrival: Arrival) -> ReadTask:
    """A content to be read again, which must be the one that was received."""
    from kpi.reading.process.pool import ReadTask
    from kpi.receiving.archive import Altered, taken

    told = {"sha256": arrival.sha256, "file": arrival.path}
    try:
        path = taken(home, arrival.sha256, arrival.path)
    except Altered:
        raise WarehouseUnreadable("altered_content", **told) from None
    except OSError:
        raise WarehouseUnreadable("lost_content", **told) from None
    return ReadTask(arrival.path, path, arrival.received_at)
