"""`kpi read`: what files would be read as, and every problem, without taking anything in."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.console import Stop, disk_reason, note, out
from flows.dates import now_utc
from flows.plan_check import plan_of
from flows.read_text import Told, lines_of_file
from kpi.collect.access import reading
from kpi.database.frames import lent, query, sql_text
from kpi.database.present_ids import under_ids_of
from kpi.home import Home
from kpi.plan.model import Plan
from kpi.receiving.arrivals import time_of_receipt
from kpi.records.answers import FileRead
from kpi.records.arrival import Arrival
from kpi.warehouse.store import Warehouse, WarehouseBusy, WarehouseProblem, open_empty
from kpi.words import say
from kpi.workbooks.guard import holds_macros

if TYPE_CHECKING:
    from kpi.checks.verdicts import Checked

_SIDECAR = ".received"
_FIGURE = ("state", "numerator", "denominator", "value", "done_on")


@dataclass(frozen=True, slots=True)
class Known:
    """The warehouse to compare with, and why it could not be the real one (empty if it is)."""

    warehouse: Warehouse
    unknown: str = ""


def read_paths(home: Home, paths: Sequence[Path]) -> int:
    """Prints what each file holds, what it would change, and each problem. A folder stands for
    the files in it. 0 once everything was shown, also what would be refused."""
    plan = plan_of(home)
    files = list(_files(plan, paths))
    with _known(home, plan.locale) as known:
        plan_used, arrivals = _arrivals(home, plan, files)
        checked, readings = checked_alone(home, plan_used, known.warehouse, arrivals)
        changes = changes_of(known.warehouse, checked)
    if known.unknown:
        note(say(f"cli.read.unknown_{known.unknown}", plan.locale))
    for number, (arrival, read) in enumerate(zip(arrivals, readings, strict=True)):
        if number:
            out("")
        told = Told(
            plan=plan,
            name=arrival.path,
            submissions=tuple(s for s in checked.submissions if s.arrival == arrival),
            reading=read or FileRead(),
            changes=changes,
        )
        for line in lines_of_file(told):
            out(line)
        if holds_macros(arrival.original, arrival.path):
            out(say("cli.collect.macros", plan.locale))
    return 0


def _files(plan: Plan, paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            inside = sorted(_in_folder(path))
            if not inside:
                raise Stop(say("cli.read.empty_folder", plan.locale, path=path))
            yield from inside
        elif path.is_file():
            yield path
        else:
            raise Stop(say("cli.read.no_file", plan.locale, path=path))


def _in_folder(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for name in names:
            path = Path(place, name)
            passing = name.startswith((".", "~$")) or name.lower().endswith(_SIDECAR)
            if not passing and path.is_file() and not path.is_symlink():
                yield path


@contextmanager
def _known(home: Home, locale: str) -> Iterator[Known]:
    """The warehouse as it is, also beside a writer and where nothing can be written; an empty one
    in its place if there is none or it cannot be asked."""
    unknown = "none"
    if home.warehouse.exists() or home.archive.exists():
        try:
            with reading(home, now_utc()) as warehouse:
                yield Known(warehouse)
                return
        except WarehouseBusy:
            unknown = "busy"
        except WarehouseProblem as problem:
            note(problem.message(locale))
            unknown = "unreadable"
    con = open_empty()
    try:
        yield Known(Warehouse(con, home.warehouse), unknown)
    finally:
        con.close()


def _arrivals(home: Home, plan: Plan, files: Sequence[Path]) -> tuple[Plan, tuple[Arrival, ...]]:
    """The files as if they had just arrived, in the order in which they would be taken. Of a file
    outside the inbox nobody can say who sent it, so its sender is not asked about."""
    now = now_utc()
    inbox = home.inbox.resolve()
    arrivals = [_arrival(inbox, plan, path, number, now) for number, path in enumerate(files)]
    if any(not path.resolve().is_relative_to(inbox) for path in files):
        units = tuple(replace(u, senders=()) for u in plan.units)
        plan = replace(plan, units=units)
    return plan, tuple(sorted(arrivals, key=lambda a: a.received_at))


def _arrival(inbox: Path, plan: Plan, path: Path, number: int, now: datetime) -> Arrival:
    """A file as if it had just arrived, under a hash of its own, so that one received before is
    read again."""
    from kpi.receiving.archive import fingerprint
    from kpi.receiving.sources.inbox import file_at

    try:
        sha256, size = fingerprint(path)
    except OSError as error:
        reason = disk_reason(error, plan.locale)
        raise Stop(say("cli.read.cannot_open", plan.locale, path=path, reason=reason)) from error
    own = f"read-{number}-{sha256}"
    whole = path.resolve()
    found = file_at(inbox, whole, plan.timezone) if whole.is_relative_to(inbox) else None
    if found is None:
        return Arrival(path.name, own, size, now, now, path)
    received_at, problem = time_of_receipt(found, now, now)
    return Arrival(found.name, own, size, received_at, now, path, sidecar_problem=problem)


def checked_alone(
    home: Home, plan: Plan, warehouse: Warehouse, arrivals: tuple[Arrival, ...]
) -> tuple[Checked, tuple[FileRead | None, ...]]:
    """The files through reading and checks, as if they had just arrived."""
    from kpi.collect.steps import check_batch, read_arrivals

    readings = read_arrivals(home, plan, arrivals)
    return check_batch(plan, warehouse, arrivals, readings), readings


def changes_of(warehouse: Warehouse, checked: Checked) -> list[dict[str, Any]]:
    """The answers that would be taken, each with what is known now and how it would change."""
    import polars as pl

    if checked.answers.is_empty():
        return []
    schema: dict[str, Any] = {"sub": pl.Int64, "known_at": pl.Datetime("us")}
    received = [(s.sub, s.arrival.received_at) for s in checked.submissions if s.sub >= 0]
    answers = checked.answers.join(
        pl.DataFrame(received, schema=schema, orient="row"), on="sub"
    ).with_columns((2**61 + pl.col("row").cast(pl.Int64)).alias("sequence"))
    with under_ids_of(warehouse.con, checked.plan), lent(warehouse.con, batch_answer=answers):
        changes = query(warehouse.con, sql_text("warehouse", "changes"))
        known = query(warehouse.con, sql_text("warehouse", "known_now"))
    frame = answers.join(changes, on="row").join(known, on="row", how="left")
    return _with_earlier_files(frame.sort("row").to_dicts())


def _with_earlier_files(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What an earlier file of the same command says is known by the time of the next."""
    told: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in rows:
        key = (row["unit"], row["period"], row["indicator"])
        before = told.get(key)
        if before is not None:
            row |= {f"old_{part}": before[part] for part in _FIGURE}
        told[key] = row
    return rows
