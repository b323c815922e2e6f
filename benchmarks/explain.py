"""`kpi explain` on the demo, whole process, against the bare floor in the same run.

The floor is Python starting and importing the libraries that the command cannot do without: click,
duckdb, pydantic, yaml. `python -m benchmarks.explain HOME` takes a home that is collected.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Measured, paired_ratio, python, run_process

PERIOD = "2024-12"
ASKED = (
    ("CH05", "ALL"),  # a ratio
    ("CH09", "ALL"),  # a running total
    ("CH15", "ALL"),  # a formula of five indicators
    ("DL01", "TU-DH"),  # one unit
)
FLOOR = "import click, duckdb, pydantic, yaml"
SECONDS_AT_MOST = 0.8
RUNS = 5


def main(home: str = "") -> bool:
    """Prints the figures; True if every explanation's median is within its bound."""
    if home:
        return explained(Path(home))
    with tempfile.TemporaryDirectory(prefix="kpi-bench-") as name:
        made = Path(name) / "demo"
        run_process(python("-m", "flows.cli", "demo", str(made)))
        run_process(python("-m", "flows.cli", "--home", str(made), "collect"))
        return explained(made)


def explained(home: Path) -> bool:
    within = []
    for indicator, unit in ASKED:
        command = python("-m", "flows.cli", "--home", str(home), "explain", indicator, PERIOD)
        pairs = [one_pair([*command, "--unit", unit]) for _ in range(RUNS + 1)][1:]
        seconds = sorted(explain.seconds for explain, _ in pairs)[RUNS // 2]
        ratio = paired_ratio([(a.seconds, b.seconds) for a, b in pairs])
        peak = max(explain.peak_mib for explain, _ in pairs)
        print(
            f"kpi explain {indicator} {PERIOD} --unit {unit}: {seconds:.2f} s "
            f"(bound {SECONDS_AT_MOST} s), {ratio:.1f} times the floor, {peak:.0f} MiB"
        )
        within.append(seconds < SECONDS_AT_MOST)
    return all(within)


def one_pair(command: list[str]) -> tuple[Measured, Measured]:
    """One explanation, and the floor right after it."""
    found = run_process(command)
    if found.status != 0:
        raise RuntimeError("nothing was explained")
    return found, run_process(python("-c", FLOOR))


if __name__ == "__main__":
    raise SystemExit(0 if main(*sys.argv[1:2]) else 1)
