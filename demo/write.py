"""Writes the demo's home: plan, schema, and every file that came into the inbox in five years.

The same bytes every time, also when only some periods or units are asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from demo.chance import draw
from demo.filling import Entries, estimated, fill
from demo.known import known_before
from demo.mistakes import make_mistake
from demo.plan_copy import PLAN_FILE, demo_plan_text, write_plan
from demo.sayings import words_of
from demo.sendings import Sending, demo_periods, sendings_of
from demo.world import World
from kpi.files import folder as make_folder
from kpi.home import Home
from kpi.plan.model import Plan
from kpi.words import say

Watch = Callable[[int, str], AbstractContextManager[Callable[[int], None]]]

_WORTH_A_SECOND_PROCESS = 300  # forms
_ESTIMATED_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What was written: files in the inbox, the units that sent them, the periods they are for."""

    home: Path
    files: int
    units: int
    periods: int


class DemoExists(Exception):
    """The folder already holds a home; the demo never writes over one."""


def _unwatched(_total: int, _title: str) -> AbstractContextManager[Callable[[int], None]]:
    return nullcontext(lambda _done: None)


def write_demo(
    target: Path,
    *,
    periods: Collection[str] | None = None,
    units: Collection[str] | None = None,
    workers: int | None = None,
    watch: Watch = _unwatched,
) -> DemoSummary:
    """Writes a demo home into an empty or new folder.

    `periods` (labels) and `units` (ids) narrow it; a form comes out the same either way. `watch`
    shows how far it is. Raises DemoExists where a plan or data lie already.
    """
    home = Home.locate(target)
    if home.plan.exists() or home.data.exists():
        raise DemoExists(str(home.root))
    plan = _demo_plan()
    make_folder(home.inbox)
    sendings = list(_sendings(plan, periods, units))
    _write_all(home, plan, sendings, workers, watch)
    write_plan(home.root)  # last: a folder with a plan is a whole demo
    return DemoSummary(
        home.root,
        len(sendings),
        len({s.unit for s in sendings}),
        len({s.period for s in sendings}),
    )


def _sendings(
    plan: Plan, periods: Collection[str] | None, units: Collection[str] | None
) -> Iterator[Sending]:
    for period, backfill in demo_periods(plan):
        if periods is None or period.label in periods:
            yield from sendings_of(plan, period, backfill=backfill, units=units)


def _write_all(
    home: Home, plan: Plan, sendings: list[Sending], workers: int | None, watch: Watch
) -> None:
    hands = workers or (2 if len(sendings) > _WORTH_A_SECOND_PROCESS else 1)
    hands = min(hands, os.cpu_count() or 1)
    title = say("demo.writing", plan.locale)
    with watch(len(sendings), title) as advance:
        if hands == 1:
            writer = Writer(home, World(plan))
            for sending in sendings:
                writer.write(sending)
                advance(1)
            return
        with ProcessPoolExecutor(
            hands, get_context("spawn"), initializer=_open, initargs=(str(home.root),)
        ) as pool:
            for _ in pool.map(_write_one, sendings, chunksize=16):
                advance(1)


@dataclass(frozen=True)
class Writer:
    """Writes sent files into one home's inbox."""

    home: Home
    world: World

    def write(self, sending: Sending) -> Path:
        """The workbook, its `.received`, and its time on disk, which is when it came."""
        from reports.forms.form import write_form
        from reports.forms.write import safe_unit_name

        plan, unit, period = self.world.plan, sending.unit, sending.period
        name = f"{period.label}_{safe_unit_name(plan, unit)}"
        again = f"_{say('demo.sent_again', plan.locale)}" if sending.again else ""
        path = self.home.inbox / period.label / f"{name}{again}.xlsx"
        write_form(
            path,
            plan,
            unit,
            period,
            backfill=sending.backfill,
            figures=known_before(self.world, unit, period, backfill=sending.backfill),
            entries=entries_of(self.world, sending),
            words=words_of(unit, period, plan.locale),
        )
        sidecar = path.with_name(f"{path.name}.received")
        sidecar.write_bytes(f"{sending.received.isoformat()}\n".encode())
        for written in (path, sidecar):
            os.utime(written, (sending.received.timestamp(),) * 2)
        return path


def entries_of(world: World, sending: Sending) -> Entries:
    """What this file holds: the right figures, or what a hurry made of them."""
    right = fill(world, sending.unit, sending.period, backfill=sending.backfill)
    if sending.text == "mistaken":
        made = make_mistake(world, sending.unit, sending.period, right)
        return made[1] if made else right
    if sending.text == "estimated":
        return estimated(right, _ESTIMATED_SHARE, draw("estimate", sending.form))
    return right


def _demo_plan() -> Plan:
    """The plan as it will lie in the home; the shipped plan has no errors, a test says so."""
    from kpi.plan.load import parse_plan

    reading = parse_plan(demo_plan_text(), PLAN_FILE)
    if reading.plan is None:
        raise ValueError("the shipped plan has errors")
    return reading.plan


_writer: Writer | None = None  # one per worker process


def _open(root: str) -> None:
    global _writer  # noqa: PLW0603 - a worker process is set up once and has no other state
    _writer = Writer(Home(Path(root)), World(_demo_plan()))


def _write_one(sending: Sending) -> None:
    if _writer is None:
        raise RuntimeError("the worker was not opened")
    _writer.write(sending)
