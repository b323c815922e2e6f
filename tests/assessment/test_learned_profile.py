"""A profile learned from earlier complete years: which years count, and the shares they tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import duckdb
import pytest

from kpi.assessment.models import load_macros, model_texts
from kpi.plan.model import Indicator, Plan, Predecessor, Unit

Make = Callable[..., Any]
# so far 10, 30, 60, 100 of 100 and 20, 40, 120, 200 of 200: in the mean 10, 25, 60, 100 per cent
# (both years thrown together would tell 10, 23.3, 60, 100)
QUARTERS = {"2022": (10, 20, 30, 40), "2023": (20, 20, 80, 80)}


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = duckdb.connect()
    con.execute("CREATE TEMP TABLE formula_token AS SELECT 1 AS formula, 1 AS operand")
    con.execute("CREATE TEMP TABLE wanted_figure AS SELECT 1 AS indicator")
    load_macros(con)
    yield con
    con.close()


def learning(an: Make, **given: Any) -> Indicator:
    values: dict[str, Any] = {
        "frequency": "quarter", "reporters": ("A",), "targets": {2024: 200.0},
        "learns_profile": True,
    }  # fmt: skip
    found: Indicator = an("X", **(values | given))
    return found


def fill(w: Any, unit: str, years: dict[str, Sequence[int]]) -> None:
    for year, values in years.items():
        kind = "Q{}" if len(values) <= 4 else "{:02d}"
        w.series(unit, "X", {f"{year}-{kind.format(n)}": v for n, v in enumerate(values, 1)})


def expected(w: Any, year: str = "2024", unit: str = "ALL") -> list[Any]:
    periods = [f"{year}-Q{n}" for n in (1, 2, 3, 4)]
    w.assess(*periods)
    return [w.row(p, "X", unit)["expected"] for p in periods]


EVEN = [50, 100, 150, 200]


def test_each_year_counts_alike_whatever_its_total(world: Make, an: Make) -> None:
    w = world(learning(an))
    fill(w, "A", QUARTERS)
    assert expected(w) == pytest.approx([20, 50, 120, 200])
    w.report("A", "2024-Q1", "X", 19)
    w.assess("2024-Q1")
    row = w.row("2024-Q1", "X")
    assert row["pace"] == pytest.approx(0.95)
    # 19 is a tenth of the year: 190; last year another 180 came from here on: 199; their mean
    assert row["projection"] == pytest.approx((190 + 199) / 2)


def test_without_a_complete_year_the_shares_are_equal(world: Make, an: Make) -> None:
    w = world(learning(an))
    assert expected(w) == pytest.approx(EVEN)
    fill(w, "A", {"2023": (20, 20, 80)})  # the fourth quarter never came
    assert expected(w) == pytest.approx(EVEN)


def test_only_years_before_the_one_judged_count(world: Make, an: Make) -> None:
    w = world(learning(an, targets={2022: 200.0, 2023: 200.0}))
    fill(w, "A", QUARTERS)
    assert expected(w, "2022") == pytest.approx(EVEN)
    assert expected(w, "2023") == pytest.approx([20, 60, 120, 200])
    w.assess("2022-Q1", "2023-Q1")  # asked together, each has its own
    assert [w.row(f"{y}-Q1", "X")["expected"] for y in (2022, 2023)] == pytest.approx([50, 20])


def test_months_and_longer_periods_go_by_the_months_learned(world: Make, an: Make) -> None:
    w = world(learning(an, frequency="month"))
    fill(w, "A", {"2023": (0, 0, 10, 0, 0, 20, 0, 0, 0, 0, 0, 70)})
    w.assess("2024-02", "2024-03", "2024-Q2", "2024-H1", "2024-9M", "2024")
    found = [
        w.row(p, "X")["expected"] for p in ("2024-02", "2024-03", "2024-Q2", "2024-9M", "2024")
    ]
    assert found == [0, 20, 60, 60, 200]
    assert w.row("2024-H1", "X")["expected"] == 60


def test_a_running_total_tells_its_shares_by_its_levels(world: Make, an: Make) -> None:
    w = world(learning(an, over_time="running_total"))
    fill(w, "A", {"2023": (10, 30, 60, 100)})
    assert expected(w) == [20, 60, 120, 200]


def test_units_and_areas_go_by_the_plans_one_profile(world: Make, an: Make) -> None:
    one = learning(an, reporters=("A", "B"), unit_targets={"A": {2024: 40.0}, "B": {2024: 60.0}})
    w = world(one)
    fill(w, "A", {"2023": (40, 0, 0, 0)})
    fill(w, "B", {"2023": (0, 0, 0, 60)})
    assert expected(w, unit="A") == pytest.approx([16, 16, 16, 40])
    assert expected(w, unit="area:East") == pytest.approx([40, 40, 40, 100])


def test_a_year_with_a_withheld_or_estimated_figure_is_left_out(world: Make, an: Make) -> None:
    for state in ("withheld", "estimate"):
        w = world(learning(an))
        fill(w, "A", QUARTERS)
        w.report("A", "2023-Q2", "X", 20, state=state, known="2020-02-01")
        assert expected(w) == pytest.approx([20, 60, 120, 200]), state  # 2022 alone
    w.report("A", "2023-Q2", "X", 20, known="2020-03-01")  # the final figure
    assert expected(w) == pytest.approx([20, 50, 120, 200])


def test_what_is_not_applicable_is_no_gap(world: Make, an: Make) -> None:
    w = world(learning(an, reporters=("A", "B")))
    fill(w, "A", {"2023": (10, 20, 30, 40)})
    for quarter in (1, 2, 3, 4):
        w.report("B", f"2023-Q{quarter}", "X", state="not_applicable")
    assert expected(w) == [20, 60, 120, 200]


def test_one_unit_of_many_that_did_not_report_leaves_the_year_out(world: Make, an: Make) -> None:
    w = world(learning(an, reporters=("A", "B")))
    fill(w, "A", QUARTERS)
    fill(w, "B", {"2022": (0, 0, 0, 100), "2023": (0, 0, 100)})
    assert expected(w) == pytest.approx([10, 30, 60, 200])  # 10, 30, 60, 200 of 200


def test_a_years_figure_tells_nothing_of_its_months(world: Make, an: Make) -> None:
    w = world(learning(an))
    w.report("A", "2023", "X", 100)
    assert expected(w) == pytest.approx(EVEN)
    w.report("A", "2022-Q1", "X", 10)
    w.report("A", "2022-H1", "X", 40)  # replaced by its first quarter: the second is missing
    w.series("A", "X", {"2022-Q3": 30, "2022-Q4": 30})
    assert expected(w) == pytest.approx(EVEN)


@pytest.mark.parametrize("values", [(0, 0, 0, 0), (10, -5, 0, -5), (10, 0, 0, -40)])
def test_a_year_that_adds_up_to_nothing_has_no_shares(
    world: Make, an: Make, values: Sequence[int]
) -> None:
    w = world(learning(an))
    fill(w, "A", {"2023": values})
    assert expected(w) == pytest.approx(EVEN)


@pytest.mark.parametrize(
    ("values", "shares"),
    [((40, 30, -50, 80), (0.2, 0.2, 0.2, 1)), ((120, 0, 0, -20), (1, 1, 1, 1)),
     ((-20, 70, 0, 50), (0, 0.5, 0.5, 1))],
)  # fmt: skip
def test_what_is_taken_back_later_had_not_come_so_shares_never_fall(
    world: Make, an: Make, values: Sequence[int], shares: Sequence[float]
) -> None:
    w = world(learning(an))
    fill(w, "A", {"2023": values})
    assert expected(w) == pytest.approx([200 * share for share in shares])


def test_years_count_as_they_were_known_at_the_as_of_moment(world: Make, an: Make) -> None:
    w = world(learning(an))
    fill(w, "A", {"2023": (10, 20, 30)})
    w.report("A", "2023-Q4", "X", 40, known="2024-03-01")
    for day, share in (("2024-02-28", 0.5), ("2024-03-02", 0.3)):
        w.assess("2024-Q2", as_of=datetime.fromisoformat(day))
        assert w.row("2024-Q2", "X")["expected"] == pytest.approx(200 * share)


def test_a_reform_leaves_the_plans_shares_as_they_were(world: Make, an: Make) -> None:
    units = (
        Unit("A", "A", "district", "East", valid_to=date(2023, 6, 30)),
        Unit("N", "N", "commune", "East", valid_from=date(2023, 7, 1),
             succeeds=(Predecessor("A", 1.0),)),
    )  # fmt: skip
    w = world(learning(an, reporters=("A", "N"), over_time="running_total"), units=units)
    w.series("A", "X", {"2023-Q1": 10, "2023-Q2": 30})
    w.series("N", "X", {"2023-Q3": 30, "2023-Q4": 70})  # beside A's 30, kept to the year's end
    assert expected(w) == [20, 60, 120, 200]
    w.assess("2024-Q2", view="current_units")
    assert w.row("2024-Q2", "X")["expected"] == 60


def test_other_indicators_keep_their_own_shares(world: Make, an: Make) -> None:
    w = world(
        learning(an),
        an("Y", frequency="quarter", reporters=("A",), targets={2024: 200.0}),
        an("Z", frequency="quarter", reporters=("A",), targets={2024: 200.0},
           profile=(1.0, *(0.0,) * 11)),
    )  # fmt: skip
    for one in "XYZ":
        w.series("A", one, {f"2023-Q{n}": v for n, v in enumerate((10, 20, 30, 40), 1)})
    w.assess("2024-Q2")
    assert [w.row("2024-Q2", i)["expected"] for i in "XYZ"] == pytest.approx([60, 100, 200])


def test_the_same_plan_without_a_learned_profile_asks_for_no_earlier_year(
    world: Make, an: Make
) -> None:
    from kpi.assessment.wanted import Scope, whats_wanted
    from kpi.periods import parse_period

    one = learning(an)
    plan: Plan = world(one).plan
    period, first = parse_period("2024-Q2"), {"X": 2022 * 12}
    plain = replace(plan, indicators=(replace(one, learns_profile=False),))
    learned = whats_wanted(Scope(plan, [period], first)).figures.keys()
    asked = whats_wanted(Scope(plain, [period], first)).figures.keys()
    assert {p.label for _, p, part in learned - asked if part == "assessed"} == {
        f"{year}-Q{n}" for year in (2022, 2023) for n in (1, 2, 3, 4)
    } - {"2023-Q2"}  # what had come by the same time last year is asked for in any case
    assert len(learned - asked) == 7


def test_the_model_means_the_shares_of_complete_years(con: duckdb.DuckDBPyConnection) -> None:
    """Half-years; 2022 (month 24264 on) lacks its first half, 2023 and 2021 are complete."""
    con.execute("""
        CREATE TEMP TABLE plan_indicator AS
            FROM (VALUES ('X', 6, true), ('Y', 6, false)) t(indicator, months, learns);
        CREATE TEMP TABLE asked_period AS FROM (VALUES (2022), (2024), (2024)) t(year);
        CREATE TEMP TABLE figure AS
            SELECT *, 'ALL' AS entity, 'assessed' AS part, false AS estimated, false AS is_weak
            FROM (VALUES ('X', 24252, 24257, 3.0), ('X', 24258, 24263, 12.0),
                         ('X', 24264, 24269, 5.0), ('X', 24270, 24275, 9.0),
                         ('X', 24276, 24281, 30.0), ('X', 24282, 24287, 40.0),
                         ('Y', 24276, 24281, 1.0), ('Y', 24282, 24287, 2.0))
                 t(indicator, first_month, last_month, value);
        CREATE TEMP TABLE coverage AS
            SELECT entity, indicator, first_month, last_month, part, last_month = 24269 AS lacking
            FROM figure;
    """)
    con.execute(model_texts()["learned_profile"])
    found = con.execute("FROM learned_profile ORDER BY year, month_of_year").fetchall()
    assert found == [
        ("X", 2022, 6, 0.25, [2021]), ("X", 2022, 12, 1.0, [2021]),
        ("X", 2024, 6, 0.5, [2021, 2023]), ("X", 2024, 12, 1.0, [2021, 2023]),
    ]  # fmt: skip


def test_the_model_in_force_falls_back_and_says_on_how_many_years_it_rests(
    con: duckdb.DuckDBPyConnection,
) -> None:
    con.execute("""
        CREATE TEMP TABLE plan_indicator AS
            FROM (VALUES ('X', 6, true), ('Y', 6, false), ('Z', 6, true))
                 t(indicator, months, learns);
        CREATE TEMP TABLE asked_period AS FROM (VALUES (2024)) t(year);
        CREATE TEMP TABLE plan_profile AS
            SELECT i.indicator, m.month_of_year, m.month_of_year / 12 AS cumulated
            FROM plan_indicator AS i, (VALUES (5), (6), (12)) AS m(month_of_year);
        CREATE TEMP TABLE learned_profile AS
            FROM (VALUES ('X', 2024, 6, 0.3, [2023]), ('X', 2024, 12, 1.0, [2023]),
                         ('X', 2023, 6, 0.9, [2022]))
                 t(indicator, year, month_of_year, cumulated, years);
    """)
    con.execute(model_texts()["profile_in_force"])
    found = con.execute("FROM profile_in_force ORDER BY indicator, month_of_year").fetchall()
    assert found == [
        ("X", 2024, 6, 0.3, [2023]), ("X", 2024, 12, 1.0, [2023]),
        ("Y", 2024, 5, 5 / 12, None), ("Y", 2024, 6, 0.5, None), ("Y", 2024, 12, 1.0, None),
        ("Z", 2024, 6, 0.5, []), ("Z", 2024, 12, 1.0, []),
    ]  # fmt: skip
