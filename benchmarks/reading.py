"""Reading forms, guard and reading processes included, against openpyxl in the same run.

openpyxl reads the same forms in as many processes (its quickest way: read-only, values only),
and takes from the sheet `Số liệu` the code and the value of every row: no formats, no errors told
from text, no formulas, no checks of the file, no meaning, no answers. Runs are made in turn.
"""

from __future__ import annotations

import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.country import INDICATORS, the_plan, write_country
from benchmarks.measure import paired_ratio
from kpi.plan.model import Plan
from kpi.reading.process.pool import ReadTask, read_files

PERIOD = "2024-06"
FORMS = 2_000
FORMS_OF_OPENPYXL = 400  # it is much slower: seconds a file are compared
WORKERS = 2
RUNS = 5
FILES_A_SECOND_AT_LEAST = 600.0
RATIO_AT_LEAST = 6.0
_VALUE, _CODE = 7, 1  # columns of the form, from 0


def main(forms: int = FORMS) -> bool:
    """Prints the figures; True if speed and ratio are within their bounds."""
    with tempfile.TemporaryDirectory(prefix="kpi-bench-") as name:
        write_country(Path(name), PERIOD, forms)
        plan = the_plan(forms)
        paths = sorted((Path(name) / "data" / "inbox").glob("*.xlsx"))
        pairs = [(ours(paths, plan), theirs(paths)) for _ in range(RUNS)]
    speeds = sorted(1 / own for own, _ in pairs)
    ratio = paired_ratio([(other, own) for own, other in pairs])
    shown = ", ".join(f"{1 / a:.0f}/{1 / b:.0f}" for a, b in pairs)
    middle = speeds[(len(speeds) - 1) // 2]
    print(f"reading: {middle:.0f} files/s in the middle run, {speeds[-1]:.0f} in the best ", end="")
    print(f"(bound {FILES_A_SECOND_AT_LEAST:.0f}); files/s against openpyxl: {shown}")
    print(f"times openpyxl: {ratio:.1f} (bound {RATIO_AT_LEAST})")
    return middle >= FILES_A_SECOND_AT_LEAST and ratio >= RATIO_AT_LEAST


def ours(paths: list[Path], plan: Plan) -> float:
    """Seconds a file, from starting the reading processes to the last answer."""
    now = datetime.now(UTC)
    tasks = [ReadTask(p.name, p, now) for p in paths]
    start = time.perf_counter()
    found = 0
    for _, read in read_files(tasks, plan, workers=WORKERS):
        found += sum(len(s.answers) for s in read.submissions)
    seconds = time.perf_counter() - start
    if found != len(paths) * INDICATORS:
        raise RuntimeError(f"{found} answers read, not {len(paths) * INDICATORS}")
    return seconds / len(paths)


def theirs(paths: list[Path]) -> float:
    """Seconds a file of openpyxl, with its processes started and its import paid beforehand."""
    some = paths[:FORMS_OF_OPENPYXL]
    with ProcessPoolExecutor(WORKERS) as pool:
        list(pool.map(_values_of, some[:WORKERS]))
        start = time.perf_counter()
        found = sum(pool.map(_values_of, some, chunksize=8))
        seconds = time.perf_counter() - start
    if found < len(some) * INDICATORS:
        raise RuntimeError("openpyxl read fewer values than there are")
    return seconds / len(some)


def _values_of(path: Path) -> int:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    page = book["Số liệu"]
    found = {
        row[_CODE]: row[_VALUE]
        for row in page.iter_rows(values_only=True)
        if len(row) > _VALUE and row[_CODE] is not None and row[_VALUE] is not None
    }
    book.close()
    return len(found)


if __name__ == "__main__":
    raise SystemExit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else FORMS) else 1)
