"""The steps from the sources to the warehouse, each a plain function, and the one loop over them.

Find what is new, read it, check it, load it, a bounded batch at a time. What is done with the
answers (feedback, a summary, an exit status) is the caller's affair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kpi.collect.access import writing
from kpi.collect.readings import Readings, readings_of, to_read
from kpi.collect.replay import forget_secrets
from kpi.home import Home
from kpi.journal import Journal
from kpi.notices import notice
from kpi.plan.model import Plan
from kpi.receiving import arrivals as receiving
from kpi.receiving.arrivals import Received, with_standings
from kpi.receiving.ledger import Ledger
from kpi.receiving.sources.source import SILENT, Trouble
from kpi.records.arrival import Arrival
from kpi.records.submission import Submission
from kpi.warehouse.digest import acts_digest, run_digests
from kpi.warehouse.plans import register_plan
from kpi.warehouse.stamps import remember_stamps
from kpi.warehouse.store import Warehouse

if TYPE_CHECKING:
    from kpi.checks.verdicts import Checked

FILES_PER_BATCH = 1_700  # 10,000 forms of 40 indicators within 1 GiB; more batches cost time
READERS = 2
_RUN_OF = "SELECT run FROM submission WHERE submission = ?"

Run = Callable[[Callable[..., Any]], Callable[..., Any]]
Progress = Callable[[str, int, int], None]
"""Told the step (`read`, `check`, `load`), how many files are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Collected:
    """All that one run took in, in the order in which it was taken, and what of the sources could
    not be looked at."""

    submissions: tuple[Submission, ...] = ()
    troubles: tuple[Trouble, ...] = ()

    @property
    def files(self) -> int:
        return len({(s.file, s.arrival.sha256) for s in self.submissions})

    @property
    def needs_attention(self) -> bool:
        """Whether a submission was rejected or taken in part."""
        return any(s.outcome in ("rejected", "accepted_in_part") for s in self.submissions)

    @property
    def silent_sources(self) -> tuple[Trouble, ...]:
        """The sources that gave no answer: what lies there nobody knows."""
        return tuple(t for t in self.troubles if t.key == SILENT)

    def total(self, book: str) -> int:
        """The sum of cells_in, loaded, superseded, unchanged or held."""
        return sum(getattr(s, book) for s in self.submissions)


def collect(
    home: Home, plan: Plan, now: datetime, *, progress: Progress | None = None
) -> Collected:
    """Takes in everything that lies at the sources."""
    with writing(home, now) as warehouse:
        return take_in(home, plan, warehouse, now, progress=progress)


def take_in(  # noqa: PLR0913 - what is taken in, and how
    home: Home,
    plan: Plan,
    warehouse: Warehouse,
    now: datetime,
    *,
    run: Run = lambda step: step,
    progress: Progress | None = None,
) -> Collected:
    """The one way from the sources to the warehouse; `run` says how a step is taken (the engine
    makes it a task)."""
    run(prepare)(home, plan, warehouse, now)
    taken: list[Submission] = []
    received = run(find_arrivals)(home, plan, warehouse, now)
    for arrivals in batches(received.arrivals):
        readings = run(read_arrivals)(home, plan, arrivals, progress=progress)
        checked = run(check_batch)(plan, warehouse, arrivals, readings)
        _tell(progress, "check", len(arrivals), len(arrivals))
        taken += run(load_batch)(home, plan, warehouse, now, checked)
        _tell(progress, "load", len(arrivals), len(arrivals))
    return Collected(tuple(taken), received.troubles)


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


def find_arrivals(home: Home, plan: Plan, warehouse: Warehouse, now: datetime) -> Received:
    """What the sources have that is new, each content in the archive."""
    from kpi.receiving.sources import sources_of

    received = receiving.find_arrivals(home, sources_of(home, plan), warehouse.con, now)
    remember_stamps(warehouse.con, received.same)
    return received


def read_arrivals(
    home: Home, plan: Plan, arrivals: Sequence[Arrival], *, progress: Progress | None = None
) -> Readings:
    """What each file says, None for those that are duplicates anyway. Of a content that may not be
    kept, what it said when it was read before."""
    from kpi.checks.engine import get_ready_meanwhile
    from kpi.reading.process.pool import ReadTask

    secrets = Ledger(home).secrets()
    if to_read(arrivals, secrets):
        get_ready_meanwhile()  # while other processes read
    return readings_of(
        plan,
        arrivals,
        secrets,
        lambda a: ReadTask(a.path, a.original, a.received_at),
        workers=READERS,
        told=lambda done, total: _tell(progress, "read", done, total),
    )


def check_batch(
    plan: Plan,
    warehouse: Warehouse,
    arrivals: Sequence[Arrival],
    readings: Readings,
) -> Checked:
    """What becomes of each file; the warehouse is only asked."""
    from kpi.checks.batch import check_batch as check

    # What an earlier batch of this run took is known by now.
    return check(warehouse.con, plan, with_standings(warehouse.con, arrivals), readings)


def load_batch(
    home: Home, plan: Plan, warehouse: Warehouse, now: datetime, checked: Checked
) -> tuple[Submission, ...]:
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
    return loaded


def _write_down(
    home: Home,
    warehouse: Warehouse,
    ledger: Ledger,
    now: datetime,
    loaded: Sequence[Submission],
) -> None:
    """A line of the journal: the books, and what `kpi verify` compares with."""
    if not loaded:
        return
    (run,) = warehouse.con.execute(_RUN_OF, [loaded[0].name]).fetchall()[0]
    books = ("cells_in", "loaded", "superseded", "unchanged", "held")
    acts = {"acts": digest} if (digest := acts_digest(warehouse.con)) else {}
    Journal(home).add(
        "collect",
        now,
        run=run,
        files=len({(s.file, s.arrival.sha256) for s in loaded}),
        books={book: sum(getattr(s, book) for s in loaded) for book in books},
        rows=run_digests(warehouse.con, [run])[run],
        ledger_size=ledger.size,
        ledger_sha256=ledger.fingerprint(),
        **acts,
    )


def _tell(progress: Progress | None, step: str, done: int, total: int) -> None:
    if progress is not None:
        progress(step, done, total)
