"""Reports in which only the date, or only the unit, has been changed."""

from __future__ import annotations

MONTH = {"R1": (31, 46), "N1": 12, "N2": 17, "S1": 60}
COPIES = {"copy_of_last_period", "copy_of_other_unit"}


def copied(submission) -> set[str]:
    return {p.rule for p in submission.problems} & COPIES


def test_last_month_s_figures_once_more(batch, told) -> None:
    batch.add("A", "2024-05", MONTH).load()
    done = batch.add("A", "2024-06", MONTH).last()
    assert copied(done) == {"copy_of_last_period"}
    assert done.outcome == "accepted_with_warnings"
    problem = told(done, "copy_of_last_period")
    assert "giống hệt tháng 5/2024" in problem.message
    assert (problem.cell, problem.severity) == ("", "warning")


def test_the_figures_of_the_same_month_last_year(batch, told) -> None:
    batch.add("A", "2023-06", MONTH).load()
    done = batch.add("A", "2024-06", MONTH).last()
    assert "giống hệt tháng 6/2023" in told(done, "copy_of_last_period").message


def test_one_figure_that_differs_is_no_copy(batch) -> None:
    batch.add("A", "2024-05", MONTH).load()
    assert copied(batch.add("A", "2024-06", {**MONTH, "N1": 13}).last()) == set()


def test_a_figure_that_last_month_did_not_have_is_no_copy(batch) -> None:
    batch.add("A", "2024-05", {"R1": (31, 46), "N1": 12}).load()
    assert copied(batch.add("A", "2024-06", MONTH).last()) == set()


def test_a_few_small_figures_coincide_by_chance(batch) -> None:
    few = {"R1": (1, 1), "N1": 1, "N2": 2}
    batch.add("A", "2024-05", few).load()
    assert copied(batch.add("A", "2024-06", few).last()) == set()


def test_stocks_alone_may_stand_still(batch) -> None:
    stocks = {"P1": 81, "S1": 4123}
    batch.add("A", "2024", stocks).load()
    assert copied(batch.add("A", "2025", stocks).last()) == set()


def test_another_unit_s_figures(batch, told) -> None:
    batch.add("A", "2024-06", MONTH).load()
    done = batch.add("B", "2024-06", MONTH).last()
    assert copied(done) == {"copy_of_other_unit"}
    assert "của Đơn vị A." in told(done, "copy_of_other_unit").message


def test_in_one_batch_the_later_of_two_units_is_the_copy(batch) -> None:
    batch.add("A", "2024-06", MONTH).add("B", "2024-06", MONTH)
    found = batch.add("U2", "2024-06", {**MONTH, "N1": 13}).check().submissions
    assert [copied(s) for s in found] == [set(), {"copy_of_other_unit"}, set()]


def test_another_unit_s_figures_of_another_period_are_no_copy(batch) -> None:
    batch.add("A", "2024-05", MONTH).load()
    assert copied(batch.add("B", "2024-06", MONTH).last()) == set()


def test_a_unit_s_own_form_sent_again_is_no_copy(batch) -> None:
    batch.add("A", "2024-06", MONTH).load()
    assert copied(batch.add("A", "2024-06", MONTH).last()) == set()
