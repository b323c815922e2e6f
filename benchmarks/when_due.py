"""`kpi run --when-due` with nothing owed, whole process, against `kpi --version` in the same run.

The home is the demo, five years of files in its inbox, after one run that left nothing undone.
`python -m benchmarks.when_due HOME` takes a home whose last run did.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Measured, paired_ratio, python, run_process

RATIO_AT_MOST = 2.0
RUNS = 9


def main(home: str = "") -> bool:
    """Prints the figures; True if the median ratio is within its bound."""
    if home:
        return measured(Path(home))
    with tempfile.TemporaryDirectory(prefix="kpi-bench-") as name:
        made = Path(name) / "demo"
        run_process(python("-m", "flows.cli", "demo", str(made)))
        run_process(when_due(made))
        return measured(made)


def measured(home: Path) -> bool:
    pairs = [one_pair(home) for _ in range(RUNS + 1)][1:]
    ratio = paired_ratio([(quiet.seconds, version.seconds) for quiet, version in pairs])
    seconds = sorted(quiet.seconds for quiet, _ in pairs)[RUNS // 2]
    files = sum(1 for path in (home / "data" / "inbox").rglob("*") if path.is_file())
    print(
        f"kpi run --when-due, nothing owed, {files} files in the inbox: {seconds:.2f} s, "
        f"{ratio:.2f} times kpi --version (bound {RATIO_AT_MOST:.0f})"
    )
    return ratio <= RATIO_AT_MOST


def one_pair(home: Path) -> tuple[Measured, Measured]:
    """One quiet call, and `kpi --version` right after it."""
    before = (home / "data" / "due.json").stat().st_ino
    quiet = run_process(when_due(home))
    if quiet.status != 0 or (home / "data" / "due.json").stat().st_ino != before:
        raise RuntimeError("there was something to do")
    return quiet, run_process(python("-m", "flows.cli", "--version"))


def when_due(home: Path) -> list[str]:
    return python("-m", "flows.cli", "--home", str(home), "run", "--when-due")


if __name__ == "__main__":
    raise SystemExit(0 if main(*sys.argv[1:2]) else 1)
