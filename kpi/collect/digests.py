"""What the rows of each run must come to, by the journal; and what building them again changed.

A line `collect` says what a run brought. A warehouse that is built again, perhaps by a later
version of the program or after a clock was set right, may read some runs otherwise: the line that
tells of the building (`changed`) says which, and what holds from then on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kpi.home import Home
from kpi.journal import Entry, Journal
from kpi.moments import as_utc
from kpi.receiving.ledger import Ledger
from kpi.warehouse.digest import acts_digest, run_digests

if TYPE_CHECKING:
    import duckdb


def expected_digests(entries: Iterable[Entry]) -> dict[str, str]:
    """The digest of each run that the journal knows, as it must be now."""
    expected: dict[str, str] = {}
    for entry in entries:
        run, rows = entry.details.get("run"), entry.details.get("rows")
        if entry.what == "collect" and isinstance(run, str) and isinstance(rows, str):
            expected[run] = rows
        changed: Any = entry.details.get("changed")
        if isinstance(changed, dict):
            expected |= {str(run): str(digest) for run, digest in changed.items()}
    return expected


def changed_digests(con: duckdb.DuckDBPyConnection, expected: dict[str, str]) -> dict[str, str]:
    """The runs of the journal whose rows come to something else, with what they come to."""
    found = run_digests(con, sorted(expected))
    return {run: digest for run, digest in found.items() if digest != expected[run]}


def expected_acts(entries: Iterable[Entry]) -> str:
    """The digest of all acts as the journal last wrote it down; empty where it never did."""
    told = (entry.details.get("acts") for entry in entries)
    return next((acts for acts in reversed(list(told)) if isinstance(acts, str)), "")


def told_acts(entries: Iterable[Entry]) -> set[str]:
    """The acts of which the journal tells."""
    return {str(entry.details["act"]) for entry in entries if "act" in entry.details}


def write_down_last_act(
    home: Home, con: duckdb.DuckDBPyConnection, ledger: Ledger, now: datetime
) -> None:
    """The line of the journal that an act was stopped before it could write; as for runs. Raises
    OSError."""
    acts, journal = ledger.acts(), Journal(home)
    if not acts:
        return
    *earlier, last = (act.act for act in acts)
    told = told_acts(journal.entries())
    if last not in told and told >= set(earlier):
        journal.add("written_later", as_utc(now), act=last, **_stands(con, ledger))


def write_down_last_run(
    home: Home, con: duckdb.DuckDBPyConnection, ledger: Ledger, now: datetime
) -> None:
    """The line of the journal that a run was stopped before it could write. Of earlier runs there
    is one, or somebody took it out. Raises OSError."""
    journal, batches = Journal(home), ledger.batches()
    last = journal.tail()
    if last is None or not batches or last.at > batches[-1].now:
        return  # something was written since: the line was there
    said = expected_digests(journal.entries())
    *earlier, run = (batch.run for batch in batches)
    if run in said or not said.keys() >= set(earlier):
        return
    journal.add(
        "written_later", as_utc(now), changed=run_digests(con, [run]), **_stands(con, ledger)
    )


def write_down_runs(
    home: Home,
    con: duckdb.DuckDBPyConnection,
    ledger: Ledger,
    now: datetime,
    what: str,
    **details: Any,
) -> None:
    """A line of the journal for runs that were built again: those that are read otherwise than
    when they came, and how the ledger stands. Raises OSError."""
    journal = Journal(home)
    changed = changed_digests(con, expected_digests(journal.entries()))
    journal.add(what, as_utc(now), changed=changed, **_stands(con, ledger), **details)


def _stands(con: duckdb.DuckDBPyConnection, ledger: Ledger) -> dict[str, Any]:
    """How ledger and acts stand now."""
    acts = {"acts": digest} if (digest := acts_digest(con)) else {}
    return {"ledger_size": ledger.size, "ledger_sha256": ledger.fingerprint(), **acts}
