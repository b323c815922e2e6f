"""A word that multiplies a number is never dropped by the repair that a message offers."""

import pytest

from kpi.plan import scalars


@pytest.mark.parametrize(
    "text", ["5 nghìn", "5 triệu", "2.5 tỷ", "5k", "5 tr", "1,5 triệu", "trên 5 nghìn"]
)
def test_no_repair_drops_the_word_that_multiplies(text: str) -> None:
    assert scalars.comma_number(text) is None
    assert scalars.among_words(text) is None


def test_a_unit_of_measure_beside_the_number_is_still_left_out() -> None:
    assert scalars.comma_number("3,9 điểm") == "3.9"
