"""Back test of estimates: how often the 80 % range held what came, and how large the error was.

On the demo: the year's end as estimated in each earlier month, of the plan, its areas and units. On
the published series (`tests/data/sdg`): one to three years ahead, as the models go on from what the
year does not add up. Beside each stand estimates that need no model. The demo figures are made up,
so what is measured on it is the machinery more than foresight.
"""

from __future__ import annotations

import csv
import statistics
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measure import ROOT, python, run_process
from kpi.home import Home

if TYPE_CHECKING:
    from kpi.plan.model import Indicator, Plan

SDG = ROOT / "tests" / "data" / "sdg"
YEARS_AHEAD = (1, 2, 3)
POINTS = 12
Group = tuple[str, str, str]  # what it is of, whose, how far ahead
Before = Mapping[tuple[str, str, int], float]  # last year's `assessed` by unit, indicator, month


@dataclass(frozen=True, slots=True)
class Forecast:
    """One estimate and what came. `last_value`: the latest figure (of what adds up, and of ratios
    of what occurs, last year's end); `so_far`: as the year to date stands (a count in equal
    shares); `as_before`: the latest figure and last year's change from here on."""

    projected: float
    low: float | None
    high: float | None
    last_value: float | None
    so_far: float | None
    as_before: float | None
    came: float

    @property
    def held(self) -> bool | None:
        """Whether the range held what came; None without a range."""
        if self.low is None or self.high is None:
            return None
        noise = 1e-9 * abs(self.came)
        return self.low - noise <= self.came <= self.high + noise


WORDS = """
    WITH said AS (
        SELECT o.likelihood AS word, e.status IN ('met', 'exceeded') AS came_true
        FROM outlook AS o
        JOIN results AS e
          ON e.unit = o.unit AND e.indicator = o.indicator AND e.ends_year
         AND left(e.period, 4) = left(o.period, 4)
        WHERE o.likelihood IS NOT NULL AND NOT e.provisional
          AND e.status IN ('met', 'exceeded', 'not_met')
    )
    SELECT word, count(*) FROM said GROUP BY word
    UNION ALL
    SELECT word || ' met', count_if(came_true) FROM said GROUP BY word
"""  # in how many of the months that a word was said the year's target was met
HEAD = ("of", "whose", "ahead", "cases", "range held", "estimate", "last value", "year to date",
        "last year's change")  # fmt: skip


def main(home: Path | None = None) -> bool:
    """Prints the table; a back test has no bound."""
    print("Mean absolute error in per cent of what came, over the cases that all have.")
    print("| " + " | ".join(HEAD) + " |\n" + "|---" * len(HEAD) + "|")
    if home is not None:
        report("demo", of_demo(home))
    else:
        with tempfile.TemporaryDirectory(prefix="kpi-bench-") as name:
            made = Path(name) / "demo"
            for command in (["demo", str(made)], ["--home", str(made), "collect"]):
                run_process(python("-m", "flows.cli", *command))
            report("demo", of_demo(made))
    report("published", of_series())
    return True


def report(name: str, forecasts: Mapping[Group, Sequence[Forecast]]) -> None:
    for (kind, whose, ahead), found in sorted(forecasts.items()):
        held = [f.held for f in found if f.held is not None]
        share = f"{100 * sum(held) / len(held):.0f} % of {len(held)}" if held else "no range"
        cells = (f"{name}, {kind}", whose, ahead, str(len(found)), share, *_errors(found))
        print("| " + " | ".join(cells) + " |")


def _errors(found: Sequence[Forecast]) -> Iterator[str]:
    """The mean error of each way, over the forecasts that all of them give."""
    ways = ("projected", "last_value", "so_far", "as_before")
    known = [f for f in found if f.came != 0 and all(getattr(f, w) is not None for w in ways)]
    for way in ways:
        errors = [100 * abs(getattr(f, way) - f.came) / abs(f.came) for f in known]
        yield f"{statistics.fmean(errors):.1f} ({len(errors)})" if errors else "none"


def of_demo(folder: Path) -> Mapping[Group, Sequence[Forecast]]:
    """The year's end as seen from each earlier month, whose figures are known since."""
    from flows.dates import now_utc
    from kpi.assessment import assess
    from kpi.periods import Period
    from kpi.plan.load import read_plan
    from kpi.warehouse.store import open_warehouse

    home = Home.locate(folder)
    plan = read_plan(home.plan).plan
    if plan is None:
        raise ValueError("the demo's plan has errors")
    found: dict[Group, list[Forecast]] = defaultdict(list)
    words: Counter[str] = Counter()
    before: Before = {}
    with open_warehouse(home, read_only=True) as warehouse:
        for year in range(plan.years[0], plan.years[1] + 1):
            months = [Period(12 * year + n, 1, "month") for n in range(12)]
            with assess(
                warehouse.con, plan, months, as_of=now_utc(), all_methods=True
            ) as assessment:
                rows = assessment.results().to_dicts()
                words.update(dict(assessment.peek(WORDS).iter_rows()))
            for group, forecast in _of_year(plan, rows, before):
                found[group].append(forecast)
            before = {
                (r["unit"], r["indicator"], int(r["period"][-2:])): r["assessed"]
                for r in rows
                if r["assessed"] is not None
            }
    for word in ("reaches", "open", "misses"):
        said, met = words[word], words[f"{word} met"]
        print(f"demo: {word}: the year's target was met in {met} of {said}", file=sys.stderr)
    return found


