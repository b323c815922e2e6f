"""Theil–Sen slopes of many short series at once, as `scipy.stats.theilslopes` gives for one.

One call per series is too slow for every unit and indicator of a country; here a row is a series.
Of few series each is fitted in plain Python, to the same bits: loading numpy takes longer.
The interval is Sen's (1968) with scipy's ranks: method 'separate', alpha 0.9.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from statistics import NormalDist
from typing import TYPE_CHECKING

from kpi.assessment.keys import ENTITY, INDICATOR
from kpi.database.frames import Rows, execute, lent, make_table, query

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CONFIDENCE = 0.9
FEWEST = 3
FEWEST_FOR_RANGE = 6
CHUNK = 20_000
FEW = 500
COLUMNS = tuple(f"p{back}" for back in range(12))
_SLOPE = """
    CREATE OR REPLACE TEMP TABLE slope AS
    SELECT * REPLACE (entity::VARCHAR::entity_id AS entity,
                      indicator::VARCHAR::indicator_id AS indicator)
    FROM given_slope
"""


def fit_slopes(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table `slope` (entity, indicator, last_month, slope, slope_low, slope_high) from
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
            "slope": "DOUBLE", "slope_low": "DOUBLE", "slope_high": "DOUBLE",
        },
        [(*row[:3], *theil_sen_of(row[:2:-1])) for row in found],
    )  # fmt: skip
    make_table(con, "slope", table)


def theil_sen_of(series: Sequence[float | None]) -> tuple[float | None, float | None, float | None]:
    """Slope and its interval of one series; None are gaps, points lie one step apart."""
    points = [(at, y) for at, y in enumerate(series) if y is not None]
    slopes = sorted((b - a) / (j - i) for (i, a), (j, b) in combinations(points, 2))
    if len(points) < FEWEST:
        return None, None, None
    pairs = len(slopes)
    middle = (slopes[(pairs - 1) // 2] + slopes[pairs // 2]) / 2
    if len(points) < FEWEST_FOR_RANGE:
        return middle, None, None
    n = len(points)
    ties = sum(k * (k - 1) * (2 * k + 5) for k in Counter(y for _, y in points).values())
    sigma = math.sqrt((n * (n - 1) * (2 * n + 5) - ties) / 18.0)
    z = NormalDist().inv_cdf((1 - CONFIDENCE) / 2)
    high = min(round((pairs - z * sigma) / 2), pairs - 1)
    low = max(round((pairs + z * sigma) / 2) - 1, 0)
    return middle, slopes[low], slopes[high]


def _fit_many(con: duckdb.DuckDBPyConnection) -> None:
    import numpy as np
    import polars as pl

    frame = query(con, "SELECT * FROM projection_point")
    latest_last = frame.select(reversed(COLUMNS)).to_numpy().astype(np.float64)
    middle, low, high = theil_sen(latest_last)
    given = frame.select("entity", "indicator", "last_month").with_columns(
        slope=pl.Series(middle).fill_nan(None),
        slope_low=pl.Series(low).fill_nan(None),
        slope_high=pl.Series(high).fill_nan(None),
    )
    with lent(con, given_slope=given):
        execute(con, _SLOPE)


def theil_sen(series: Floats) -> tuple[Floats, Floats, Floats]:
    """Slope and its interval for every row; NaN are gaps, columns lie one step apart.

    Rows with fewer than 3 points have no slope, with fewer than 6 no interval: NaN.
    """
    import numpy as np

    if not len(series):
        empty = np.empty(0)
        return empty, empty, empty
    parts = [_fit(series[at : at + CHUNK]) for at in range(0, len(series), CHUNK)]
    middle, low, high = (np.concatenate(column) for column in zip(*parts, strict=True))
    return middle, low, high


def _fit(series: Floats) -> tuple[Floats, Floats, Floats]:
    import numpy as np

    slopes = _sorted_slopes(series)
    points = np.isfinite(series).sum(axis=1)
    pairs = np.isfinite(slopes).sum(axis=1)
    upper_middle = _at(slopes, pairs // 2)
    lower_middle = _at(slopes, np.maximum(pairs - 1, 0) // 2)
    middle = np.where(points >= FEWEST, (lower_middle + upper_middle) / 2, np.nan)
    low_rank, high_rank = _ranks(series, points, pairs)
    wide = points >= FEWEST_FOR_RANGE
    low = np.where(wide, _at(slopes, low_rank), np.nan)
    high = np.where(wide, _at(slopes, high_rank), np.nan)
    return middle, low, high


def _sorted_slopes(series: Floats) -> Floats:
    """The slopes of all pairs of points, ascending, NaN last."""
    import numpy as np

    pairs = list(combinations(range(series.shape[1]), 2))
    slopes = np.empty((len(series), len(pairs)))
    for column, (i, j) in enumerate(pairs):
        slopes[:, column] = (series[:, j] - series[:, i]) / (j - i)
    slopes.sort(axis=1)
    return slopes


def _at(slopes: Floats, rank: NDArray[np.intp]) -> Floats:
    import numpy as np

    last = slopes.shape[1] - 1
    found: Floats = np.take_along_axis(slopes, np.clip(rank, 0, last)[:, None], axis=1)[:, 0]
    return found


def _ranks(
    series: Floats, points: NDArray[np.intp], pairs: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Ranks of the interval's ends among the sorted slopes, ties among the points allowed for."""
    import numpy as np

    z = NormalDist().inv_cdf((1 - CONFIDENCE) / 2)
    equal = (series[:, :, None] == series[:, None, :]).sum(axis=2)
    ties = np.where(equal > 0, (equal - 1) * (2 * equal + 5), 0).sum(axis=1)
    sigma = np.sqrt((points * (points - 1) * (2 * points + 5) - ties) / 18.0)
    high = np.minimum(np.round((pairs - z * sigma) / 2).astype(np.intp), pairs - 1)
    low = np.maximum(np.round((pairs + z * sigma) / 2).astype(np.intp) - 1, 0)
    return low, high
