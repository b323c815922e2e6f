"""The view of today's units: history re-expressed by share, nothing lost and nothing doubled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from kpi.assessment.succession import Expression, expressions
from kpi.plan.model import Predecessor, Unit

Make = Callable[..., Any]
END, BEGIN = date(2025, 6, 30), date(2025, 7, 1)
LATER = datetime(2026, 1, 5)


def heir(name: str, *parts: tuple[str, float], **given: Any) -> Unit:
    values: dict[str, Any] = {"area": "East", "valid_from": BEGIN} | given
    return Unit(name, name, "commune", succeeds=tuple(Predecessor(*p) for p in parts), **values)


OLD = Unit("TU", "TU", "district", area="East", valid_to=END)
SPLIT = (OLD, heir("P1", ("TU", 0.75)), heir("P2", ("TU", 0.25)))
ALL_THREE = ("TU", "P1", "P2")
MERGED = (
    replace(OLD, id="A"), replace(OLD, id="B"), heir("P", ("A", 1.0), ("B", 0.25)),
    heir("Q", ("B", 0.75), area="West"),
)  # fmt: skip


def split(world: Make, *indicators: Any) -> Any:
    return world(*(replace(i, reporters=ALL_THREE) for i in indicators), units=SPLIT)


def merged(world: Make, *indicators: Any) -> Any:
    four = ("A", "B", "P", "Q")
    return world(*(replace(i, reporters=four) for i in indicators), units=MERGED)


def values(w: Any, period: str, indicator: str = "X") -> dict[str, float | None]:
    w.assess(period, as_of=LATER, view="current_units")
    return {unit: row["value"] for (_, name, unit), row in w.rows.items() if name == indicator}


def test_a_count_is_split_by_share_and_area_and_plan_keep_their_totals(
    world: Make, an: Make
) -> None:
    w = split(world, an("X"))
    w.report("TU", "2025-01", "X", 10)
    assert values(w, "2025-01") == {"P1": 7.5, "P2": 2.5, "area:East": 10, "ALL": 10}
    row = w.row("2025-01", "X")
    assert (row["units_expected"], row["units_reported"], row["provisional"]) == (2, 2, False)


def test_counts_that_merge_are_summed_and_ratios_come_from_re_expressed_parts(
    world: Make, an: Make
) -> None:
    w = merged(world, an("X"), an("R", "ratio"))
    w.report("A", "2025-05", "X", 10)
    w.report("B", "2025-05", "X", 40)
    w.report("A", "2025-05", "R", 30, 60)
    w.report("B", "2025-05", "R", 10, 40)
    assert values(w, "2025-05") == {
        "P": 20, "Q": 30, "area:East": 20, "area:West": 30, "ALL": 50,
    }  # fmt: skip
    # P: (30 + 2.5) of (60 + 10); Q: 7.5 of 30
    assert values(w, "2025-05", "R") == {
        "P": 100 * 32.5 / 70, "Q": 25, "area:East": 100 * 32.5 / 70, "area:West": 25, "ALL": 40,
    }  # fmt: skip
    row = w.row("2025-05", "R", "P")
    assert (row["numerator"], row["denominator"]) == (32.5, 70)


def test_a_year_with_a_reform_adds_what_came_before_to_what_came_after(
    world: Make, an: Make
) -> None:
    w = split(world, an("X"))
    w.series("TU", "X", {f"2025-{m:02d}": 4 for m in range(1, 7)})
    w.series("P1", "X", {f"2025-{m:02d}": 5 for m in range(7, 13)})
    w.series("P2", "X", {f"2025-{m:02d}": 1 for m in range(7, 12)})
    assert values(w, "2025") == {"P1": 18 + 30, "P2": 6 + 5, "area:East": 59, "ALL": 59}
    assert [w.row("2025", "X", u)["provisional"] for u in ("P1", "P2")] == [False, True]
    row = w.row("2025", "X")
    assert (row["units_expected"], row["units_reported"]) == (2, 1)


def test_a_quarter_with_a_reform_inside_it_holds_both_parts(world: Make, an: Make) -> None:
    days = (date(2025, 5, 31), date(2025, 6, 1))
    units = (replace(OLD, valid_to=days[0]), *(replace(u, valid_from=days[1]) for u in SPLIT[1:]))
    w = world(an("X", reporters=ALL_THREE), units=units)
    w.series("TU", "X", {"2025-04": 4, "2025-05": 8})
    w.series("P1", "X", {"2025-06": 5})
    w.series("P2", "X", {"2025-06": 1})
    assert values(w, "2025-Q2") == {"P1": 14, "P2": 4, "area:East": 18, "ALL": 18}
    w.assess("2025-Q2", as_of=LATER)
    assert w.row("2025-Q2", "X", "area:East")["value"] == 18
    assert w.row("2025-Q2", "X", "TU")["value"] == 12


def test_a_running_total_goes_on_from_the_share_of_the_predecessors_kept_total(
    world: Make, an: Make
) -> None:
    w = split(world, an("X", over_time="running_total"))
    w.series("TU", "X", {"2025-05": 60, "2025-06": 80})
    w.series("P1", "X", {"2025-07": 15, "2025-08": 25})
    w.series("P2", "X", {"2025-07": 5, "2025-08": 7})
    assert values(w, "2025-06") == {"P1": 60, "P2": 20, "area:East": 80, "ALL": 80}
    assert values(w, "2025-07") == {"P1": 75, "P2": 25, "area:East": 100, "ALL": 100}
    row = w.row("2025-07", "X", "P1")
    # 75 after 60: an increase of 15 against 0.75 x 20 in June
    assert (row["previous"], row["trend"]) == (60, "steady")
    w.assess("2025-08", as_of=LATER, view="current_units")
    trends = [w.row("2025-08", "X", u)["trend"] for u in ("P1", "P2", "ALL")]
    assert trends == ["worsening", "worsening", "worsening"]


def test_what_does_not_add_up_is_the_mean_of_its_sources_by_share(world: Make, an: Make) -> None:
    w = merged(world, an("S", "score"), an("Y", "yes_no"))
    w.report("A", "2025-05", "S", 50)
    w.report("B", "2025-05", "S", 80)
    w.report("A", "2025-05", "Y", 100)
    w.report("B", "2025-05", "Y", 0)
    # P holds all of A and a quarter of B: (50 + 20) / 1.25
    assert values(w, "2025-05", "S") == {
        "P": 56, "Q": 80, "area:East": 56, "area:West": 80, "ALL": 68,
    }  # fmt: skip
    assert values(w, "2025-05", "Y") == {
        "P": 80, "Q": 0, "area:East": 80, "area:West": 0, "ALL": 40,
    }  # fmt: skip


def test_a_count_that_is_not_summed_is_a_mean_at_a_time_and_a_sum_over_time(
    world: Make, an: Make
) -> None:
    w = merged(world, an("X", across_units="mean"))
    w.series("A", "X", {"2025-05": 10, "2025-06": 10})
    w.series("B", "X", {"2025-05": 20, "2025-06": 20})
    w.series("P", "X", {"2025-07": 11})
    w.series("Q", "X", {"2025-07": 19})
    found = values(w, "2025")
    # of each unit of old 20 and 40: P (20 + 0.25 x 40) / 1.25 = 24, then 11 more
    assert (found["P"], found["Q"], found["ALL"]) == (35, 59, 47)


def test_a_milestone_is_done_when_all_sources_have_it_done_on_the_latest_day(
    world: Make, an: Make
) -> None:
    w = merged(world, an("M", "milestone", due=date(2025, 12, 31)))
    w.report("A", "2025-04", "M", date(2025, 4, 2))
    w.report("B", "2025-04", "M", 0)
    w.report("B", "2025-05", "M", date(2025, 5, 9))
    assert values(w, "2025-04", "M") == {
        "P": 0, "Q": 0, "area:East": 0, "area:West": 0, "ALL": 0,
    }  # fmt: skip
    assert set(values(w, "2025-05", "M").values()) == {100}
    assert w.assessment is not None
    found = w.assessment.peek("SELECT done_on FROM results WHERE unit = 'P'").rows()
    assert found == [(date(2025, 5, 9),)]


def test_a_missing_source_is_never_zero_but_makes_provisional(world: Make, an: Make) -> None:
    w = merged(world, an("X"))
    w.report("A", "2025-05", "X", 10)
    assert values(w, "2025-05") == {
        "P": 10, "Q": None, "area:East": 10, "area:West": None, "ALL": 10,
    }  # fmt: skip
    shown = {u: w.row("2025-05", "X", u) for u in ("P", "Q", "ALL")}
    assert [r["provisional"] for r in shown.values()] == [True, True, True]
    assert [r["units_reported"] for r in shown.values()] == [0, 0, 0]
    assert shown["Q"]["status"] == "no_data"


def test_before_the_reform_today_has_the_old_units_still(world: Make, an: Make) -> None:
    w = split(world, an("X"))
    w.report("TU", "2025-05", "X", 10)
    for moment, units in (
        (datetime(2025, 6, 30, 12), {"TU"}),
        (datetime(2025, 7, 1), {"P1", "P2"}),
    ):
        w.assess("2025-05", as_of=moment, view="current_units")
        assert {u for _, _, u in w.rows} == units | {"area:East", "ALL"}
        assert w.row("2025-05", "X")["value"] == 10


def test_a_successor_that_does_not_report_still_has_its_predecessors_history(
    world: Make, an: Make
) -> None:
    w = world(an("X", reporters=("TU",)), units=SPLIT)
    w.report("TU", "2025-05", "X", 10)
    assert values(w, "2025-05")["P1"] == 7.5
    assert set(values(w, "2025-07")) == {"ALL"}
    assert set(values(w, "2025")) == {"P1", "P2", "area:East", "ALL"}


def test_a_formula_and_a_weight_follow_from_re_expressed_figures(world: Make, an: Make) -> None:
    w = merged(
        world, an("X"), an("S", "score", across_units="weighted", weighted_by="X"),
        an("F", "formula", formula="S / X", over_time="stock", reporters=()),
    )  # fmt: skip
    w.plan = replace(w.plan, indicators=(*w.plan.indicators[:2],
                                         replace(w.plan.indicators[2], reporters=())))  # fmt: skip
    for unit, score, count in (("A", 50, 10), ("B", 80, 40)):
        w.report(unit, "2025-05", "S", score)
        w.report(unit, "2025-05", "X", count)
    # P: score 56, count 20; Q: score 80, count 30
    assert values(w, "2025-05", "S")["ALL"] == (56 * 20 + 80 * 30) / 50
    assert values(w, "2025-05", "F")["P"] == 56 / 20


def test_a_unit_target_of_the_old_units_is_not_re_expressed(world: Make, an: Make) -> None:
    aims = {"TU": {2025: 100.0}, "P1": {2025: 40.0}, "P2": {2025: 20.0}}
    w = split(world, an("X", unit_targets=aims))
    w.report("TU", "2025-05", "X", 10)
    values(w, "2025-05")
    found = [w.row("2025-05", "X", u)["target"] for u in ("P1", "P2", "area:East")]
    assert found == [40, 20, 60]


@pytest.mark.parametrize("over_time", ["flow", "running_total", "stock"])
@pytest.mark.parametrize("measure", ["count", "ratio"])
def test_the_reform_alone_changes_no_figure_and_no_light_of_an_area(
    world: Make, an: Make, measure: str, over_time: str
) -> None:
    # 12 a month (of 20) before and after, of the new units 9 (of 15) and 3 (of 5): the same work
    # goes on. A flow's month is the same each month, a running total grows by it, a stock stays.
    aims: dict[str, Any] = (
        {"targets": {2025: 160.0}, "unit_targets": {"TU": {2025: 160.0}, "P1": {2025: 120.0},
                                                    "P2": {2025: 40.0}}}
        if measure == "count" else {"targets": {2025: 70.0}}
    )  # fmt: skip
    one = an("X", measure, over_time=over_time, path="flat", **aims)
    w = split(world, one)
    for month in range(1, 13):
        since = month if over_time == "running_total" else 1
        own = month - 6 if over_time == "running_total" else 1
        for unit, part, times in (
            [("TU", 1.0, since)] if month < 7 else [("P1", 0.75, own), ("P2", 0.25, own)]
        ):
            pair = (12 * part * times, 20 * part * times)
            w.report(unit, f"2025-{month:02d}", "X", *(pair if measure == "ratio" else pair[:1]))
    months = ("2025-05", "2025-06", "2025-07", "2025-08")
    w.assess(*months, as_of=LATER)
    seen = {(m, u): w.row(m, "X", u) for m in months for u in ("area:East", "ALL")}
    w.assess(*months, as_of=LATER, view="current_units")
    for place, row in seen.items():
        again = w.row(place[0], "X", place[1])
        for column in ("value", "assessed", "target", "achievement", "pace", "status", "trend",
                       "previous"):  # fmt: skip
            assert row[column] == pytest.approx(again[column]), (place, column)
    for unit in ("area:East", "ALL"):
        lights = {seen[m, unit]["status"] for m in months}
        trends = {seen[m, unit]["trend"] for m in months}
        assert (len(lights), trends) == (1, {"steady"})


def tree(*units: Unit) -> Any:
    class Bare:
        pass

    plan: Any = Bare()
    plan.units = units
    return plan


def test_shares_multiply_down_a_chain_and_parts_of_several_ways_are_kept_apart() -> None:
    a = Unit("A", "A", "k", valid_to=date(2023, 12, 31))
    b = heir("B", ("A", 0.5), valid_from=date(2024, 1, 1), valid_to=END)
    c = heir("C", ("A", 0.5), ("B", 0.25), valid_from=BEGIN)
    d = heir("D", ("B", 0.75), valid_from=BEGIN)
    found = list(expressions(tree(a, b, c, d), date(2026, 1, 1)))
    assert found == [
        Expression("A", "C", 1, 0.5), Expression("A", "C", 2, 0.125),
        Expression("A", "D", 2, 0.375),
        Expression("B", "C", 1, 0.25), Expression("B", "D", 1, 0.75),
        Expression("C", "C", 0, 1.0), Expression("D", "D", 0, 1.0),
    ]  # fmt: skip
    # on a day between the reforms only the first has happened; C has not begun
    assert list(expressions(tree(a, b, c, d), date(2024, 5, 1))) == [
        Expression("A", "A", 0, 0.5), Expression("A", "B", 1, 0.5), Expression("B", "B", 0, 1.0),
    ]  # fmt: skip


def test_a_unit_that_ended_without_heirs_stays_as_it_is() -> None:
    gone = Unit("A", "A", "k", valid_to=END)
    assert list(expressions(tree(gone, heir("B")), date(2026, 1, 1))) == []


def test_thirds_typed_short_make_a_whole() -> None:
    old = Unit("A", "A", "k", valid_to=END)
    heirs = (heir(n, ("A", 0.333333)) for n in "BCD")
    parts = [e.share for e in expressions(tree(old, *heirs), LATER.date()) if e.source == "A"]
    assert parts == [pytest.approx(1 / 3, abs=1e-15)] * 3
