"""Assessing one year of a country against a bare roll-up of the same rows, in the same run.

3,300 units x 40 monthly indicators, five years stored: some 8 million answers. The year's
assessment is what `kpi export results 2025` asks: of every unit, area and the plan the year's
figures, targets, status, trend, projection with its range (from the year's twelve monthly
figures), coverage and scores, the year before beside them. The roll-up (`rolled_up.sql`) adds up
the rows that this reads, months of two years, and does nothing else. The twelve months of the
year assessed at once are held against it too.

Every timed step is a process of its own, imports and opening left out, in turn; medians of pairs.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from subprocess import check_output

from benchmarks.country import UNITS, kind_of, plan_text, the_plan
from benchmarks.measure import ROOT, paired_ratio, peaks, python
from kpi.home import Home

YEAR = 2025
FIRST_YEAR = 2021
RUNS = {"year": 5, "months": 3}
MOST = {"year": 4.5, "months": 16.0}  # times the roll-up
MIB_AT_MOST = 2048.0
LABELS = {
    "year": [str(YEAR)],
    "months": [f"{YEAR}-{month:02d}" for month in range(1, 13)],
}


def main(units: int = UNITS) -> bool:
    """Prints the figures; True if ratios and memory are within their bounds."""
    with tempfile.TemporaryDirectory(prefix="kpi-bench-") as name:
        home = Home.locate(name)
        answers = fill(home, units)
        print(f"{units} units, {answers} answers stored")
        year, months = (compared(home, what, runs) for what, runs in RUNS.items())
    return year and months


def compared(home: Home, what: str, runs: int) -> bool:
    once(home, "roll_up")  # the file is in the system's cache from here on
    pairs, peak, rows = [], 0.0, 0
    for _ in range(runs):
        floor = once(home, "roll_up")
        found = once(home, what)
        pairs.append((found["seconds"], floor["seconds"]))
        peak, rows = max(peak, found["peak"]), int(found["rows"])
    ratio = paired_ratio(pairs)
    shown = ", ".join(f"{a:.2f}/{b:.2f}" for a, b in pairs)
    print(
        f"{what}: {rows} results; assessment / roll-up: {ratio:.1f} (bound {MOST[what]}); "
        f"seconds {shown}; peak memory {peak:.0f} MiB"
    )
    return ratio <= MOST[what] and peak <= MIB_AT_MOST


def fill(home: Home, units: int = UNITS) -> int:
    """A home with the plan and five years of answers, put straight into the warehouse."""
    from kpi.warehouse.store import open_warehouse

    home.plan.write_text(plan_text(units), encoding="utf-8")
    indicators = json.dumps(
        [
            {"n": n, "indicator": i.id, "kind": kind_of(n)}
            for n, i in enumerate(the_plan(units).indicators, start=1)
        ]
    )
    text = Path(__file__).with_name("stored_year.sql").read_text(encoding="utf-8")
    with open_warehouse(home) as warehouse:
        for year in range(FIRST_YEAR, YEAR + 1):
            given = {"year": year, "units": units, "indicators": indicators}
            warehouse.con.execute(text, given).fetchall()
        ((answers,),) = warehouse.con.execute("SELECT count(*) FROM observation").fetchall()
    return int(answers)


def once(home: Home, what: str) -> dict[str, float]:
    """One timed step in a process of its own: seconds, peak of memory in MiB, rows made."""
    command = python("-m", "benchmarks.assessment", str(home.root), what)
    found: dict[str, float] = json.loads(check_output(command, cwd=ROOT))
    return found


def step(home: Home, what: str) -> None:
    """The step itself; prints what was measured as JSON."""
    import polars as pl

    from kpi.assessment import assess
    from kpi.database.frames import lent
    from kpi.periods import parse_period
    from kpi.plan.load import read_plan
    from kpi.warehouse.store import open_warehouse

    plan = read_plan(home.plan).plan
    if plan is None:
        raise ValueError("the benchmark's plan has errors")
    areas = pl.DataFrame({"unit": [u.id for u in plan.units], "area": [u.area for u in plan.units]})
    with open_warehouse(home, read_only=True) as warehouse, lent(warehouse.con, unit_area=areas):
        con = warehouse.con
        start, spent = time.perf_counter(), time.process_time()
        if what == "roll_up":
            for text in _roll_up():
                con.execute(text, {"year": YEAR} if "$year" in text else None).fetchall()
        else:
            asked = [parse_period(label) for label in LABELS[what]]
            assessment = assess(con, plan, asked, tables=("results", "scores"), passing=True)
        seconds, cpu = time.perf_counter() - start, time.process_time() - spent
        if what == "roll_up":
            ((rows,),) = con.execute("SELECT count(*) FROM unit_month").fetchall()
        else:
            ((rows,),) = assessment.peek("SELECT count(*) FROM results").rows()
            assessment.close()
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak": peaks()[0], "rows": rows}))


def _roll_up() -> list[str]:
    text = Path(__file__).with_name("rolled_up.sql").read_text(encoding="utf-8")
    return [statement for statement in text.split(";\n") if "CREATE" in statement]


if __name__ == "__main__":
    if len(sys.argv) == 3:
        step(Home.locate(sys.argv[1]), sys.argv[2])
    else:
        raise SystemExit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else UNITS) else 1)
