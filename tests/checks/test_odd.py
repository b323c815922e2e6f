"""Parts of a ratio that are taken, and marked because they hardly can be meant."""

from __future__ import annotations

from dataclasses import replace

MONTH = {"R2": (20, 10), "N1": 3, "N2": 4, "S1": 400}


def test_a_share_typed_as_its_own_parts_is_taken_and_marked(batch, told) -> None:
    done = batch.add("A", "2024-06", {**MONTH, "R1": (0.85, 1)}).last()
    assert (done.outcome, done.held) == ("accepted_with_warnings", 0)
    message = told(done, "part_not_whole").message
    assert '"Số đã làm" (0,85)' in message
    assert "ghi tỷ lệ thay cho số lượng" in message


def test_what_is_measured_may_have_fractions(batch, broken) -> None:
    named = {"numerator": "Số km đường đã số hóa", "denominator": "Tổng số km đường"}
    batch.plan = replace(
        batch.plan,
        indicators=tuple(replace(i, **named) if i.id == "R1" else i for i in batch.plan.indicators),
    )
    batch.add("A", "2024-06", {**MONTH, "R1": (12.5, 20.25)})
    batch.add("A", "2024-06", {**MONTH, "R1": (12, 20), "R2": (0.5, 10)})
    assert [broken(s) for s in batch.check().submissions] == [set(), set()]


def test_a_part_of_nothing_is_marked_where_it_is_no_share_and_held_where_it_is(
    batch, broken
) -> None:
    batch.add("A", "2024-06", {**MONTH, "R1": (1, 2), "R2": (5, 0)})
    batch.add("A", "2024-06", {**MONTH, "R1": (1, 0)})
    batch.add("A", "2024-06", {**MONTH, "R1": (0, 0), "R2": (0, 0)})
    rate, share, none = (broken(s) for s in batch.check().submissions)
    assert (rate, share, none) == ({"part_of_nothing"}, {"numerator_above_denominator"}, set())


def test_more_than_the_whole_is_said_before_the_range(batch, broken, told) -> None:
    done = batch.add("A", "2024-06", {**MONTH, "R1": (815, 594)}).last()
    assert broken(done) == {"numerator_above_denominator"}
    assert "(815) lớn hơn" in told(done, "numerator_above_denominator").message
