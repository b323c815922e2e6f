"""The door to Great Expectations: what breaks is found by row, what fails is no finding."""

from __future__ import annotations

import polars as pl
import pytest

from kpi.checks.engine import CheckFailed, Expect, failures

FRAME = pl.DataFrame(
    {
        "row": [30, 40, 50],
        "least": [1.0, None, 3.0],
        "most": [2.0, 1.0, 2.5],
        "fits": [True, None, False],
        "said": ["x", None, "y"],
        "meant": ["x", "q", "z"],
    }
)


def test_rows_are_found_by_their_number_in_the_order_of_the_suite() -> None:
    suite = (
        ("equal", Expect("equal", "said", "meant")),
        ("order", Expect("at_least", "most", "least")),
        ("fits", Expect("true", "fits")),
        ("there", Expect("present", "said")),
    )
    assert failures("engine", FRAME, suite) == [
        ("equal", 50),
        ("order", 50),
        ("fits", 50),
        ("there", 40),
    ]


def test_the_same_suite_on_other_rows_forgets_the_first() -> None:
    suite = (("fits", Expect("true", "fits")),)
    assert failures("again", FRAME, suite) == [("fits", 50)]
    assert failures("again", FRAME.head(2), suite) == []
    assert failures("again", FRAME.clear(), suite) == []


def test_a_check_that_cannot_run_is_a_failure_of_the_system() -> None:
    with pytest.raises(CheckFailed):
        failures("broken", FRAME, (("order", Expect("at_least", "said", "least")),))


def test_an_expectation_that_repeats_another_is_not_lost_silently() -> None:
    with pytest.raises(CheckFailed):
        failures("twice", FRAME, (("a", Expect("true", "fits")), ("b", Expect("true", "fits"))))
