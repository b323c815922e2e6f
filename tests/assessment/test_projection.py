"""Where the year will end: by the profile, else along a Theil–Sen slope."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import theilslopes

from kpi.assessment.slopes import theil_sen, theil_sen_of

Make = Callable[..., Any]
values = st.one_of(
    st.just(float("nan")), st.integers(0, 6).map(float), st.floats(-1000, 1000, width=32)
)


@settings(max_examples=300, deadline=None)
@given(st.lists(values, min_size=12, max_size=12))
def test_slopes_and_their_range_are_scipys(series: list[float]) -> None:
    slope, low, high = (column[0] for column in theil_sen(np.array([series])))
    at = [n for n, y in enumerate(series) if not np.isnan(y)]
    if len(at) < 3:
        assert np.isnan([slope, low, high]).all()
        return
    found = theilslopes([series[n] for n in at], at, 0.9)
    assert slope == pytest.approx(found.slope, rel=1e-12, abs=1e-12)
    if len(at) < 6:
        assert np.isnan([low, high]).all()
    else:
        assert (low, high) == pytest.approx(
            (found.low_slope, found.high_slope), rel=1e-12, abs=1e-12
        )


@settings(max_examples=300, deadline=None)
@given(st.lists(values, min_size=12, max_size=12))
def test_one_series_has_the_same_slopes_as_among_many(series: list[float]) -> None:
    among_many = [column[0] for column in theil_sen(np.array([series]))]
    alone = theil_sen_of([None if np.isnan(y) else y for y in series])
    assert list(alone) == [None if np.isnan(found) else found for found in among_many]


def test_no_series_have_no_slopes() -> None:
    assert [len(column) for column in theil_sen(np.empty((0, 12)))] == [0, 0, 0]


def projected(w: Any, period: str) -> tuple[Any, Any, Any]:
    row = w.row(period, "X")
    return row["projection"], row["projection_low"], row["projection_high"]


def test_a_profile_divides_by_the_share_of_the_year_so_far_without_a_range(
    world: Make, an: Make
) -> None:
    w = world(an("X", reporters=("A",)))
    w.series("A", "X", {f"2024-{m:02d}": 10 for m in range(1, 8)})
    assert projected(w, "2024-03") == (120, None, None)
    assert projected(w, "2024-07")[1:] == (None, None)


def test_a_profile_projection_is_cut_too_and_empty_before_its_first_share(
    world: Make, an: Make
) -> None:
    shares = (0.0, *(1 / 11,) * 11)
    w = world(an("X", reporters=("A",), limit=50.0, profile=shares))
    w.series("A", "X", {"2024-01": 3, "2024-02": 10})
    w.assess("2024-01", "2024-02")
    assert projected(w, "2024-01")[0] is None
    assert projected(w, "2024-02")[0] == 50


def test_a_stock_goes_on_along_the_median_slope_of_the_last_twelve_with_gaps_kept(
    world: Make, an: Make
) -> None:
    w = world(an("X", over_time="stock", reporters=("A",)))
    w.series("A", "X", {"2023-07": 999, "2023-11": 10, "2024-01": 14, "2024-03": 18, "2024-06": 24})
    # 2 a month, six months left; July 2023 is the twelfth point back and the one outlier
    assert projected(w, "2024-06") == (36, None, None)
    w.series("A", "X", {"2024-07": 26})
    w.assess("2024-07")
    assert projected(w, "2024-07") == (36, None, None)


def test_fewer_than_three_points_project_nothing(world: Make, an: Make) -> None:
    w = world(an("X", over_time="stock", reporters=("A",)))
    w.series("A", "X", {"2024-01": 14, "2024-03": 18})
    assert projected(w, "2024-03") == (None, None, None)


def test_without_a_latest_figure_there_is_no_projection(world: Make, an: Make) -> None:
    w = world(an("X", over_time="stock", reporters=("A",)))
    w.series("A", "X", {"2024-01": 14, "2024-02": 15, "2024-03": 18})
    assert projected(w, "2024-04") == (None, None, None)


def test_from_six_points_on_there_is_a_range(world: Make, an: Make) -> None:
    series = [10.0, 12.0, 11.0, 15.0, 18.0, 17.0]
    w = world(an("X", "score", reporters=("A",)))
    w.series("A", "X", {f"2024-{m:02d}": y for m, y in enumerate(series, 1)})
    found = theilslopes(series, range(6), 0.9)
    expected = [17 + 6 * s for s in (found.slope, found.low_slope, found.high_slope)]
    assert projected(w, "2024-06") == pytest.approx(expected)


def test_a_flow_ratio_projects_the_year_to_date_within_the_report_year(
    world: Make, an: Make
) -> None:
    w = world(an("X", "ratio", reporters=("A",)))
    w.series(
        "A", "X", {"2023-12": (0, 10), "2024-01": (1, 10), "2024-02": (3, 10), "2024-03": (5, 10)}
    )
    # year to date 10, 20, 30 per cent: 10 points a month, nine months left
    assert projected(w, "2024-03")[0] == 120
    w = world(an("X", "ratio", reporters=("A",), limit=100.0))
    w.series("A", "X", {"2024-01": (1, 10), "2024-02": (3, 10), "2024-03": (5, 10)})
    assert projected(w, "2024-03")[0] == 100


@pytest.mark.parametrize(
    ("measure", "given", "expected"),
    [("count", {}, 0), ("score", {}, -18), ("score", {"direction": "down", "limit": 2.0}, 2),
     ("count", {"direction": "down", "limit": -5.0}, 0), ("score", {"limit": -20.0}, -20)],
)  # fmt: skip
def test_projections_are_cut_at_zero_for_counts_and_at_a_limit_from_the_side_it_lies_on(
    world: Make, an: Make, measure: str, given: Any, expected: float
) -> None:
    w = world(an("X", measure, over_time="stock", reporters=("A",), **given))
    w.series("A", "X", {"2024-01": 13, "2024-02": 11, "2024-03": 9})
    w.series("A", "X", {"2024-04": 6})  # slopes -2, -2, -3, -2, -2.5, -7/3
    found = projected(w, "2024-04")[0]
    if expected in {0, 2, -20}:
        assert found == expected
    else:
        assert found == pytest.approx(6 - 8 * (2 + 7 / 3) / 2)


def test_at_the_years_end_the_projection_is_the_figure(world: Make, an: Make) -> None:
    w = world(an("X", "score", frequency="quarter", reporters=("A",)))
    w.series("A", "X", {"2024-Q2": 13, "2024-Q3": 11, "2024-Q4": 9})
    assert projected(w, "2024")[0] == 9


def test_slopes_are_per_reporting_period(world: Make, an: Make) -> None:
    w = world(an("X", "score", frequency="quarter", reporters=("A",)))
    w.series("A", "X", {"2023-Q3": 3, "2023-Q4": 5, "2024-Q1": 7})
    assert projected(w, "2024-03")[0] == 13
    assert projected(w, "2024-Q1")[0] == 13


def test_a_formula_is_projected_over_its_own_points(world: Make, an: Make) -> None:
    w = world(an("S", "score", reporters=("A",)), an("X", "formula", formula="S*2"))
    w.series("A", "S", {"2024-01": 1, "2024-02": 2, "2024-03": 3})
    assert projected(w, "2024-03")[0] == 24
