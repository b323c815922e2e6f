"""Milestones: a unit's last word carries on until it says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kpi.plan.model import Unit

Make = Callable[..., Any]
DUE = date(2022, 6, 30)


def milestone(world: Make, an: Make, **given: Any) -> Any:
    return world(an("M", "milestone", frequency="quarter", due=DUE, reporters=("A", "B")), **given)


@pytest.mark.parametrize(("done", "late"), [(date(2022, 6, 30), False), (date(2022, 7, 1), True)])
def test_done_in_time_is_met_and_done_late_is_met_and_marked(
    world: Make, an: Make, done: date, late: bool
) -> None:
    w = milestone(world, an)
    w.report("A", "2022-Q3", "M", done)
    row = w.row("2022-Q3", "M", "A")
    assert (row["value"], row["assessed"], row["achievement"], row["status"]) == (
        100, 100, 100, "met",
    )  # fmt: skip
    assert w.assessment is not None
    found = w.assessment.peek("SELECT late FROM results WHERE unit = 'A'").rows()
    assert found == [(late,)]
    assert [row[k] for k in ("target", "expected", "pace", "projection")] == [None] * 4


def test_a_date_carries_on_and_needs_no_new_report(world: Make, an: Make) -> None:
    w = milestone(world, an)
    w.report("A", "2022-Q1", "M", date(2022, 2, 2))
    w.assess("2022-Q3", "2024", "2021-Q4")
    for period in ("2022-Q3", "2024"):
        row = w.row(period, "M", "A")
        assert (row["value"], row["status"], row["units_reported"]) == (100, "met", 1)
        assert not row["provisional"]
    assert w.row("2021-Q4", "M", "A")["value"] is None


def test_not_done_carries_on_too(world: Make, an: Make) -> None:
    w = milestone(world, an)
    w.report("A", "2022-Q1", "M", 0)
    w.assess("2022-Q1", "2022-Q3")
    assert w.row("2022-Q1", "M", "A")["value"] == 0
    row = w.row("2022-Q3", "M", "A")
    assert (row["value"], row["status"], row["provisional"]) == (0, "not_met", False)
    assert (row["units_reported"], row["units_expected"]) == (1, 1)


def test_not_applicable_carries_on_and_leaves_expected(world: Make, an: Make) -> None:
    w = milestone(world, an)
    w.report("A", "2022-Q1", "M", date(2022, 2, 2))
    w.report("B", "2022-Q1", "M", state="not_applicable")
    row = w.row("2022-Q3", "M")
    assert (row["value"], row["status"], row["units_expected"]) == (100, "met", 1)
    assert w.row("2022-Q3", "M", "B")["status"] == "not_applicable"


def test_a_later_not_done_takes_a_date_back(world: Make, an: Make) -> None:
    w = milestone(world, an)
    w.report("A", "2022-Q1", "M", date(2022, 2, 2))
    w.report("A", "2022-Q2", "M", 0)
    w.assess("2022-Q2", "2022-Q3")
    assert w.row("2022-Q2", "M", "A")["value"] == 0
    assert w.row("2022-Q3", "M", "A")["value"] == 0


def test_a_milestone_is_not_met_because_the_laggards_are_silent(world: Make, an: Make) -> None:
    w = world(an("M", "milestone", frequency="quarter", due=DUE))
    w.report("A", "2022-Q3", "M", date(2022, 7, 1))
    w.report("B", "2022-Q2", "M", 0)  # silent since; C never spoke
    row = w.row("2022-Q3", "M")
    assert (row["value"], row["status"]) == (pytest.approx(100 / 3), "not_met")
    assert (row["units_reported"], row["units_expected"], row["provisional"]) == (2, 3, True)
    assert (row["completed"], row["reported_status"], row["completed_status"]) == (
        pytest.approx(100 / 3), None, None,
    )  # fmt: skip
    west = w.row("2022-Q3", "M", "area:West")  # C alone
    assert (west["value"], west["status"], west["units_expected"]) == (None, "no_data", 1)


def test_a_date_carries_on_only_while_the_unit_is_valid(world: Make, an: Make) -> None:
    units = (Unit("A", "A", "district", valid_to=date(2022, 8, 1)), Unit("B", "B", "district"))
    w = milestone(world, an, units=units)
    w.report("A", "2022-Q1", "M", date(2022, 2, 2))
    w.report("B", "2022-Q3", "M", 0)
    row = w.row("2022-Q3", "M")
    assert (row["value"], row["units_expected"]) == (0, 1)
    assert w.row("2022-Q3", "M", "A")["status"] == "not_applicable"


def test_by_the_due_day_itself_it_is_not_due_and_after_it_not_met(world: Make, an: Make) -> None:
    w = milestone(world, an)
    w.report("A", "2022-Q2", "M", 0)
    w.report("A", "2022-Q3", "M", 0)
    w.assess("2022-Q2", "2022-Q3")
    before, after = w.row("2022-Q2", "M", "A"), w.row("2022-Q3", "M", "A")
    assert (before["status"], before["value"], before["units_reported"]) == ("not_due", 0, 1)
    assert (after["status"], after["achievement"]) == ("not_met", 0)
    assert w.row("2022-Q3", "M", "B")["status"] == "no_data"
    assert w.row("2022-Q2", "M", "B")["status"] == "not_due"


def test_above_a_unit_it_is_the_share_done_and_met_at_a_hundred(world: Make, an: Make) -> None:
    w = milestone(world, an)
    w.report("A", "2022-Q1", "M", date(2022, 2, 2))
    w.report("B", "2022-Q3", "M", 0)
    w.report("B", "2022-Q4", "M", date(2022, 12, 1))
    w.assess("2022-Q1", "2022-Q3", "2022-Q4")
    first = w.row("2022-Q1", "M")  # B has not spoken yet: one of two
    assert (first["value"], first["status"], first["provisional"]) == (50, "not_due", True)
    assert (w.row("2022-Q3", "M")["value"], w.row("2022-Q3", "M")["status"]) == (50, "not_met")
    assert (w.row("2022-Q4", "M")["value"], w.row("2022-Q4", "M")["status"]) == (100, "met")
    assert w.row("2022-Q4", "M")["trend"] == "improving"


def test_a_month_inside_a_quarter_is_not_due_with_all_empty(world: Make, an: Make) -> None:
    w = milestone(world, an)
    w.report("A", "2022-Q1", "M", date(2022, 2, 2))
    row = w.row("2022-05", "M", "A")
    assert (row["status"], row["value"], row["units_expected"]) == ("not_due", None, None)


def test_a_milestone_not_applicable_or_withheld(world: Make, an: Make) -> None:
    w = milestone(world, an)
    w.report("A", "2022-Q3", "M", state="not_applicable")
    w.report("B", "2022-Q3", "M", state="withheld")
    w.assess("2022-Q3")
    assert w.row("2022-Q3", "M", "A")["status"] == "not_applicable"
    assert w.row("2022-Q3", "M", "B")["status"] == "no_data"
    assert w.row("2022-Q3", "M", "B")["units_reported"] == 1


def test_a_last_word_stands_for_an_area_though_its_only_unit_withholds(
    world: Make, an: Make
) -> None:
    # C is alone in the West. It said no, then withheld: of its area it is known that it is not
    # done, of itself nothing is told. Had it never spoken, nothing would be known of either.
    for before, status in ((date(2022, 2, 2), "met"), (0.0, "not_met"), (None, "no_data")):
        w = world(an("M", "milestone", frequency="quarter", due=DUE))
        if before is not None:
            w.report("C", "2022-Q1", "M", before)
        w.report("C", "2022-Q3", "M", state="withheld")
        w.assess("2022-Q3")
        assert w.row("2022-Q3", "M", "C")["status"] == "no_data"
        assert w.row("2022-Q3", "M", "area:West")["status"] == status


def test_a_carried_word_is_not_provisional_though_it_was_an_estimate(world: Make, an: Make) -> None:
    w = milestone(world, an)
    w.report("A", "2022-Q1", "M", date(2022, 2, 2), state="estimate")
    w.assess("2022-Q1", "2022-Q3")
    assert w.row("2022-Q1", "M", "A")["provisional"]
    assert not w.row("2022-Q3", "M", "A")["provisional"]
