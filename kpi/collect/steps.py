"""The steps from the inbox to the warehouse, each a plain function.

Find what is new, read it, check it, load it, a bounded batch at a time. What is done with the
answers (feedback, a summary, an exit status) is the caller's affair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kpi.collect.access import writing
from kpi.collect.replay import forget_secrets
from kpi.home import Home
from kpi.journal import Journal
from kpi.notices import notice
from kpi.plan.model import Plan
from kpi.receiving import arrivals as inbox
from kpi.receiving.arrivals import with_standings
from kpi.receiving.ledger import Ledger
from kpi.records.answers import FileRead
from kpi.records.arrival import Arrival
from kpi.records.problems import Problem
from kpi.warehouse.digest import run_digests
from kpi.warehouse.plans import register_plan
from kpi.warehouse.store import Warehouse

if TYPE_CHECKING:
    from kpi.checks.verdicts import Checked
    from kpi.warehouse.rows import LoadedSubmission

FILES_PER_BATCH = 1_700  # 10,000 forms of 40 indicators within 1 GiB; more batches cost time
READERS = 2
_RUN_OF = "SELECT run FROM submission WHERE submission = ?"

Progress = Callable[[str, int, int], None]
"""Told the step (`read`, `check`, `load`), how many files are done, and of how many."""


@dataclass(frozen=True, slots=True)
class CollectedSubmission:
    """One file of one unit and period, as it was taken in.

    `original` is the archived content, None where nothing of it may be kept. `received_at` is
    UTC without zone; `unit` and `period` are empty where unknown.
    """

    submission: str
    file: str
    sha256: str
    original: Path | None
    unit: str
    period: str
    received_at: datetime
    outcome: str
    late: bool
    cells_in: int
    loaded: int
    superseded: int
    unchanged: int
    held: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Collected:
    """All that one run took in, in the order in which it was taken."""

    submissions: tuple[CollectedSubmission, ...] = ()

    @property
    def files(self) -> int:
        return len({(s.file, s.sha256) for s in self.submissions})

    @property
    def needs_attention(self) -> bool:
        """Whether a submission was rejected or taken in part."""
        return any(s.outcome in ("rejected", "accepted_in_part") for s in self.submissions)

    def total(self, book: str) -> int:
        """The sum of cells_in, loaded, superseded, unchanged or held."""
        return sum(getattr(s, book) for s in self.submissions)


def collect(
    home: Home, plan: Plan, now: datetime, *, progress: Progress | None = None
) -> Collected:
    """Takes in everything that lies in the inbox."""
    with writing(home, now) as warehouse:
        prepare(home, plan, warehouse, now)
        taken: list[CollectedSubmission] = []
        for arrivals in batches(find_arrivals(home, plan, warehouse, now)):
            readings = read_arrivals(home, plan, arrivals, progress=progress)
            checked = check_batch(plan, warehouse, arrivals, readings)
            _tell(progress, "check", len(arrivals), len(arrivals))
            taken += load_batch(home, plan, warehouse, now, checked)
            _tell(progress, "load", len(arrivals), len(arrivals))
        return Collected(tuple(taken))


def prepare(home: Home, plan: Plan, warehouse: Warehouse, now: datetime) -> int:
    """The number of the plan's version, which archive and readers know from now on."""
    ledger = Ledger(home)
    version = register_plan(warehouse.con, plan, now)
    warehouse.publish()
    ledger.follow(warehouse.con)
    forget_secrets(home, ledger)
    return version


def batches(arrivals: Sequence[Arrival]) -> Iterator[tuple[Arrival, ...]]:
    """The arrivals in parts that a small computer can hold."""
    for start in range(0, len(arrivals), FILES_PER_BATCH):
        yield tuple(arrivals[start : start + FILES_PER_BATCH])


def find_arrivals(
    home: Home, plan: Plan, warehouse: Warehouse, now: datetime
) -> tuple[Arrival, ...]:
    """The arrivals of an inbox by time of receipt, then path; each content is in the archive."""
    return inbox.find_arrivals(home, plan, warehouse.con, now)


