"""What a batch of contents says, read in other processes: those of a run, and those of a run that
is done again.

One rule: a duplicate is not read, and of a content that may not be kept what it said stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from kpi.plan.model import Plan
from kpi.records.answers import FileRead
from kpi.records.arrival import Arrival

if TYPE_CHECKING:
    from kpi.reading.process.pool import ReadTask

Readings = tuple[FileRead | None, ...]
WORKERS = 2


def readings_of(  # noqa: PLR0913 - what is read, and how
    plan: Plan,
    arrivals: Sequence[Arrival],
    secrets: Mapping[str, FileRead],
    task_of: Callable[[Arrival], ReadTask],
    *,
    workers: int = WORKERS,
    told: Callable[[int, int], None] = lambda *_: None,
) -> Readings:
    """What each content says, None for duplicates. `secrets`: by hash, what contents said that
    are not kept; `task_of`: where a content lies that is to be read; `told` how many are done."""
    from kpi.reading.process.pool import read_files

    readings = [None if a.standing == "duplicate" else secrets.get(a.sha256) for a in arrivals]
    wanted = to_read(arrivals, secrets)
    tasks = [task_of(arrivals[n]) for n in wanted]
    read = zip(wanted, read_files(tasks, plan, workers=workers), strict=True)
    for done, (number, (_, reading)) in enumerate(read, 1):
        readings[number] = reading
        told(done, len(wanted))
    return tuple(readings)


def to_read(arrivals: Sequence[Arrival], secrets: Mapping[str, FileRead]) -> list[int]:
    """The places of the contents that have to be read."""
    return [
        place
        for place, arrival in enumerate(arrivals)
        if arrival.standing != "duplicate" and arrival.sha256 not in secrets
    ]
