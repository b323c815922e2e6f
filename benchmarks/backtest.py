"""Back test of projections: how often the range held what came, and how large the error was.

On the demo: the year's end as projected in each earlier month, of the plan and of its units. On the
published series (`tests/data/sdg`): one to three years ahead, with the same slope. Beside each two
forecasts that need no model. The demo's figures are made up along smooth ways, so what is measured
there is the machinery more than foresight.
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
    from kpi.plan.model import Plan

SERIES = ROOT / "tests" / "data" / "sdg" / "observations.csv"
YEARS_AHEAD = (1, 2, 3)
POINTS = 12
Group = tuple[str, str]
YearEnds = dict[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Forecast:
    """One forecast and what came; `naive` keeps the last value (of what adds up through the year:
    last year's total), `as_before` adds last year's change."""

    projected: float
    low: float | None
    high: float | None
    naive: float | None
    as_before: float | None
    came: float

    def error(self, forecast: float | None) -> float | None:
        """Absolute error in per cent of what came; None where there is no forecast or it is 0."""
        if forecast is None or self.came == 0:
            return None
        return 100 * abs(forecast - self.came) / abs(self.came)


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


def main(home: Path | None = None) -> bool:
    """Prints the figures; a back test has no bound."""
    if home is not None:
        report("demo", of_demo(home))
    else:
        with tempfile.TemporaryDirectory(prefix="kpi-bench-") as name:
            made = Path(name) / "demo"
            for command in (["demo", str(made)], ["--home", str(made), "collect"]):
                run_process(python("-m", "flows.cli", *command))
            report("demo", of_demo(made))
    report("published series", of_series())
    return True


def report(name: str, forecasts: Mapping[Group, Sequence[Forecast]]) -> None:
    print(f"{name}: mean absolute error in per cent of what came")
    for (whose, ahead), found in sorted(forecasts.items()):
        ranged = [f for f in found if f.low is not None and f.high is not None]
        held = sum(f.low <= f.came <= f.high for f in ranged if f.low is not None and f.high)
        share = f"{100 * held / len(ranged):.0f} % of {len(ranged)}" if ranged else "none"
        errors = {
            "projection": _mean(f.error(f.projected) for f in found),
            "last value": _mean(f.error(f.naive) for f in found),
            "last year's change": _mean(f.error(f.as_before) for f in found),
        }
        shown = "; ".join(f"{k} {v}" for k, v in errors.items())
        print(f"  {whose}, {ahead}: {len(found)} forecasts; range held {share}; {shown}")


def _mean(errors: Iterator[float | None]) -> str:
    known = [e for e in errors if e is not None]
    return f"{statistics.fmean(known):.1f} ({len(known)})" if known else "none"


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
    before: dict[tuple[str, str, int], float] = {}
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
    for word in ("certain", "likely", "hard", "very_hard"):
        said, met = words[word], words[f"{word} met"]
        print(f"demo: targets said to be {word.replace('_', ' ')}: {met} of {said} were met")
    return found


def _of_year(
    plan: Plan, rows: Sequence[Mapping[str, Any]], before: Mapping[tuple[str, str, int], float]
) -> Iterator[tuple[Group, Forecast]]:
    ends = {
        (r["unit"], r["indicator"]): r["assessed"]
        for r in rows
        if r["period"].endswith("-12") and r["assessed"] is not None and not r["provisional"]
    }
    for r in rows:
        month, at = int(r["period"][-2:]), (r["unit"], r["indicator"])
        if month == 12 or r["projection"] is None or at not in ends:
            continue
        indicator = plan.indicator_by_id[r["indicator"]]
        last_end, last_now = before.get((*at, 12)), before.get((*at, month))
        sums = indicator.measure == "count" and indicator.over_time != "stock"
        change = None if last_end is None or last_now is None else last_end - last_now
        whose = {"ALL": "plan"}.get(r["unit"], "areas" if ":" in r["unit"] else "units")
        yield (
            (whose, f"the year's end, {'1-5' if month > 6 else '6-11'} months ahead"),
            Forecast(
                r["projection"], r["projection_low"], r["projection_high"],
                last_end if sums else r["assessed"],
                None if change is None else r["assessed"] + change, ends[at],
            ),
        )  # fmt: skip


def of_series() -> Mapping[Group, Sequence[Forecast]]:
    """Every published series from each of its years with three points or more."""
    import numpy as np

    from kpi.assessment.slopes import theil_sen

    found: dict[Group, list[Forecast]] = defaultdict(list)
    for values in _published().values():
        for year in sorted(values):
            window = [values.get(y, np.nan) for y in range(year - POINTS + 1, year + 1)]
            middle, low, high = (float(a[0]) for a in theil_sen(np.array([window])))
            if np.isnan(middle):
                continue
            now, last = values[year], values.get(year - 1)
            for ahead in YEARS_AHEAD:
                if year + ahead in values:
                    found["yearly", f"{ahead} years"].append(
                        Forecast(
                            now + ahead * middle,
                            None if np.isnan(low) else now + ahead * low,
                            None if np.isnan(high) else now + ahead * high,
                            now,
                            None if last is None else now + ahead * (now - last),
                            values[year + ahead],
                        )
                    )
    return found


def _published() -> Mapping[str, Mapping[int, float]]:
    series: dict[str, dict[int, float]] = defaultdict(dict)
    with SERIES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["value"]:
                series[row["series_id"]][int(row["year"])] = float(row["value"])
    return series


if __name__ == "__main__":
    raise SystemExit(0 if main(Path(sys.argv[1]) if len(sys.argv) > 1 else None) else 1)
