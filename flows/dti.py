"""The ordinary job on published figures (`make dti`): what it computes beside what was published.

Nothing here computes an index; it carries the example into a home, runs the job and compares.
"""

from __future__ import annotations

import csv
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from flows.console import Stop, note, out
from kpi.home import Home
from kpi.periods import parse_period
from kpi.plan.load import read_plan
from kpi.plan.model import Plan
from kpi.words import say
from kpi.words.formats import number

EXAMPLES = Path(__file__).parents[1] / "examples" / "dti"
DEFAULT_FOLDER = Path("build") / "dti"
LOCALE = "vi"


@dataclass(frozen=True, slots=True)
class Example:
    """One year's index: which indicator is compared, and how far rounding may set it off."""

    period: str
    indicator: str
    tolerance: float


YEARS = (Example("2020", "DTI", 0.00005), Example("2022", "PDTI", 0.0001))
_FLOATS = 1e-12  # a difference of exactly the tolerance is within it


@dataclass(frozen=True, slots=True)
class Compared:
    """One unit: published rank and value, and what the job makes of its indices."""

    unit: str
    rank: int
    published: float
    computed: float | None

    def within(self, tolerance: float) -> bool:
        return self.computed is not None and (
            abs(self.computed - self.published) <= tolerance + _FLOATS
        )


def run(home: Path) -> int:
    """Runs both years below a folder and prints the comparison; 0 if everything agrees."""
    return max(_run_year(Home.locate(home / e.period), e) for e in YEARS)


def compare(home: Home, example: Example) -> tuple[Compared, ...]:
    """Published against computed, in the computed order; the job must have run."""
    computed = _results(home, example)
    with (EXAMPLES / example.period / "published.csv").open(encoding="utf-8", newline="") as lines:
        rows = [
            Compared(r["unit"], int(r["rank"]), float(r["value"]), computed.get(r["unit"]))
            for r in csv.DictReader(lines)
        ]
    return tuple(sorted(rows, key=lambda r: -(r.computed or 0.0)))


def out_of_place(rows: tuple[Compared, ...], tolerance: float) -> list[str]:
    """Units that differ too much, or do not stand in the published order."""
    in_order = sorted(rows, key=lambda r: r.rank)
    return [
        row.unit
        for row, other in zip(rows, in_order, strict=True)
        if row.unit != other.unit or not row.within(tolerance)
    ]


def carry_over(home: Home, example: Example) -> None:
    """Plan and submissions into a home, with the files' own times."""
    source = EXAMPLES / example.period
    if not source.is_dir():
        raise Stop(say("demo.dti.no_example", LOCALE, path=source))
    home.inbox.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source / "indicators.yaml", home.plan)
    shutil.copytree(source / "submissions", home.inbox, dirs_exist_ok=True)


def _run_year(home: Home, example: Example) -> int:
    from flows.direct import collect_now, report_now

    carry_over(home, example)
    taken = collect_now(home)
    report_now(home, parse_period(example.period), None)
    plan = read_plan(home.plan).plan
    if plan is None:
        return 1
    rows = compare(home, example)
    _print(plan, example, rows)
    return max(taken, int(bool(out_of_place(rows, example.tolerance))))


def _results(home: Home, example: Example) -> dict[str, float]:
    """The indicator's value by unit, from the job's own export."""
    from flows.export import export_data

    target = home.root / "results.csv"
    period = parse_period(example.period)
    export_data(home, "results", period, view="as_reported", as_of=None, form="csv", target=target)
    with target.open(encoding="utf-8", newline="") as lines:
        return {
            row["unit"]: float(row["value"])
            for row in csv.DictReader(lines)
            if row["indicator"] == example.indicator and row["value"]
        }


def _print(plan: Plan, example: Example, rows: tuple[Compared, ...]) -> None:
    columns = ("place", "unit", "published", "computed", "difference")
    heads = {c: say(f"demo.dti.{c}", LOCALE) for c in columns}
    out(say("demo.dti.title", LOCALE, plan=plan.name, indicator=example.indicator))
    out(say("demo.dti.header", LOCALE, **heads))
    for place, row in enumerate(rows, start=1):
        apart = None if row.computed is None else row.computed - row.published
        cells = {
            "place": place,
            "unit": plan.unit_by_id[row.unit].name,
            "published": number(row.published, 4, LOCALE),
            "computed": number(row.computed, 6, LOCALE),
            "difference": number(apart, 6, LOCALE),
        }
        out(say("demo.dti.header", LOCALE, **cells))
    tolerance = number(example.tolerance, 5, LOCALE)
    wrong = out_of_place(rows, example.tolerance)
    key = "disagrees" if wrong else "agrees"
    told = {"count": len(rows), "tolerance": tolerance, "units": ", ".join(wrong)}
    out(say(f"demo.dti.{key}", LOCALE, **told))
    out("")


def main() -> int:
    for stream in (sys.stdout, sys.stderr):  # a Windows console may not be UTF-8
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return run(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_FOLDER)
    except Stop as stop:
        note(str(stop))
        return 1


if __name__ == "__main__":
    sys.exit(main())
