"""The warehouse: it holds the ledger's runs and no others, its books balance, and each run's rows
are what the journal wrote down of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kpi.collect.digests import expected_acts, expected_digests
from kpi.receiving.ledger import Ledger
from kpi.receiving.steps import acts_of
from kpi.verify.findings import Finding
from kpi.verify.look import Look
from kpi.warehouse import published
from kpi.warehouse.books import unbalanced
from kpi.warehouse.digest import acts_digest, run_digests

if TYPE_CHECKING:
    import duckdb

_RUNS = "SELECT DISTINCT run FROM arrival WHERE run IS NOT NULL"


def check_warehouse(look: Look) -> Iterator[Finding]:
    """Nothing to compare where nothing was ever received."""
    if look.con is None:
        return
    here = {str(run) for (run,) in look.con.execute(_RUNS).fetchall()}
    look.counts["runs"] = len(here)
    yield from _runs(look, here)
    place = look.place(look.home.warehouse)
    for one in unbalanced(look.con):
        values = {"told": one.told, "counted": one.counted}
        yield Finding("warehouse", f"{place}:{one.place}", one.kind, values)
    yield from _digests(look, look.con, here)
    yield from _acts(look, look.con)
    yield from _copy(look)


def _runs(look: Look, here: set[str]) -> Iterator[Finding]:
    ledger = {str(line["run"]) for line in look.lines("batch")}
    journal = set(expected_digests(look.journal))
    place = look.place(look.home.warehouse)
    for run in sorted((ledger | journal) - here):
        yield Finding("warehouse", f"{place}:{run}", "run_missing")
    for run in sorted(here - ledger):
        yield Finding("warehouse", f"{place}:{run}", "run_unknown")


def _digests(look: Look, con: duckdb.DuckDBPyConnection, here: set[str]) -> Iterator[Finding]:
    expected = expected_digests(look.journal)
    found = run_digests(con, sorted(here & set(expected)))
    place = look.place(look.home.warehouse)
    for run in sorted(here & set(expected)):
        if found.get(run) != expected[run]:
            yield Finding("warehouse", f"{place}:{run}", "run_changed")


def _acts(look: Look, con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """The ledger's acts and no others, each as it is written there, and what came of all."""
    ledger = {act.act: act for act in Ledger(look.home).acts()}
    here = {act.act: act for act in acts_of(con)}
    place = look.place(look.home.warehouse)
    for act in sorted(ledger.keys() | here.keys()):
        if ledger.get(act) != here.get(act):
            yield Finding("warehouse", f"{place}:{act}", "act_differs")
    if acts_digest(con) != expected_acts(look.journal):
        yield Finding("warehouse", place, "acts_changed")


def _copy(look: Look) -> Iterator[Finding]:
    """Readers' copy and warehouse, where they claim to be the same."""
    copy = published.latest(look.home)
    if copy is None or not published.is_latest(look.home):
        return
    if _bytes(copy) != _bytes(look.home.warehouse) and published.is_latest(look.home):
        yield Finding("warehouse", look.place(copy), "copy_differs")


def _bytes(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
