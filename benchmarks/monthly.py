"""`kpi run PERIOD` on the demo, whole process, against the bare floor in the same run.

Writing the demo and collecting its backlog are timed apart. Every counted run starts from the
same home: earlier periods collected, the period's own files new in the inbox.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.measure import Measured, paired_ratio, python, run_process

PERIOD = "2024-06"
MOST = 1.3  # times the floor
RUNS = 5


def main() -> bool:
    """Prints the figures; True if the ratio is within its bound."""
    with tempfile.TemporaryDirectory(prefix="kpi-bench-") as name:
        folder = Path(name)
        home, aside = folder / "demo", folder / "aside"
        writing = timed("-m", "flows.cli", "demo", str(home))
        set_aside(home, aside)
        backlog = timed("-m", "flows.cli", "--home", str(home), "collect")
        print(f"demo written: {writing.seconds:.1f} s; backlog collected: {backlog.seconds:.1f} s")
        pairs = [one_pair(home, aside, folder / str(n)) for n in range(RUNS + 1)][1:]
    ratio = paired_ratio(pairs)
    shown = ", ".join(f"{a:.1f}/{b:.1f}" for a, b in pairs)
    print(f"kpi run {PERIOD} / floor: {ratio:.2f} (bound {MOST}); seconds {shown}")
    return ratio <= MOST


def set_aside(home: Path, aside: Path) -> None:
    """Moves the period's own files out of the inbox."""
    inbox = home / "data" / "inbox"
    for path in sorted(p for p in inbox.rglob(f"*{PERIOD}*") if p.is_file()):
        target = aside / path.relative_to(inbox)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, target)


def one_pair(home: Path, aside: Path, folder: Path) -> tuple[float, float]:
    """Seconds of one run from the prepared state, and of the floor right after it."""
    copy = folder / "home"
    shutil.copytree(home, copy)
    # copied files are looked into once, as they may be others: that is no part of a month
    timed("-m", "flows.cli", "--home", str(copy), "collect")
    shutil.copytree(aside, copy / "data" / "inbox", dirs_exist_ok=True)
    time.sleep(2.1)  # a file is taken when it has been still for two seconds
    run = run_process(python("-m", "flows.cli", "--home", str(copy), "run", PERIOD))
    if run.status not in (0, 1) or not (copy / "data/reports" / PERIOD / "report.xlsx").is_file():
        raise RuntimeError("the run made no report")
    floor = run_process(python("-m", "benchmarks.floor", str(folder / "prefect")))
    return run.seconds, floor.seconds


def timed(*arguments: str) -> Measured:
    return run_process(python(*arguments))


if __name__ == "__main__":
    raise SystemExit(0 if main() else 1)
