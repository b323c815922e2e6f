"""Units with several spans of validity: expected in each, silent between them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from kpi.plan.model import Unit

Make = Callable[..., Any]
# A pauses from 11 March to 31 July 2024
UNITS = (
    Unit("A", "A", "k", "East", spans=((None, date(2024, 3, 10)), (date(2024, 8, 1), None))),
    Unit("B", "B", "k", "East"),
)


def paused(world: Make, an: Make, **given: Any) -> Any:
    return world(an("X", reporters=("A", "B"), **given), units=UNITS)


def test_a_unit_in_a_break_has_no_row_and_is_not_expected(world: Make, an: Make) -> None:
    w = paused(world, an)
    for month in range(1, 13):
        w.report("B", f"2024-{month:02d}", "X", 1)
    for month in (1, 2, 3, 8, 9, 10, 11, 12):
        w.report("A", f"2024-{month:02d}", "X", 10)
    w.report("A", "2024-05", "X", 1000)  # from a unit that was not there: no report
    w.assess("2024-02", "2024-03", "2024-04", "2024-07", "2024-08", "2024-Q2", "2024")
    assert {m for m, _, u in w.rows if u == "A"} == {"2024-02", "2024-03", "2024-08", "2024"}
    expected = {m: w.row(m, "X")["units_expected"] for m in ("2024-02", "2024-03", "2024-04")}
    assert expected == {"2024-02": 2, "2024-03": 1, "2024-04": 1}
    assert w.row("2024-03", "X")["value"] == 11  # its part of March, though it was not expected
    year = w.row("2024", "X")
    assert (year["value"], year["units_reported"], year["provisional"]) == (92, 2, False)


def test_a_running_total_is_kept_through_a_break_and_goes_on_after_it(
    world: Make, an: Make
) -> None:
    w = paused(world, an, over_time="running_total")
    w.series("A", "X", {"2024-01": 10, "2024-02": 20, "2024-08": 35})
    w.series("B", "X", {f"2024-{m:02d}": m for m in range(1, 13)})
    w.assess("2024-02", "2024-05", "2024-07", "2024-08", "2024-09", "2025-01")
    totals = {m: w.row(m, "X")["value"] for m in ("2024-02", "2024-05", "2024-07", "2024-08")}
    assert totals == {"2024-02": 22, "2024-05": 25, "2024-07": 27, "2024-08": 43}
    assert not w.row("2024-07", "X")["provisional"]
    assert w.row("2024-09", "X")["value"] == 9  # A is there again and said nothing
    assert w.row("2024-09", "X")["provisional"]
    # 15 since the kept 20, and 1 of B, against 0 and 1 in July
    assert w.row("2024-08", "X")["trend"] == "improving"


def test_a_unit_that_was_away_since_last_year_begins_its_running_total_at_zero(
    world: Make, an: Make
) -> None:
    days = ((None, date(2023, 11, 30)), (date(2024, 3, 1), None))
    w = world(an("X", reporters=("A",), over_time="running_total"),
              units=(Unit("A", "A", "k", spans=days),))  # fmt: skip
    w.series("A", "X", {"2023-11": 90, "2024-03": 5, "2024-04": 9})
    w.assess("2024-03", "2024-04")
    assert w.row("2024-04", "X")["trend"] == "worsening"  # 4 after 5: March began at 0


def test_a_milestone_is_hidden_in_a_break_and_there_again_after_it(world: Make, an: Make) -> None:
    w = world(an("M", "milestone", reporters=("A", "B"), due=date(2024, 12, 31)), units=UNITS)
    w.report("A", "2024-01", "M", date(2024, 1, 5))
    w.report("B", "2024-01", "M", 0)
    for month in (5, 9):
        w.report("B", f"2024-{month:02d}", "M", 0)
    w.assess("2024-05", "2024-09")
    assert [w.row(m, "M")["value"] for m in ("2024-05", "2024-09")] == [0, 50]
