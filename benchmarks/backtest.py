"""Back test of estimates: how often the 80 % range held what came, and how large the error was.

On the demo: the year's end as estimated in each earlier month, of the plan, its areas and units. On
the published series (`tests/data/sdg`): one to three years ahead, as the models go on from what the
year does not add up. Beside each stand estimates that need no model. The demo figures are made up,
so what is measured on it is the machinery more than foresight.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.forecast import Forecast, Group, head, lines
from benchmarks.measure import python, run_process
from benchmarks.published import of_series
from kpi.home import Home

if TYPE_CHECKING:
    from kpi.plan.model import Indicator, Plan

Before = Mapping[tuple[str, str, int], float]  # last year's `assessed` by unit, indicator, month
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
    """Prints the table; a back test has no bound."""
    print("Mean absolute errors over the cases that all ways have.")
    print(head())
    if home is not None:
        tell("demo", of_demo(home))
    else:
        with tempfile.TemporaryDirectory(prefix="kpi-bench-") as name:
            made = Path(name) / "demo"
            for command in (["demo", str(made)], ["--home", str(made), "collect"]):
                run_process(python("-m", "flows.cli", *command))
            tell("demo", of_demo(made))
    tell("published", of_series())
    return True


def tell(name: str, forecasts: Mapping[Group, Sequence[Forecast]]) -> None:
    for line in lines(name, forecasts):
        print(line)


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


if __name__ == "__main__":
    raise SystemExit(0 if main(Path(sys.argv[1]) if len(sys.argv) > 1 else None) else 1)
