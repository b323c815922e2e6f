"""Estimates one to three years ahead on the published series (`tests/data/sdg`).

Rule: the estimate is the models' own: slope and spread of `kpi.assessment.slopes`, the width of its
macro, cut where the plan's room cuts (`projected_range`). Of figures published under several names
one counts.
"""

from __future__ import annotations

import csv
import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from benchmarks.forecast import Forecast, Group
from benchmarks.measure import ROOT
from kpi.plan.model import Indicator, Measure
from kpi.plan.ranges import Range, projected_range

SDG = ROOT / "tests" / "data" / "sdg"
YEARS_AHEAD = (1, 2, 3)
POINTS = 12
Series = Mapping[int, float]  # by year


def of_series() -> Mapping[Group, Sequence[Forecast]]:
    """Every published series from each of its years with three points or more."""
    import duckdb

    from kpi.assessment.slopes import fit_one
    from kpi.database.frames import sql_of

    con = duckdb.connect()
    for macros in ("numbers", "ranges"):
        con.execute(sql_of("kpi.assessment", macros, "macros"))
    found: dict[Group, list[Forecast]] = defaultdict(list)
    for values, bounds in _published():
        for year in sorted(values):
            points = [values.get(year - n) for n in range(POINTS)][::-1]
            slope, spread, steps = fit_one(points)
            if slope is None:
                continue
            for ahead in (a for a in YEARS_AHEAD if year + a in values):
                answer = con.execute("SELECT level_width(?, ?, ?)", [spread, steps, ahead])
                [(width,)] = answer.fetchall()
                forecast = _in_years(values, year, ahead, slope / 2, width, bounds)
                found["levels", "yearly", f"{ahead} years"].append(forecast)
                found["levels", "yearly", "1-3 years"].append(forecast)
    con.close()
    return found


def _in_years(  # noqa: PLR0913, PLR0917 - what one estimate is made from
    values: Series, year: int, ahead: int, slope: float, width: float | None, bounds: Range
) -> Forecast:
    now, last = values[year], values.get(year - 1)
    middle = now + ahead * slope
    return Forecast(
        _cut(middle, bounds),
        None if width is None else _cut(middle - width, bounds),
        None if width is None else _cut(middle + width, bounds),
        now,
        now,
        None if last is None else now + ahead * (now - last),
        values[year + ahead],
        _mean_step({y: v for y, v in values.items() if year - POINTS < y <= year}),
    )


def _cut(value: float, bounds: Range) -> float:
    low, high = bounds
    value = value if low is None else max(value, low)
    return value if high is None else min(value, high)


def _mean_step(values: Series) -> float:
    """A year's mean step, whatever its direction."""
    points = sorted(values.items())
    return statistics.fmean(abs(b - a) / (y - x) for (x, a), (y, b) in pairwise(points))


def _published() -> Iterator[tuple[Series, Range]]:
    """Each series by year, and between what its estimates are cut."""
    series: dict[str, dict[int, float]] = defaultdict(dict)
    with (SDG / "observations.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["value"]:
                series[row["series_id"]][int(row["year"])] = float(row["value"])
    with (SDG / "series.csv").open(encoding="utf-8", newline="") as lines:
        facts = {row["series_id"]: row for row in csv.DictReader(lines)}
    once = {tuple(sorted(values.items())): name for name, values in reversed(series.items())}
    for name in once.values():
        values = series[name]
        yield values, projected_range(_indicator(name, values, facts[name]))


def _indicator(name: str, values: Series, facts: Mapping[str, str]) -> Indicator:
    """As a plan would have the series: what is never below 0 as a count or a ratio."""
    # what is called a percentage and is none is no reason to cut
    is_percent = "(%)" in facts["unit"] and max(values.values()) <= 100
    measure: Measure = "count" if min(values.values()) >= 0 else "score"
    return Indicator(
        id=name,
        name=name,
        field="",
        measure="ratio" if is_percent else measure,
        unit_of_measure="%" if is_percent else "",
        frequency="year",
        decimals=1,
        over_time="stock",
        direction="down" if facts["direction"] == "down" else "up",
        limit=float(facts["limit"]) if facts["limit"] else None,
    )