def _of_year(
    plan: Plan, rows: Sequence[Mapping[str, Any]], before: Before
) -> Iterator[tuple[Group, Forecast]]:
    ends = {
        (r["unit"], r["indicator"]): r["assessed"]
        for r in rows
        if r["period"].endswith("-12") and r["assessed"] is not None and not r["provisional"]
    }
    for r in rows:
        month, at = int(r["period"][-2:]), (r["unit"], r["indicator"])
        if month == 12 or r["projection"] is None or r["assessed"] is None or at not in ends:
            continue
        indicator = plan.indicator_by_id[r["indicator"]]
        whose = {"ALL": "plan"}.get(r["unit"], "areas" if ":" in r["unit"] else "units")
        group = (kind_of(indicator), whose, "1-5 months" if month > 6 else "6-11 months")
        last_end, last_now = before.get((*at, 12)), before.get((*at, month))
        yield group, _forecast(kind_of(indicator), r, month, (last_now, last_end), ends[at])


def kind_of(indicator: Indicator) -> str:
    """By what an indicator's estimate goes."""
    if indicator.over_time == "stock" or indicator.measure not in {"count", "ratio"}:
        return "levels"
    return "counts" if indicator.measure == "count" else "ratios of what occurs"


def _forecast(
    kind: str, row: Mapping[str, Any], month: int, last: tuple[float | None, float | None],
    came: float,
) -> Forecast:  # fmt: skip
    last_now, last_end = last
    now = row["assessed"]
    return Forecast(
        row["projection"], row["projection_low"], row["projection_high"],
        now if kind == "levels" else last_end,
        now * 12 / month if kind == "counts" else now,
        None if last_end is None or last_now is None else now + last_end - last_now,
        came,
    )  # fmt: skip


def of_series() -> Mapping[Group, Sequence[Forecast]]:
    """Every published series from each of its years with three points or more."""
    import duckdb

    from kpi.assessment.slopes import fit_one
    from kpi.database.frames import sql_of

    con = duckdb.connect()
    for macros in ("numbers", "ranges"):
        con.execute(sql_of("kpi.assessment", macros, "macros"))
    found: dict[Group, list[Forecast]] = defaultdict(list)
    for values, is_percent in _published():
        for year in sorted(values):
            slope, spread, steps = fit_one([values.get(year - n) for n in range(POINTS)][::-1])
            if slope is None:
                continue
            for ahead in (a for a in YEARS_AHEAD if year + a in values):
                answer = con.execute("SELECT level_width(?, ?, ?)", [spread, steps, ahead])
                [(width,)] = answer.fetchall()
                forecast = _in_years(values, year, ahead, slope / 2, width, is_percent)
                found["levels", "yearly", f"{ahead} years"].append(forecast)
    con.close()
    return found


def _in_years(  # noqa: PLR0913, PLR0917 - what one estimate is made from
    values: Mapping[int, float], year: int, ahead: int, step: float, width: float | None,
    is_percent: bool,
) -> Forecast:  # fmt: skip
    now, last = values[year], values.get(year - 1)
    middle = now + ahead * step

    def cut(value: float) -> float:
        return min(max(value, 0.0), 100.0) if is_percent else value

    return Forecast(
        cut(middle),
        None if width is None else cut(middle - width),
        None if width is None else cut(middle + width),
        now,
        now,
        None if last is None else now + ahead * (now - last),
        values[year + ahead],
    )


def _published() -> Iterator[tuple[Mapping[int, float], bool]]:
    """Each series by year, and whether it is per cent."""
    series: dict[str, dict[int, float]] = defaultdict(dict)
    with (SDG / "observations.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["value"]:
                series[row["series_id"]][int(row["year"])] = float(row["value"])
    with (SDG / "series.csv").open(encoding="utf-8", newline="") as lines:
        units = {row["series_id"]: row["unit"] for row in csv.DictReader(lines)}
    for name, values in series.items():
        # what is called a percentage and is none is no reason to cut
        yield values, "(%)" in units.get(name, "") and max(values.values()) <= 100


if __name__ == "__main__":
    raise SystemExit(0 if main(Path(sys.argv[1]) if len(sys.argv) > 1 else None) else 1)
