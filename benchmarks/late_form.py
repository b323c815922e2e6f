"""`kpi collect` of one late form into the demo's collected home, whole process, against importing
the libraries that it needs, in turn.

The libraries are those of `pyproject.toml` that such a run was seen to load. Every counted run
takes one form more, so that the home is the same but for a few cells, and nothing is copied about.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.measure import paired_ratio, python, run_process
from kpi.home import Home

PERIOD = "2024-06"
MOST = 1.25  # times the floor
RUNS = 5
DECLARED = (
    "babel", "click", "duckdb", "filelock", "great_expectations", "holidays", "lxml", "matplotlib",
    "numpy", "pandas", "polars", "prefect", "psutil", "pyarrow", "pydantic", "rich", "xlrd",
    "xlsxwriter", "yaml",
)  # fmt: skip
WATCHED = f"""
import sys
from flows.cli import status_of
status_of(["--home", sys.argv[1], "collect"])
print("loaded", *[name for name in {DECLARED!r} if name in sys.modules])
"""


def main() -> bool:
    """Prints the figures; True if the ratio is within its bound."""
    with tempfile.TemporaryDirectory(prefix="kpi-bench-") as name:
        home = Home(Path(name) / "demo")
        run_process(python("-m", "flows.cli", "demo", str(home.root)))
        forms = _taken_out(home, Path(name) / "aside")
        run_process(python("-m", "flows.cli", "--home", str(home.root), "collect"))
        libraries = _loaded(home, forms.pop())
        pairs = [_one_pair(home, form, libraries) for form in forms][1:]
    ratio = paired_ratio(pairs)
    shown = ", ".join(f"{a:.2f}/{b:.2f}" for a, b in pairs)
    print(f"kpi collect of a late form / floor: {ratio:.2f} (bound {MOST}); seconds {shown}")
    print(f"  floor: importing {' '.join(libraries)}")
    return ratio <= MOST


def _taken_out(home: Home, aside: Path) -> list[Path]:
    """As many of the period's forms as are needed, with their sidecars, out of the inbox."""
    aside.mkdir()
    forms = sorted((home.inbox / PERIOD).glob(f"{PERIOD}_*.xlsx"))[: RUNS + 2]
    moved = []
    for form in forms:
        shutil.move(form.with_name(form.name + ".received"), aside)
        moved.append(Path(shutil.move(form, aside)))
    return moved


def _arrives(home: Home, form: Path) -> None:
    for path in (form, form.with_name(form.name + ".received")):
        shutil.move(path, home.inbox / PERIOD)
    time.sleep(2.1)  # a file is taken when it has been still for two seconds


def _loaded(home: Home, form: Path) -> list[str]:
    """The declared libraries that a run loads."""
    _arrives(home, form)
    ran = subprocess.run(
        python("-c", WATCHED, str(home.root)), capture_output=True, encoding="utf-8", check=True
    )
    [line] = [line for line in ran.stdout.splitlines() if line.startswith("loaded ")]
    return line.split()[1:]


def _one_pair(home: Home, form: Path, libraries: list[str]) -> tuple[float, float]:
    """Seconds of one run that takes the form, and of the floor right after it."""
    _arrives(home, form)
    run = run_process(python("-m", "flows.cli", "--home", str(home.root), "collect"))
    if run.status not in (0, 1):
        raise RuntimeError(f"the form was not taken: exit status {run.status}")
    floor = run_process(python("-c", "\n".join(f"import {name}" for name in libraries)))
    return run.seconds, floor.seconds


if __name__ == "__main__":
    raise SystemExit(0 if main() else 1)
