"""`kpi collect`, whole process, from 300 to 10,000 forms: seconds, seconds a file, peak memory.

Every form is of another unit, arrived in time and holds other figures; each home is new. The
cost of a file at the largest size against the smallest is told as a ratio: 1 is linear, and the
start of the program, which the small home has no files to share among, is measured apart.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.country import write_country
from benchmarks.measure import Measured, python, run_watched

PERIOD = "2024-06"
RECEIVED = "2024-07-02T08:00:00"
SIZES = (300, 1_000, 3_300, 10_000)
NATIONAL = 3_300
SECONDS_AT_MOST = 25.0  # for the national month
MIB_AT_MOST = 1024.0  # of all processes together
RATIO_AT_MOST = 1.3


def main(sizes: tuple[int, ...] = SIZES) -> bool:
    """Prints the figures; True if time, memory and growth are within their bounds."""
    found: dict[int, Measured] = {}
    for size in sizes:
        found[size] = one_size(size)
        seconds, peak = found[size].seconds, found[size].peak_mib
        each = seconds / size * 1000
        print(f"{size:>6} forms: {seconds:6.1f} s, {each:.2f} ms a form, peak {peak:.0f} MiB")
    first, last = sizes[0], sizes[-1]
    ratio = (found[last].seconds / last) / (found[first].seconds / first)
    print(f"a form among {last} costs {ratio:.2f} of one among {first} (bound {RATIO_AT_MOST})")
    national = found.get(NATIONAL)
    in_time = national is None or national.seconds <= SECONDS_AT_MOST
    if national is not None:
        print(f"{NATIONAL} forms: {national.seconds:.1f} s (bound {SECONDS_AT_MOST:.0f} s)")
    small = all(m.peak_mib <= MIB_AT_MOST for m in found.values())
    return in_time and small and ratio <= RATIO_AT_MOST


def one_size(size: int) -> Measured:
    with tempfile.TemporaryDirectory(prefix="kpi-bench-") as name:
        home = Path(name)
        write_country(home, PERIOD, size, RECEIVED)
        time.sleep(2.1)  # a file is taken when it has been still for two seconds
        run = run_watched(python("-m", "flows.cli", "--home", name, "collect"))
    if run.status != 0:
        raise RuntimeError(f"collecting {size} forms ended with {run.status}")
    return run


if __name__ == "__main__":
    chosen = tuple(int(size) for size in sys.argv[1:]) or SIZES
    raise SystemExit(0 if main(chosen) else 1)