def read_arrivals(
    home: Home, plan: Plan, arrivals: Sequence[Arrival], *, progress: Progress | None = None
) -> tuple[FileRead | None, ...]:
    """What each file says, None for those that are duplicates anyway. Of a content that may not be
    kept, what it said when it was read before."""
    from kpi.checks.engine import get_ready_meanwhile
    from kpi.reading.process.pool import ReadTask, read_files

    secrets = Ledger(home).secrets()
    readings: list[FileRead | None] = [
        secrets.get(a.sha256) if a.standing != "duplicate" else None for a in arrivals
    ]
    wanted = [
        n for n, a in enumerate(arrivals) if a.standing != "duplicate" and readings[n] is None
    ]
    if wanted:
        get_ready_meanwhile()  # while other processes read
    tasks = [ReadTask(a.path, a.original, a.received_at) for a in (arrivals[n] for n in wanted)]
    read = zip(wanted, read_files(tasks, plan, workers=READERS), strict=True)
    for done, (number, (_, reading)) in enumerate(read, 1):
        readings[number] = reading
        _tell(progress, "read", done, len(wanted))
    return tuple(readings)


def check_batch(
    plan: Plan,
    warehouse: Warehouse,
    arrivals: Sequence[Arrival],
    readings: Sequence[FileRead | None],
) -> Checked:
    """What becomes of each file; the warehouse is only asked."""
    from kpi.checks.batch import check_batch as check

    # What an earlier batch of this run took is known by now.
    return check(warehouse.con, plan, with_standings(warehouse.con, arrivals), readings)


def load_batch(
    home: Home, plan: Plan, warehouse: Warehouse, now: datetime, checked: Checked
) -> tuple[CollectedSubmission, ...]:
    """Stores a checked batch, and what the archive must remember of it."""
    from kpi.warehouse.load import load_batch as load

    ledger = Ledger(home)
    for sha256, reading in checked.secrets:
        ledger.add_secret(sha256, reading)
    version = register_plan(warehouse.con, plan, now)
    loaded = load(warehouse.con, checked, version, now)
    try:
        warehouse.publish()
        ledger.follow(warehouse.con)
        forget_secrets(home, ledger)
        _write_down(home, warehouse, ledger, now, loaded)
    except OSError:
        # The warehouse has the batch, so it must not be loaded again; the next command makes good
        # for the rest before it does anything else.
        notice("ledger_waits")
    return tuple(_collected(s) for s in loaded)


def _write_down(
    home: Home,
    warehouse: Warehouse,
    ledger: Ledger,
    now: datetime,
    loaded: Sequence[LoadedSubmission],
) -> None:
    """A line of the journal: the books, and what `kpi verify` compares with."""
    if not loaded:
        return
    (run,) = warehouse.con.execute(_RUN_OF, [loaded[0].submission]).fetchall()[0]
    books = ("cells_in", "loaded", "superseded", "unchanged", "held")
    Journal(home).add(
        "collect",
        now,
        run=run,
        files=len({(s.arrival.path, s.arrival.sha256) for s in loaded}),
        books={book: sum(getattr(s, book) for s in loaded) for book in books},
        rows=run_digests(warehouse.con, [run])[run],
        ledger_size=ledger.size,
        ledger_sha256=ledger.fingerprint(),
    )


def _collected(s: LoadedSubmission) -> CollectedSubmission:
    return CollectedSubmission(
        submission=s.submission,
        file=s.arrival.path,
        sha256=s.arrival.sha256,
        original=None if s.secret else s.arrival.original,
        unit=s.unit,
        period=s.period,
        received_at=s.arrival.received_at,
        outcome=s.outcome,
        late=s.late,
        cells_in=s.cells_in,
        loaded=s.loaded,
        superseded=s.superseded,
        unchanged=s.unchanged,
        held=s.held,
        problems=s.problems,
    )


def _tell(progress: Progress | None, step: str, done: int, total: int) -> None:
    if progress is not None:
        progress(step, done, total)
