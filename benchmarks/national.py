"""A national month: 3,300 units x 40 indicators, forms generated once, collected and reported.

Each stage in seconds, files per second, and the peak memory of this process and its readers
together, looked at twenty times a second.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any

from benchmarks.country import UNITS, write_country
from benchmarks.measure import Watch
from kpi.home import Home

PERIOD = "2024-06"
SECONDS_AT_MOST = 30.0  # read, check and load
MIB_AT_MOST = 1536.0


def main(units: int = UNITS) -> bool:
    """Prints the figures; True if time and memory are within their bounds."""
    stages: dict[str, float] = {}

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        stages[name] = stages.get(name, 0.0) + time.perf_counter() - start  # of all batches

    with tempfile.TemporaryDirectory(prefix="kpi-bench-") as name:
        home = Home.locate(name)
        with stage("forms"):
            write_country(home.root, PERIOD, units)
        time.sleep(2.1)
        with Watch() as watch:
            loading = collect_and_report(home, stage, watch)
        size = home.warehouse.stat().st_size / 2**20
    taken = stages["find"] + stages["read"] + stages["check"] + stages["load"]
    for key, seconds in stages.items():
        print(f"{key:>8}: {seconds:6.1f} s")
    print(f"read + check + load of {units} forms: {taken:.1f} s (bound {SECONDS_AT_MOST:.0f} s)")
    print(f"reading: {units / stages['read']:.0f} files/s; whole: {units / taken:.0f} files/s")
    print(
        f"peak memory of all processes to the load: {loading:.0f} MiB "
        f"(bound {MIB_AT_MOST:.0f} MiB); with the report {watch.peak_mib:.0f} MiB"
    )
    print(f"warehouse: {size:.0f} MiB")
    return taken <= SECONDS_AT_MOST and loading <= MIB_AT_MOST


def timed_step(
    timed: Callable[[str], AbstractContextManager[None]], step: Callable[..., Any]
) -> Callable[..., Any]:
    """A step of taking in under the first word of its name."""

    def taken(*given: Any, **more: Any) -> Any:
        with timed(step.__name__.partition("_")[0]):
            return step(*given, **more)

    return taken


def collect_and_report(
    home: Home, timed: Callable[[str], AbstractContextManager[None]], watch: Watch
) -> float:
    """Runs the stages; gives the peak of memory in MiB until all forms were loaded."""
    from flows.dates import now_utc
    from kpi.collect import take_in
    from kpi.periods import parse_period
    from kpi.plan.load import read_plan
    from kpi.warehouse.store import open_warehouse
    from reports.render import render_report

    now = now_utc()
    with timed("plan"):
        plan = read_plan(home.plan).plan
    if plan is None:
        raise ValueError("the benchmark's plan has errors")
    with open_warehouse(home) as warehouse:
        taken = take_in(home, plan, warehouse, now, run=partial(timed_step, timed))
        if not all(s.outcome.startswith("accepted") for s in taken.submissions):
            raise ValueError("a form was not accepted")
        loading = watch.peak_mib
        with timed("report"):
            period = parse_period(PERIOD)
            render_report(warehouse.con, plan, period, home.reports(PERIOD), as_of=None, now=now)
    return loading


if __name__ == "__main__":
    raise SystemExit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else UNITS) else 1)
