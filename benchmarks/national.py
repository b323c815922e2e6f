"""A national month: 3,300 units x 40 indicators, forms generated once, collected and reported.

Each stage in seconds, files per second, and the peak memory of this process and its readers
together, looked at twenty times a second. The report is made by processes of their own, as its
users make it: once with assessment and files timed apart, once as `kpi report` from its start to
its end.
"""

from __future__ import annotations

import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime
from functools import partial
from typing import Any

from benchmarks.country import UNITS, write_country
from benchmarks.measure import Watch, python, run_watched
from kpi.home import Home
from kpi.plan.model import Plan

PERIOD = "2024-06"
SECONDS_AT_MOST = 30.0  # read, check and load
MIB_AT_MOST = 1536.0
FILES_AT_MOST = 15.0  # seconds of all files of the report, beyond assessment
REPORT_MIB_AT_MOST = 1024.0  # of assessment and files


def main(units: int = UNITS) -> bool:
    """Prints the figures; True if time and memory are within their bounds."""
    stages: dict[str, float] = {}

    stage = partial(staged, stages)

    with tempfile.TemporaryDirectory(prefix="kpi-bench-") as name:
        home = Home.locate(name)
        with stage("forms"):
            write_country(home.root, PERIOD, units)
        time.sleep(2.1)
        with Watch() as watch:
            collect(home, stage)
        steps = run_watched(python("-m", "benchmarks.national", name, PERIOD), shown=True)
        command = run_watched(python("-m", "flows.cli", "--home", name, "report", PERIOD))
        if steps.status or command.status:
            raise RuntimeError(f"the report ended with {steps.status}, {command.status}")
        stages |= json.loads(steps.shown)
        size = home.warehouse.stat().st_size / 2**20
    taken = stages["find"] + stages["read"] + stages["check"] + stages["load"]
    for key, seconds in stages.items():
        print(f"{key:>8}: {seconds:6.1f} s")
    print(f"read + check + load of {units} forms: {taken:.1f} s (bound {SECONDS_AT_MOST:.0f} s)")
    print(f"reading: {units / stages['read']:.0f} files/s; whole: {units / taken:.0f} files/s")
    print(
        f"peak memory of all processes to the load: {watch.peak_mib:.0f} MiB "
        f"(bound {MIB_AT_MOST:.0f} MiB)"
    )
    print(
        f"files of the report: {stages['files']:.1f} s (bound {FILES_AT_MOST:.0f} s); peak with "
        f"the assessment {steps.peak_mib:.0f} MiB (bound {REPORT_MIB_AT_MOST:.0f} MiB)"
    )
    print(
        f"kpi report {PERIOD}, whole process: {command.seconds:.1f} s; peak of all its processes "
        f"{command.peak_mib:.0f} MiB (bound {REPORT_MIB_AT_MOST:.0f} MiB)"
    )
    print(f"warehouse: {size:.0f} MiB")
    loaded = taken <= SECONDS_AT_MOST and watch.peak_mib <= MIB_AT_MOST
    reported = max(steps.peak_mib, command.peak_mib) <= REPORT_MIB_AT_MOST
    return loaded and reported and stages["files"] <= FILES_AT_MOST


def timed_step(
    timed: Callable[[str], AbstractContextManager[None]], step: Callable[..., Any]
) -> Callable[..., Any]:
    """A step of taking in under the first word of its name."""

    def taken(*given: Any, **more: Any) -> Any:
        with timed(step.__name__.partition("_")[0]):
            return step(*given, **more)

    return taken


def collect(home: Home, timed: Callable[[str], AbstractContextManager[None]]) -> None:
    """Runs the stages until all forms are loaded."""
    from flows.dates import now_utc
    from kpi.collect import take_in
    from kpi.warehouse.store import open_warehouse

    with timed("plan"):
        plan = the_plan_of(home)
    with open_warehouse(home) as warehouse:
        taken = take_in(home, plan, warehouse, now_utc(), run=partial(timed_step, timed))
    if not all(s.outcome.startswith("accepted") for s in taken.submissions):
        raise ValueError("a form was not accepted")


def the_plan_of(home: Home) -> Plan:
    from kpi.plan.load import read_plan

    plan = read_plan(home.plan).plan
    if plan is None:
        raise ValueError("the benchmark's plan has errors")
    return plan


def report_in_steps(home: Home) -> None:
    """The month's report with its two stages timed; prints their seconds as JSON."""
    from flows.dates import now_utc
    from kpi.warehouse.store import open_warehouse

    stages: dict[str, float] = {}
    with open_warehouse(home) as warehouse:
        report(warehouse.con, the_plan_of(home), home, partial(staged, stages), now_utc())
    print(json.dumps(stages))


@contextmanager
def staged(stages: dict[str, float], name: str) -> Iterator[None]:
    """Adds the seconds of the block to a stage: there is one of each batch."""
    start = time.perf_counter()
    yield
    stages[name] = stages.get(name, 0.0) + time.perf_counter() - start


def report(
    con: Any,
    plan: Plan,
    home: Home,
    timed: Callable[[str], AbstractContextManager[None]],
    now: datetime,
) -> None:
    """The month's report as `reports.render` makes it, assessment and files timed apart."""
    from kpi.assessment.bounds import full_returns
    from kpi.database.frames import with_little_memory
    from kpi.periods import parse_period
    from reports.beyond import READ, assess_for
    from reports.render import publish

    period = parse_period(PERIOD)

    def written() -> None:
        with ExitStack() as stack:
            with timed("assess"):
                made, others = assess_for(con, plan, period, as_of=now, all_methods=True)
                stack.enter_context(made)
                missing = full_returns(made, plan, period, "ALL")
                made.keep(READ)
            with timed("files"):
                folder = home.reports(PERIOD)
                publish(made, plan, period, folder, as_of=now, missing=missing, others=others)

    with_little_memory(con, written)


if __name__ == "__main__":
    from flows.cli import NEW_OBJECTS

    gc.set_threshold(NEW_OBJECTS)  # as every command does
    if len(sys.argv) == 3:
        report_in_steps(Home.locate(sys.argv[1]))
        raise SystemExit(0)
    raise SystemExit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else UNITS) else 1)
