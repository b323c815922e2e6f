"""Twelve months of files carried by hand, by `kpi run --when-due`: whole processes with the real
engine under a set clock, `python -m tests.year.by_hand`. Needs Debian's `faketime`; half an hour.

Checked: each report in its month, none outside the plan's years, quiet calls that start no engine,
and that a year's last runs take no longer than its first (told as a ratio of processor time).
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.year.calendar import (
    Call,
    after_the_plan,
    reports_there,
    send_month,
    write_plan,
    year_2025,
)

ROOT = Path(__file__).parents[2]
QUIET = "Chưa có việc phải làm: không có tệp mới, không có báo cáo đến hạn.\n"
CLOCK = Path(__file__).parent / "clock"  # what processes under a set clock load first
ENGINE_ALONE = """
import sys
from flows.engine import in_engine
from kpi.home import Home

with in_engine(Home.locate(sys.argv[1])):
    pass
"""
BEFORE = ("2024-12", "2024-Q4", "2024-H2", "2024")  # a new home owes the last due month


@dataclass(frozen=True, slots=True)
class Called:
    """What one call did: seconds of processor time, and what was wrong with it (empty: nothing)."""

    call: Call
    seconds: float
    wrong: str


def main() -> int:
    if shutil.which("faketime") is None:
        tell("faketime is needed: apt-get install faketime")
        return 2
    with tempfile.TemporaryDirectory(prefix="kpi-year-") as name:
        home = Path(name) / "nhà một"
        write_plan(home, 2024, 2025)
        begin_engine(home)
        done = [one_call(home, call) for call in calls()]
    wrong = [called for called in done if called.wrong]
    collecting = [c.seconds for c in done if c.call.comes]
    growth = statistics.median(collecting[-3:]) / statistics.median(collecting[:3])
    reports = sum(len(c.call.reports) for c in done)
    tell(f"{len(done)} calls, {reports} reports expected, {len(wrong)} calls wrong")
    tell(f"processor time of the last three months' calls to the first three's: {growth:.2f}")
    return 1 if wrong else 0


def tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def begin_engine(home: Path) -> None:
    """Lets the engine make its database by the real clock: under a set one that takes minutes."""
    subprocess.run([sys.executable, "-c", ENGINE_ALONE, str(home)], check=True, cwd=ROOT)


def calls() -> list[Call]:
    first, *rest = year_2025("2024-2025")
    return [Call(first.at, first.comes, BEFORE, quiet=False), *rest, *after_the_plan()]


def one_call(home: Path, call: Call) -> Called:
    """Lets the scheduler call once at its moment, and looks at what came of it."""
    if call.comes:
        send_month(home, call.comes, call.at)
    there = reports_there(home)
    used = _processor_seconds()
    ran = subprocess.run(
        [*clock(call), sys.executable, "-m", "flows.cli", "--home", str(home), "run", "--when-due"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
        env={**os.environ, "NO_FAKE_STAT": "1", "TZ": "UTC", "PYTHONPATH": str(CLOCK)},
    )
    called = Called(call, _processor_seconds() - used, wrong_with(home, call, there, ran))
    tell(f"{call.at} {called.seconds:6.1f} s {' '.join(call.reports)} {called.wrong}")
    return called


def clock(call: Call) -> list[str]:
    """Sets the clock of a process and its children, which goes on from there."""
    return ["faketime", "--exclude-monotonic", "-f", f"@{call.at:%Y-%m-%d %H:%M:%S}"]


def wrong_with(
    home: Path, call: Call, there: set[str], ran: subprocess.CompletedProcess[str]
) -> str:
    made = reports_there(home) - there
    if ran.returncode != 0:
        return f"ended with {ran.returncode}: {ran.stderr}"
    if made != set(call.reports):
        return f"made {sorted(made)}"
    if (ran.stdout == QUIET) != call.quiet:
        return "quiet" if ran.stdout == QUIET else "not quiet"
    return "Traceback" if "Traceback" in ran.stderr else ""


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
