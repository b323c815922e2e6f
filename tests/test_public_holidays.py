"""Public holidays: the file beside the library, which commands ask that must answer at once."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from kpi.periods import Calendar, parse_period
from kpi.public_holidays import YEARS, asked_of_library, public_holidays


@pytest.mark.parametrize("year", YEARS)
def test_the_kept_days_of_a_year_are_those_of_the_library(year: int) -> None:
    assert public_holidays(year) == asked_of_library(year)


@pytest.mark.parametrize("year", [YEARS[0] - 1, YEARS[-1] + 1])
def test_another_year_is_asked_of_the_library(year: int) -> None:
    assert date(year, 9, 2) in public_holidays(year)


def test_a_due_day_is_found_without_reading_the_calendars_of_all_countries() -> None:
    asked = (
        "import sys; from kpi.periods import Calendar, parse_period;"
        "print(Calendar(14).due(parse_period('2024-01')), 'holidays' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    ).stdout
    assert said.split() == [f"{Calendar(14).due(parse_period('2024-01'))}", "False"]
