"""Theil–Sen slopes of many short series at once, and how much each jumps from point to point.

One call per series is too slow for every unit and indicator of a country; here a row is a series.
Of few series each is fitted in plain Python: loading numpy takes longer.
The one rule: both ways give the same bits.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from kpi.assessment.keys import ENTITY, INDICATOR
from kpi.database.frames import Rows, execute, lent, make_table, query

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEWEST = 3
FEWEST_STEPS = 3  # between neighbouring points, for a range
CHUNK = 20_000
FEW = 500
COLUMNS = tuple(f"p{back}" for back in range(12))
Fit = tuple[float | None, float | None, int]
"""Slope per reporting period, spread of the steps, number of steps; None: too few points."""
_SLOPE = """
    CREATE OR REPLACE TEMP TABLE slope AS
    SELECT * REPLACE (entity::VARCHAR::entity_id AS entity,
                      indicator::VARCHAR::indicator_id AS indicator)
    FROM given_slope
"""


def fit_slopes(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table `slope` (entity, indicator, last_month, slope, spread, steps) from
    `projection_point`; slopes are per reporting period."""
    ((series,),) = con.execute("SELECT count(*) FROM projection_point").fetchall()
    if series <= FEW:
        _fit_few(con)
    else:
        _fit_many(con)


def _fit_few(con: duckdb.DuckDBPyConnection) -> None:
    found = con.execute("SELECT * FROM projection_point").fetchall()  # the latest point first
    table = Rows(
        {
            "entity": ENTITY, "indicator": INDICATOR, "last_month": "INTEGER",
            "slope": "DOUBLE", "spread": "DOUBLE", "steps": "INTEGER",
        },
        [(*row[:3], *fit_one(row[:2:-1])) for row in found],
    )  # fmt: skip
    make_table(con, "slope", table)


def fit_one(series: Sequence[float | None]) -> Fit:
    """Of one series; None are gaps, places lie one reporting period apart.

    The spread is that of the steps between neighbouring points about half the slope, each taken
    for one period: sqrt(sum((step - b x gap)^2 / gap) / (m - 1)), b half the slope, m steps."""
    points = [(at, y) for at, y in enumerate(series) if y is not None]
    if len(points) < FEWEST:
        return None, None, max(len(points) - 1, 0)
    slopes = sorted((b - a) / (j - i) for (i, a), (j, b) in combinations(points, 2))
    pairs = len(slopes)
    slope = (slopes[(pairs - 1) // 2] + slopes[pairs // 2]) / 2
    steps = len(points) - 1
    if steps < FEWEST_STEPS:
        return slope, None, steps
    half, total = slope / 2, 0.0
    for (i, a), (j, b) in pairwise(points):
        off = b - a - half * (j - i)
        total += off * off / (j - i)
    return slope, math.sqrt(total / (steps - 1)), steps


def _fit_many(con: duckdb.DuckDBPyConnection) -> None:
    import numpy as np
    import polars as pl

    frame = query(con, "SELECT * FROM projection_point")
    latest_last = frame.select(reversed(COLUMNS)).to_numpy().astype(np.float64)
    slope, spread, steps = fit_all(latest_last)
    given = frame.select("entity", "indicator", "last_month").with_columns(
        slope=pl.Series(slope).fill_nan(None),
        spread=pl.Series(spread).fill_nan(None),
        steps=pl.Series(steps),
    )
    with lent(con, given_slope=given):
        execute(con, _SLOPE)


def fit_all(series: Floats) -> tuple[Floats, Floats, NDArray[np.int32]]:
    """Slope, spread and steps of every row; NaN are gaps, columns lie one period apart."""
    import numpy as np

    parts = [_fit(series[at : at + CHUNK]) for at in range(0, max(len(series), 1), CHUNK)]
    slope, spread = (np.concatenate([p[n] for p in parts]) for n in (0, 1))
    return slope, spread, np.concatenate([p[2] for p in parts])


def _fit(series: Floats) -> tuple[Floats, Floats, NDArray[np.int32]]:
    import numpy as np

    slope = _slopes(series)
    steps = np.maximum(np.isfinite(series).sum(axis=1) - 1, 0).astype(np.int32)
    total = _squares(series, slope / 2)
    wide = steps >= FEWEST_STEPS
    spread = np.where(wide, np.sqrt(total / np.maximum(steps - 1, 1)), np.nan)
    return slope, spread, steps


def _slopes(series: Floats) -> Floats:
    """The median of the slopes of all pairs of points; NaN for fewer than three points."""
    import numpy as np

    pairs = list(combinations(range(series.shape[1]), 2))
    slopes = np.empty((len(series), len(pairs)))
    for column, (i, j) in enumerate(pairs):
        slopes[:, column] = (series[:, j] - series[:, i]) / (j - i)
    slopes.sort(axis=1)  # NaN last
    there = np.isfinite(slopes).sum(axis=1)
    middle = (_at(slopes, np.maximum(there - 1, 0) // 2) + _at(slopes, there // 2)) / 2
    return np.where(np.isfinite(series).sum(axis=1) >= FEWEST, middle, np.nan)


def _squares(series: Floats, half: Floats) -> Floats:
    """The sum over neighbouring points of what each step is off, squared, over its gap."""
    import numpy as np

    total = np.zeros(len(series))
    before, seen_at = np.full(len(series), np.nan), np.zeros(len(series))
    for column in range(series.shape[1]):
        now = series[:, column]
        gap = column - seen_at
        off = now - before - half * gap
        total += np.where(np.isfinite(off), off * off / np.maximum(gap, 1), 0.0)
        there = np.isfinite(now)
        before, seen_at = np.where(there, now, before), np.where(there, column, seen_at)
    return total


def _at(slopes: Floats, rank: NDArray[np.intp]) -> Floats:
    import numpy as np

    last = slopes.shape[1] - 1
    found: Floats = np.take_along_axis(slopes, np.clip(rank, 0, last)[:, None], axis=1)[:, 0]
    return found
