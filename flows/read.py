"""`kpi read`: what files would be read as, and every problem, without taking anything in."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.console import Stop, note, out
from flows.dates import now_utc
from flows.plan_check import plan_of
from flows.read_text import Told, lines_of_file
from kpi.collect.access import reading
from kpi.home import Home
from kpi.intake.answers import FileRead
from kpi.intake.guard import holds_macros
from kpi.plan.model import Plan
from kpi.warehouse.arrivals import Arrival
from kpi.warehouse.frames import lent, query, sql_text
from kpi.warehouse.present_ids import under_ids_of
from kpi.warehouse.store import Warehouse, WarehouseProblem, open_warehouse
from kpi.words import say

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
    with _known(home) as known:
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
def _known(home: Home) -> Iterator[Known]:
    """The warehouse as it is; an empty one in its place if there is none or it cannot be used."""
    if home.warehouse.exists():
        try:
            with reading(home, now_utc()) as warehouse:
                yield Known(warehouse)
                return
        except WarehouseProblem as problem:
            unknown = "busy" if problem.key == "busy" else "unreadable"
    else:
        unknown = "none"
    with (
        tempfile.TemporaryDirectory(prefix="kpi-read-", ignore_cleanup_errors=True) as folder,
        open_warehouse(Home(Path(folder))) as warehouse,
    ):
        yield Known(warehouse, unknown)


def _arrivals(home: Home, plan: Plan, files: Sequence[Path]) -> tuple[Plan, tuple[Arrival, ...]]:
    """The files as if they had just arrived. Of a file outside the inbox nobody can say who sent
    it, so its sender is not asked about."""
    from kpi.intake.archive import fingerprint

    now = now_utc()
    inbox = home.inbox.resolve()
    arrivals: list[Arrival] = []
    outside = False
    for number, path in enumerate(files):
        whole = path.resolve()
        inside = whole.is_relative_to(inbox)
        outside = outside or not inside
        name = whole.relative_to(inbox).as_posix() if inside else path.name
        try:
            sha256, size = fingerprint(path)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise Stop(
                say("cli.read.cannot_open", plan.locale, path=path, reason=reason)
            ) from error
        # under a name of its own, so that a file received before is read again
        arrivals.append(Arrival(name, f"read-{number}-{sha256}", size, now, now, path))
    if outside:
        units = tuple(replace(u, senders=()) for u in plan.units)
        plan = replace(plan, units=units)
    return plan, tuple(arrivals)


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
    at: datetime = checked.arrivals[0].received_at
    answers = checked.answers.with_columns(
        (2**61 + pl.col("row").cast(pl.Int64)).alias("sequence"), pl.lit(at).alias("known_at")
    )
    with under_ids_of(warehouse.con, checked.plan), lent(warehouse.con, batch_answer=answers):
        changes = query(warehouse.con, sql_text("changes"))
        known = query(warehouse.con, sql_text("known_now"))
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
