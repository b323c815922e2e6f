"""The methods `cagr` and `projection`: growth over the years beside the year's own path."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Make = Callable[..., Any]


def yearly(an: Make, id: str = "X", measure: str = "score", **given: Any) -> Any:
    return an(id, measure, frequency="year", reporters=("A",), **({"method": "cagr"} | given))


def lit(w: Any, period: str = "2023", unit: str = "ALL") -> tuple[Any, str]:
    row = w.row(period, "X", unit)
    return row["pace"], row["status"]


@pytest.mark.parametrize(
    ("latest", "pace", "status"),
    [(121, 1, "on_track"), (117.5, 0.8397, "at_risk"), (110, 0.4881, "behind"),
     (90, -0.5132, "behind"), (200, None, "exceeded"), (161.051, None, "met")],
)  # fmt: skip
def test_cagr_compares_the_yearly_growth_with_the_one_the_last_target_needs(
    world: Make, an: Make, latest: float, pace: float | None, status: str
) -> None:
    # 100 in 2021 and 161.051 in 2026 need 10 per cent a year; 121 in 2023 is just that
    w = world(yearly(an, baseline=(2021, 100.0), targets={2026: 161.051}))
    w.report("A", "2023", "X", latest)
    found, light = lit(w)
    assert light == status
    if pace is not None:
        assert found == pytest.approx(pace, abs=1e-4)


def test_target_expected_and_achievement_are_the_same_under_every_method(
    world: Make, an: Make
) -> None:
    found = []
    for method in ("linear", "cagr", "projection"):
        w = world(yearly(an, method=method, baseline=(2021, 100.0), targets={2025: 200.0}))
        w.report("A", "2023", "X", 120)
        row = w.row("2023", "X")
        found.append([row[k] for k in ("target", "expected", "achievement")])
    assert found == [[150, 150, 80]] * 3


def test_cagr_without_a_target_judges_the_growth_itself_and_never_no_target(
    world: Make, an: Make
) -> None:
    for latest, status in ((102, "on_track"), (101, "at_risk"), (100.1, "behind")):
        w = world(yearly(an))
        w.report("A", "2022", "X", 100)
        w.report("A", "2023", "X", latest)
        assert lit(w) == (pytest.approx(latest / 100 - 1), status)


def test_cagr_is_less_strict_near_a_natural_limit(world: Make, an: Make) -> None:
    w = world(yearly(an, limit=100.0))
    w.report("A", "2022", "X", 99)
    w.report(
        "A", "2023", "X", 99.1
    )  # 0.1 per cent, where 1 - 0.99**4.44 = 0.0436 of the cuts is asked
    assert lit(w)[1] == "on_track"


def test_cagr_needs_two_points_of_one_sign_and_a_baseline_and_a_report_of_its_year_are_one(
    world: Make, an: Make
) -> None:
    goal = {"targets": {2026: 200.0}}
    w = world(yearly(an, baseline=(2023, 100.0), **goal))
    w.report("A", "2023", "X", 110)
    assert lit(w) == (None, "no_data")
    w = world(yearly(an, **goal))
    w.report("A", "2023", "X", 110)
    assert lit(w) == (None, "no_data")
    w = world(yearly(an, baseline=(2021, -5.0), **goal))
    w.report("A", "2023", "X", 5)
    assert lit(w) == (None, "no_data")


def test_cagr_takes_a_base_of_zero_as_a_thousandth(world: Make, an: Make) -> None:
    w = world(yearly(an, baseline=(2021, 0.0), targets={2023: 10.0, 2025: 16.0}))
    w.report("A", "2023", "X", 1)
    grown, needed = (1 / 0.001) ** 0.5 - 1, (16 / 0.001) ** 0.25 - 1
    assert lit(w)[0] == pytest.approx(grown / needed)


def test_flows_enter_as_complete_years_only(world: Make, an: Make) -> None:
    w = world(
        an("X", reporters=("A",), method="cagr", baseline=(2020, 100.0), targets={2025: 200.0})
    )
    w.series("A", "X", {f"2022-{m:02d}": 10 for m in range(1, 13)})
    w.series("A", "X", {"2023-01": 500})
    grown, needed = (120 / 100) ** (1 / 2) - 1, 2 ** (1 / 5) - 1
    assert lit(w, "2023-01") == (pytest.approx(grown / needed), "at_risk")


def test_a_stock_enters_at_its_month(world: Make, an: Make) -> None:
    w = world(an("X", "score", reporters=("A",), method="cagr", baseline=(2020, 100.0),
                 targets={2025: 200.0}))  # fmt: skip
    w.report("A", "2022-06", "X", 120)
    grown, needed = 1.2 ** (1 / 1.5) - 1, 2 ** (1 / 5) - 1
    assert lit(w, "2022-06")[0] == pytest.approx(grown / needed)


def test_cagr_of_a_band_has_no_data_and_of_a_missing_period_too(world: Make, an: Make) -> None:
    w = world(yearly(an, band=(1.0, 5.0)))
    w.report("A", "2023", "X", 3)
    assert lit(w) == (None, "no_data")
    w = world(yearly(an, baseline=(2020, 1.0), targets={2025: 2.0}))
    w.report("A", "2022", "X", 1.5)
    assert lit(w)[1] == "no_data"


def test_an_area_count_has_no_target_under_cagr_and_a_unit_its_own_last_one(
    world: Make, an: Make
) -> None:
    targets = {"A": {2024: 30.0, 2025: 40.0}, "B": {2025: 9.0}}
    w = world(an("X", frequency="year", method="cagr", unit_targets=targets))
    for unit in "AB":
        w.series(unit, "X", {"2022": 10, "2023": 20})
    w.assess("2023")
    assert lit(w, unit="area:East")[0] == pytest.approx(1)  # the growth itself
    assert lit(w, unit="A")[0] == pytest.approx(1 / (4 ** (1 / 3) - 1))
    assert lit(w, unit="B")[1] == "exceeded"


@pytest.mark.parametrize(("latest", "pace"), [(120, 1), (119, 1 - 2 / 21), (110, 1 - 20 / 30)])
def test_projection_carries_the_mean_yearly_change_to_the_last_target(
    world: Make, an: Make, latest: float, pace: float
) -> None:
    # from 100 in 2021; 119 in 2023 is 9.5 a year: 138 in 2025, 2 short of 140 with 21 to go
    goals = {2023: 130.0, 2025: 140.0}
    w = world(yearly(an, method="projection", baseline=(2021, 100.0), targets=goals))
    w.report("A", "2022", "X", 103)
    w.report("A", "2023", "X", latest)
    assert lit(w) == (pytest.approx(pace), "not_met")  # the year ends below its own target


@pytest.mark.parametrize(
    ("latest", "pace", "status"),
    [(11, 3 / 11, "behind"), (12.5, 1 - 2 / 9.5, "behind"), (12.6, 1 - 1.6 / 9.4, "at_risk"),
     (12.9, 1 - 0.4 / 9.1, "on_track"), (14, 1.5, "on_track"), (18, None, "met")],
)  # fmt: skip
def test_projection_lights_by_the_gap_before_the_years_end(
    world: Make, an: Make, latest: float, pace: float | None, status: str
) -> None:
    # 10 at the end of 2022; 11 half a year on is 2 a year: 14 at the end of 2024, 8 of 11 missing
    goals = {2023: 18.0, 2024: 22.0}
    given = {"method": "projection", "baseline": (2022, 10.0), "targets": goals}
    w = world(an("X", "score", reporters=("A",), **given))
    w.report("A", "2023-06", "X", latest)
    found, light = lit(w, "2023-06")
    assert light == status
    if pace is not None:
        assert found == pytest.approx(pace)


def test_projection_without_a_target_of_the_year_goes_by_the_last_one(
    world: Make, an: Make
) -> None:
    given = {"method": "projection", "targets": {2025: 22.0}}
    w = world(
        an("X", "score", reporters=("A",), **given),
        an("C", reporters=("A",), **given),
        an("N", "score", reporters=("A",), method="projection"),
    )
    for name in ("X", "N"):
        w.series("A", name, {"2022-12": 10, "2023-12": 14})
    w.report("A", "2023-12", "C", 14)
    # 4 a year: 22 at the end of 2025
    assert w.row("2023-12", "X")["target"] is None
    assert lit(w, "2023-12") == (1, "on_track")
    # the count has no complete year to start from, the last has no target at all
    assert w.row("2023-12", "C")["status"] == "no_data"
    assert w.row("2023-12", "N")["status"] == "no_target"


def test_growth_is_measured_once_more_with_what_is_completed(world: Make, an: Make) -> None:
    goal = {"baseline": (2021, 200.0), "targets": {2026: 322.102}}  # 10 % a year
    w = world(an("X", over_time="stock", reporters=("A", "B"), method="cagr", **goal))
    w.series("A", "X", {"2023-11": 100, "2023-12": 121})
    w.series("B", "X", {"2023-11": 121})
    row = w.row("2023-12", "X")
    # A alone has 121 of 200, with B's last word 242, just 10 % a year
    assert (row["assessed"], row["completed"]) == (121, 242)
    assert (row["reported_status"], row["completed_status"]) == ("behind", "on_track")
    assert row["status"] == "inconclusive"


def test_projection_looks_back_five_years_at_most(world: Make, an: Make) -> None:
    w = world(yearly(an, method="projection", targets={2025: 100.0}))
    w.series("A", "X", {"2016": 900, "2018": 10, "2020": 5, "2022": 8, "2023": 20})
    # (20 - 10) / 5 a year: 24 in 2025, 76 of 80 still missing
    assert lit(w)[0] == pytest.approx(1 - 76 / 80)
