"""Where the year will end and the range around it, each figure worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import theilslopes

from kpi.assessment.slopes import fit_all, fit_one
from kpi.plan.model import Checks

Make = Callable[..., Any]
values = st.one_of(
    st.just(float("nan")), st.integers(0, 6).map(float), st.floats(-1000, 1000, width=32)
)
series_of_twelve = st.lists(values, min_size=12, max_size=12)


@settings(max_examples=300, deadline=None)
@given(series_of_twelve)
def test_the_slope_is_scipys_and_the_spread_that_of_the_steps(series: list[float]) -> None:
    slope, spread, steps = (column[0] for column in fit_all(np.array([series])))
    at = [n for n, y in enumerate(series) if not np.isnan(y)]
    assert steps == max(len(at) - 1, 0)
    if len(at) < 3:
        assert np.isnan([slope, spread]).all()
        return
    found = theilslopes([series[n] for n in at], at).slope
    assert slope == pytest.approx(found, rel=1e-12, abs=1e-12)
    if len(at) < 4:
        assert np.isnan(spread)
        return
    off = [(series[j] - series[i] - found / 2 * (j - i)) / (j - i) ** 0.5 for i, j in pairwise(at)]
    by_definition = math.sqrt(math.fsum(x * x for x in off) / (steps - 1))
    assert spread == pytest.approx(by_definition, rel=1e-9, abs=1e-9)


@settings(max_examples=300, deadline=None)
@given(series_of_twelve)
def test_one_series_is_fitted_to_the_same_bits_as_among_many(series: list[float]) -> None:
    slope, spread, steps = (column[0] for column in fit_all(np.array([series])))
    alone = fit_one([None if np.isnan(y) else y for y in series])
    among_many = tuple(None if np.isnan(y) else y for y in (slope, spread))
    assert alone == (*among_many, steps)


def test_no_series_have_no_slopes() -> None:
    assert [len(column) for column in fit_all(np.empty((0, 12)))] == [0, 0, 0]


def projected(w: Any, period: str, indicator: str = "X", unit: str = "ALL") -> Any:
    row = w.row(period, indicator, unit)
    return row["projection"], row["projection_low"], row["projection_high"]


def around(middle: float, width: float) -> Any:
    return pytest.approx((middle, middle - width, middle + width))


def monthly(*figures: Any, year: int = 2024) -> dict[str, Any]:
    return {f"{year}-{m:02d}": y for m, y in enumerate(figures, 1) if y is not None}


# --- stocks, scores, formulas: half the slope of the latest points


def test_a_stock_goes_on_along_half_its_slope_with_a_range_from_four_points_on(
    world: Make, an: Make
) -> None:
    w = world(
        an("X", "score", reporters=("A",)),
        an("Y", "score", reporters=("A",)),
        an("Z", "score", reporters=("A",)),
        an("F", "formula", formula="X*2"),
    )
    w.series("A", "X", monthly(None, None, 10, 12, 14, 16))
    w.series("A", "Y", monthly(None, None, None, 14, 15, 18))
    w.series("A", "Z", monthly(None, None, None, None, 15, 18))
    # slope 2, half of it 1, six months left: 16 + 6. Three steps of 2, each 1 off: s = sqrt(3 / 2);
    # T for 2 is 1.886; sqrt(6 x (1 + 6/3)) = sqrt(18)
    width = 1.886 * math.sqrt(3 / 2) * math.sqrt(18)
    assert projected(w, "2024-06") == around(22, width)
    assert width == pytest.approx(9.79994, abs=1e-5)
    # a formula over its own points 20, 24, 28, 32: all twice as large
    assert projected(w, "2024-06", "F") == around(44, 2 * width)
    # slopes 1, 3, 2 of three points: 18 + 6 x 1, no range; two points project nothing
    assert projected(w, "2024-06", "Y") == (24, None, None)
    assert projected(w, "2024-06", "Z") == (None, None, None)


def test_gaps_are_kept_and_only_the_last_twelve_periods_are_points(world: Make, an: Make) -> None:
    w = world(an("X", over_time="stock", reporters=("A",)))
    w.series("A", "X", {"2023-06": -5000, "2023-07": 999, "2023-11": 10, "2024-01": 14,
                        "2024-03": 18, "2024-06": 24})  # fmt: skip
    # July 2023 is the twelfth point back: 4 of 10 slopes are its, the other six are 2; 24 + 6 x 1.
    # Steps off by 993 over 4 months, 2 over 2, 2 over 2, 3 over 3; T for 3 is 1.638; the low end is
    # cut at 0
    s = math.sqrt((993**2 / 4 + 2**2 / 2 + 2**2 / 2 + 3**2 / 3) / 3)
    width = 1.638 * s * math.sqrt(6 * (1 + 6 / 4))
    assert projected(w, "2024-06") == pytest.approx((30, 0, 30 + width))


def test_slopes_are_per_reporting_period_and_end_with_the_year(world: Make, an: Make) -> None:
    w = world(an("X", "score", frequency="quarter", reporters=("A",)))
    w.series("A", "X", {"2023-Q3": 3, "2023-Q4": 5, "2024-Q1": 7, "2024-Q4": 9})
    w.assess("2024-03", "2024-Q1", "2024-Q2", "2024")
    assert projected(w, "2024-03") == (7 + 3 * 1, None, None)
    assert projected(w, "2024-Q1") == (10, None, None)
    assert projected(w, "2024-Q2", unit="A") == (None, None, None)  # nothing to start from
    assert projected(w, "2024") == (9, 9, 9)  # nothing is left of the year


def test_a_longer_periods_figure_is_no_point(world: Make, an: Make) -> None:
    w = world(an("X", "score", reporters=("A",)))
    w.series("A", "X", {"2023": 999, "2024-01": 14, "2024-02": 15, "2024-03": 18})
    assert projected(w, "2024-03") == (18 + 9 * 1, None, None)


def test_an_area_reads_what_is_completed_and_leaves_out_points_with_a_unit_missing(
    world: Make, an: Make
) -> None:
    w = world(an("X", over_time="stock", reporters=("A", "B")))
    w.series("A", "X", monthly(10, 12, 14, 16, 18))
    w.series("B", "X", monthly(10, 12, None, 16, None))
    w.assess("2024-04", "2024-05")
    # without March 20, 24, 32: 4 a month; 32 + 8 x 2
    assert projected(w, "2024-04") == (48, None, None)
    # in May B's 16 stands in: 34. Slopes 2, 10/3, 3.5, 4, 4, 4, the half of 3.75 is 1.875; 34 + 7 x
    # 1.875. Steps off by 2.125, 4.25 over two months, 0.125
    s = math.sqrt((2.125**2 + 4.25**2 / 2 + 0.125**2) / 2)
    assert projected(w, "2024-05") == around(47.125, 1.886 * s * math.sqrt(7 * (1 + 7 / 3)))
    assert projected(w, "2024-05", unit="B") == (None, None, None)


@pytest.mark.parametrize(
    ("measure", "given", "expected"),
    [("count", {}, 0), ("score", {}, 6 - 8 * 13 / 12), ("score", {"unit_of_measure": "%"}, 0),
     ("score", {"direction": "down", "limit": 2.0}, 2), ("score", {"limit": -20.0}, -20),
     ("count", {"direction": "down", "limit": -5.0}, 0),
     ("score", {"checks": Checks(min=1.5)}, 1.5),
     ("score", {"unit_of_measure": "%", "checks": Checks(max=99.0)}, 6 - 8 * 13 / 12)],
)  # fmt: skip
def test_estimates_are_cut_at_what_can_be(
    world: Make, an: Make, measure: str, given: Any, expected: float
) -> None:
    w = world(an("X", measure, over_time="stock", reporters=("A",), **given))
    # slopes -2, -2, -7/3, -2, -2.5, -3: half of -13/6 is -13/12, eight months left
    w.series("A", "X", monthly(13, 11, 9, 6))
    assert projected(w, "2024-04")[0] == pytest.approx(expected)


def test_a_share_of_units_never_leaves_0_to_100(world: Make, an: Make) -> None:
    w = world(an("X", "yes_no", checks=Checks(min=0, max=100)))
    for unit, first in (("A", 1), ("B", 2), ("C", 3)):
        w.series(unit, "X", monthly(*(100 if m >= first else 0 for m in (1, 2, 3))))
    assert projected(w, "2024-03") == (100, None, None)


# --- counts of what adds up: the share of the year, and last year's rest


def test_a_count_goes_by_its_share_of_the_year_with_a_range(world: Make, an: Make) -> None:
    w = world(
        an("X", reporters=("A",)),
        an("R", over_time="running_total", reporters=("A",), direction="down"),
        an("L", reporters=("A",), limit=110.0),
    )
    w.series("A", "X", monthly(10, 10, 10))
    w.series("A", "L", monthly(10, 10, 10))
    w.series("A", "R", monthly(10, 20, 30))
    # 30 in a quarter of the year: 120. R = 90: sqrt((0.15 x 90)^2 + 1.64 x 90) = sqrt(329.85)
    assert projected(w, "2024-03") == around(120, math.sqrt(329.85))
    assert projected(w, "2024-03", "R") == around(120, math.sqrt(329.85))
    # each of the three is cut alone: 101.8 lies below the limit, 120 and 138.2 above it
    assert projected(w, "2024-03", "L") == pytest.approx((110, 120 - math.sqrt(329.85), 110))


def test_a_complete_last_year_weighs_as_much_as_the_share(world: Make, an: Make) -> None:
    w = world(an("X", reporters=("A",)), an("Y", reporters=("A",)), an("Z", reporters=("A",)))
    for name in ("X", "Y", "Z"):
        w.series("A", name, monthly(10, 10, 10))
    w.series("A", "X", monthly(*[5] * 12, year=2023))
    w.series("A", "Y", monthly(*[5] * 11, year=2023))  # December never came
    w.series("A", "Z", monthly(*[5] * 11, year=2023))
    w.report("A", "2023-12", "Z", 5, state="estimate")
    # (120 + (30 + 60 - 15)) / 2 = 97.5; R = 67.5
    width = math.sqrt((0.15 * 67.5) ** 2 + 1.64 * 67.5)
    assert projected(w, "2024-03") == around(97.5, width)
    assert projected(w, "2024-03", "Y")[0] == 120
    assert projected(w, "2024-03", "Z")[0] == 120


def test_neither_the_estimate_nor_its_range_lies_below_what_there_is(world: Make, an: Make) -> None:
    shares = (0.5, 0.5, *(0.0,) * 10)
    late = (0.0, *(1 / 11,) * 11)
    w = world(an("X", reporters=("A",), profile=shares), an("L", reporters=("A",), profile=late),
              an("B", reporters=("A",), limit=5.0))  # fmt: skip
    w.series("A", "X", monthly(6, 6))
    w.series("A", "L", monthly(6))
    w.series("A", "B", monthly(3, 3))
    w.assess("2024-01", "2024-02")
    assert projected(w, "2024-02") == (12, 12, 12)  # the whole year's share is behind
    # 6 in half the share: 12, R = 6: 12 - sqrt(0.9^2 + 1.64 x 6) stays above 6
    assert projected(w, "2024-01") == around(12, math.sqrt(0.81 + 9.84))
    assert projected(w, "2024-01", "L") == (None, None, None)  # nothing of the year is behind
    assert projected(w, "2024-02", "B") == (6, 6, 6)  # a limit takes nothing away that is there


def test_a_small_rest_is_never_less_than_nothing(world: Make, an: Make) -> None:
    w = world(an("X", reporters=("A",)))
    w.series("A", "X", monthly(*[1] * 11))
    # 11 in 11/12: 12, R = 1: sqrt(0.0225 + 1.64) = 1.289 is more than the rest
    assert projected(w, "2024-11") == pytest.approx((12, 11, 12 + math.sqrt(1.6625)))


# --- ratios of what occurs: the figure stays, in the first months with last year's rest


def test_a_ratio_of_what_occurs_stays_with_last_years_rest_before_june_ends(
    world: Make, an: Make
) -> None:
    w = world(an("X", "ratio", reporters=("A",)), an("Y", "ratio", reporters=("A",)))
    for name, last_year in (("X", 12), ("Y", 11)):
        w.series("A", name, monthly(*[(1, 10)] * last_year, year=2023))
        w.series("A", name, monthly(*[(5, 10)] * 6))
    w.assess("2024-05", "2024-06")
    # 25 of 50 so far, 7 of 70 in the seven months left: 32 of 120
    assert projected(w, "2024-05") == (pytest.approx(100 * 32 / 120), None, None)
    assert projected(w, "2024-06") == (50, None, None)
    assert projected(w, "2024-05", "Y") == (50, None, None)  # last year is not complete
