"""Units that end: expected no more, their running total kept to the end of the report year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from kpi.plan.model import Unit

Make = Callable[..., Any]
ENDED = (
    Unit("A", "A", "district", area="East", valid_to=date(2025, 6, 30)),
    Unit("B", "B", "district", area="East"),
)


def ended(world: Make, an: Make, **given: Any) -> Any:
    of = {"over_time": "running_total", "reporters": ("A", "B")} | given
    return world(an("T", **of), units=ENDED)


def test_a_unit_that_ended_is_not_expected_afterwards_and_keeps_its_running_total_in_the_year(
    world: Make, an: Make
) -> None:
    w = ended(world, an)
    w.series("A", "T", {"2025-05": 30, "2025-06": 40})
    w.series("B", "T", {"2025-09": 5})
    row = w.row("2025-09", "T")
    assert (row["value"], row["units_expected"], row["units_reported"]) == (45, 1, 1)
    assert not row["provisional"]


def test_the_kept_total_makes_provisional_if_the_last_expected_report_is_missing(
    world: Make, an: Make
) -> None:
    w = ended(world, an)
    w.series("A", "T", {"2025-05": 30})
    w.series("B", "T", {"2025-09": 5})
    row = w.row("2025-09", "T")
    assert (row["value"], row["provisional"]) == (35, True)


def test_nothing_is_kept_of_a_last_total_that_was_withheld_or_not_applicable(
    world: Make, an: Make
) -> None:
    for state in ("withheld", "not_applicable"):
        w = ended(world, an)
        w.series("A", "T", {"2025-05": 30})
        w.report("A", "2025-06", "T", state=state)
        w.series("B", "T", {"2025-09": 5})
        row = w.row("2025-09", "T")
        assert (row["value"], row["provisional"]) == (5, state == "withheld")


def test_nothing_is_kept_into_the_next_report_year(world: Make, an: Make) -> None:
    w = ended(world, an)
    w.series("A", "T", {"2025-06": 40})
    w.series("B", "T", {"2026-01": 5})
    assert w.row("2026-01", "T")["value"] == 5


def test_a_year_row_of_a_unit_that_ended_in_it_shows_the_kept_total(world: Make, an: Make) -> None:
    w = ended(world, an)
    w.series("A", "T", {"2025-06": 40})
    row = w.row("2025", "T", "A")
    assert (row["value"], row["units_expected"], row["units_reported"]) == (40, 0, 0)
    assert row["status"] == "no_target"


def test_a_unit_that_ends_inside_a_month_may_still_report_its_part(world: Make, an: Make) -> None:
    gone = (Unit("A", "A", "district", valid_to=date(2025, 6, 20)), ENDED[1])
    w = world(an("X", reporters=("A", "B")), units=gone)
    w.report("A", "2025-06", "X", 3)
    w.report("B", "2025-06", "X", 4)
    row = w.row("2025-06", "X")
    assert (row["value"], row["units_expected"], row["units_reported"]) == (7, 1, 1)
    assert w.row("2025-06", "X", "A")["status"] == "no_target"


def test_where_no_report_was_expected_and_none_came_it_is_not_applicable(
    world: Make, an: Make
) -> None:
    days = {"valid_from": date(2025, 6, 1), "valid_to": date(2025, 6, 20)}
    gone = (Unit("A", "A", "district", **days), ENDED[1])
    w = world(an("X", reporters=("A", "B"), targets={2025: 5.0}), units=gone)
    w.report("B", "2025-06", "X", 4)
    row = w.row("2025-06", "X", "A")
    assert (row["status"], row["units_expected"], row["provisional"]) == (
        "not_applicable", 0, False,
    )  # fmt: skip


def test_a_flow_of_a_year_in_which_a_unit_ended_expects_its_months_only(
    world: Make, an: Make
) -> None:
    w = ended(world, an, over_time="flow")
    w.series("A", "T", {f"2025-{m:02d}": 1 for m in range(1, 7)})
    w.series("B", "T", {f"2025-{m:02d}": 1 for m in range(1, 13)})
    row = w.row("2025", "T")
    assert (row["value"], row["units_expected"], row["units_reported"]) == (18, 2, 2)
    assert not row["provisional"]


def test_a_stock_of_a_unit_that_ended_leaves_with_it(world: Make, an: Make) -> None:
    w = ended(world, an, over_time="stock")
    w.series("A", "T", {"2025-06": 40})
    w.series("B", "T", {"2025-06": 2, "2025-09": 5})
    row = w.row("2025-Q3", "T")
    assert (row["value"], row["units_expected"]) == (5, 1)


def test_an_estimate_of_a_unit_not_expected_still_makes_provisional(world: Make, an: Make) -> None:
    gone = (Unit("A", "A", "district", valid_to=date(2025, 6, 20)), ENDED[1])
    w = world(an("X", reporters=("A", "B")), units=gone)
    w.report("A", "2025-06", "X", 3, state="estimate")
    for month in range(1, 6):
        w.report("A", f"2025-{month:02d}", "X", 1)
        w.report("B", f"2025-{month:02d}", "X", 1)
    w.report("B", "2025-06", "X", 4)
    assert w.row("2025-06", "X")["provisional"]
    assert not w.row("2025-06", "X", "B")["provisional"]


def test_a_last_total_withheld_before_the_period_is_no_report_of_it(world: Make, an: Make) -> None:
    w = ended(world, an)
    w.report("A", "2025-06", "T", state="withheld")
    w.assess("2025-Q3", "2025")
    assert w.row("2025", "T", "A")["status"] == "no_data"  # it came in the year
    assert ("2025-Q3", "T", "A") not in w.rows


def test_a_part_withheld_by_a_unit_that_was_never_expected_in_the_year_is_delivered(
    world: Make, an: Make
) -> None:
    units = (Unit("A", "A", "district", valid_to=date(2025, 2, 10)), ENDED[1])
    one = an("T", reporters=("A", "B"), over_time="running_total", frequency="quarter")
    for state, said, marked in (
        ("withheld", "no_data", True),  # an ended unit's last figure is not there
        ("not_applicable", "not_applicable", False),
    ):
        w = world(one, units=units)
        w.report("A", "2025-Q1", "T", state=state)
        w.series("B", "T", {"2025-Q1": 5})
        row = w.row("2025-Q1", "T", "A")
        assert (row["status"], row["units_expected"], row["provisional"]) == (said, 0, marked)
        whole = w.row("2025-Q1", "T")
        assert (whole["value"], whole["units_expected"], whole["provisional"]) == (5, 1, marked)


def test_a_kept_total_alone_is_no_data_while_reports_are_expected(world: Make, an: Make) -> None:
    w = ended(world, an)
    w.series("A", "T", {"2025-06": 40})
    w.series("B", "T", {"2025-06": 8})
    rows = [w.row("2025-09", "T", entity) for entity in ("ALL", "area:East")]
    assert [(r["value"], r["reported_status"], r["units_reported"]) for r in rows] == [
        (40, "no_data", 0), (40, "no_data", 0),
    ]  # fmt: skip
    # with B's 8 of June; there is no target to conclude on, whatever is missing
    assert [(r["completed"], r["status"]) for r in rows] == [(48, "no_target")] * 2
    w.series("B", "T", {"2025-09": 9})
    w.assess("2025-09")
    assert w.row("2025-09", "T")["status"] != "no_data"


def test_where_no_report_is_expected_any_more_the_kept_total_is_judged(
    world: Make, an: Make
) -> None:
    w = ended(world, an, reporters=("A",))
    w.series("A", "T", {"2025-06": 40})
    for entity in ("A", "ALL"):
        row = w.row("2025", "T", entity)
        assert (row["value"], row["units_expected"]) == (40, 0)
        assert row["status"] not in ("no_data", "not_applicable")
