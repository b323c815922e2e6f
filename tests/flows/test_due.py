"""Which reports are owed when the schedule looks."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows.due import due_without_report, last_due, next_due, reports_with
from kpi.home import Home
from kpi.periods import parse_period
from kpi.plan.load import parse_plan
from kpi.plan.model import Plan

from .conftest import PLAN


def the_plan() -> Plan:
    text = PLAN.replace(
        "years: [2024, 2025]",
        "years: [2024, 2025]\n  calendar: {closes_on: 14, due_working_days: 2}",
    )
    plan = parse_plan(text).plan
    assert plan is not None
    return plan


def reported(home: Home, label: str, as_of: str) -> None:
    folder = home.reports(label)
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"as_of": as_of}), encoding="utf-8")
    (folder / "report.xlsx").write_bytes(b"a workbook")


def labels(home: Home, now: datetime, first: datetime | None) -> list[str]:
    return [p.label for p in due_without_report(home, the_plan(), first, now)]


def months(home: Home, now: datetime, first: datetime | None) -> list[str]:
    """The months among what is owed."""
    return [p.label for p in due_without_report(home, the_plan(), first, now) if p.months == 1]


FIRST = datetime(2024, 4, 1)  # UTC


def test_nothing_is_owed_before_the_due_day_has_passed(tmp_path: Path) -> None:
    # June closes on Friday 14/6, so it is due on Tuesday 18/6; the 18th is still in time.
    home = Home(tmp_path)
    assert last_due(the_plan(), datetime(2024, 6, 18).date()) == parse_period("2024-05")
    assert last_due(the_plan(), datetime(2024, 6, 19).date()) == parse_period("2024-06")
    reported(home, "2024-03", "2024-03-20T00:00:00")
    reported(home, "2024-04", "2024-04-20T00:00:00")
    reported(home, "2024-05", "2024-05-20T00:00:00")
    assert labels(home, datetime(2024, 6, 18, 3), FIRST) == []
    assert months(home, datetime(2024, 6, 19, 3), FIRST) == ["2024-06"]


def test_a_computer_that_was_off_catches_up_from_the_first_submission_on(tmp_path: Path) -> None:
    home = Home(tmp_path)
    reported(home, "2024-05", "2024-05-20T00:00:00")
    assert labels(home, datetime(2024, 8, 20), FIRST) == [
        "2024-04",
        "2024-06",
        "2024-Q2",
        "2024-H1",
        "2024-07",
        "2024-08",
    ]


def test_a_report_made_before_the_due_day_is_made_again(tmp_path: Path) -> None:
    home = Home(tmp_path)
    reported(home, "2024-06", "2024-06-17T00:00:00")
    assert months(home, datetime(2024, 6, 20), datetime(2024, 6, 16)) == ["2024-06"]


def test_a_new_home_owes_only_the_last_due_month(tmp_path: Path) -> None:
    owed = labels(Home(tmp_path), datetime(2024, 6, 20), None)
    assert owed == ["2024-06", "2024-Q2", "2024-H1"]


def test_never_more_than_a_year_is_caught_up(tmp_path: Path) -> None:
    owed = months(Home(tmp_path), datetime(2025, 6, 20), datetime(2022, 1, 1))
    assert owed[0] == "2024-07"
    assert len(owed) == 12


def test_a_broken_manifest_counts_as_no_report(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.reports("2024-06").mkdir(parents=True)
    (home.reports("2024-06") / "manifest.json").write_text("{", encoding="utf-8")
    assert months(home, datetime(2024, 6, 20), datetime(2024, 6, 16)) == ["2024-06"]


def test_a_report_without_its_workbook_is_owed_again(tmp_path: Path) -> None:
    home = Home(tmp_path)
    reported(home, "2024-05", "2024-05-20T00:00:00Z")
    assert labels(home, datetime(2024, 5, 21), datetime(2024, 5, 15)) == []
    (home.reports("2024-05") / "report.xlsx").unlink()
    assert labels(home, datetime(2024, 5, 21), datetime(2024, 5, 15)) == ["2024-05"]


def test_a_report_of_an_earlier_day_beside_the_current_one_counts_for_nothing(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path)
    folder = home.reports("2024-05") / "as-of-2024-05-21"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text('{"as_of": "2024-05-21T16:59:59Z"}', encoding="utf-8")
    (folder / "report.xlsx").write_bytes(b"a workbook")
    assert labels(home, datetime(2024, 5, 22), datetime(2024, 5, 15)) == ["2024-05"]


def test_a_report_made_by_a_clock_that_was_ahead_is_made_again(tmp_path: Path) -> None:
    home = Home(tmp_path)
    reported(home, "2024-05", "2035-05-20T00:00:00Z")
    assert labels(home, datetime(2024, 5, 21), datetime(2024, 5, 15)) == ["2024-05"]


def test_the_moment_of_a_report_is_told_in_the_time_zone_of_the_plan(tmp_path: Path) -> None:
    # May is due on Thursday 16/5; 23:30 of that day in Hà Nội is 16:30 UTC, 0:30 is 17:30 UTC.
    home = Home(tmp_path)
    reported(home, "2024-05", "2024-05-16T16:30:00Z")
    assert labels(home, datetime(2024, 5, 20), datetime(2024, 5, 15)) == ["2024-05"]
    (home.reports("2024-05") / "manifest.json").write_text('{"as_of": "2024-05-16T17:30:00Z"}')
    assert labels(home, datetime(2024, 5, 20), datetime(2024, 5, 15)) == []


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("2024-01", ["2024-01"]),
        ("2024-03", ["2024-03", "2024-Q1"]),
        ("2024-06", ["2024-06", "2024-Q2", "2024-H1"]),
        ("2024-09", ["2024-09", "2024-Q3", "2024-9M"]),
        ("2024-12", ["2024-12", "2024-Q4", "2024-H2", "2024"]),
        ("2025-12", ["2025-12", "2025-Q4", "2025-H2", "2025", "2024-2025"]),
    ],
)
def test_longer_periods_are_reported_with_the_month_that_ends_them(
    month: str, expected: list[str]
) -> None:
    assert [p.label for p in reports_with(the_plan(), parse_period(month))] == expected


def test_a_plan_of_one_year_has_no_report_of_several() -> None:
    plan = replace(the_plan(), years=(2025, 2025))
    december = parse_period("2025-12")
    assert [p.label for p in reports_with(plan, december)][-1] == "2025"


def test_a_period_outside_the_years_of_the_plan_is_owed_by_nobody(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert labels(home, datetime(2024, 1, 10), datetime(2023, 1, 1)) == []
    after = labels(home, datetime(2026, 4, 20), datetime(2025, 12, 1))
    assert after == ["2025-12", "2025-Q4", "2025-H2", "2025", "2024-2025"]
    assert labels(home, datetime(2026, 4, 20), None) == []
    assert labels(home, datetime(2027, 2, 20), datetime(2024, 1, 1)) == []


def test_the_next_due_moment_is_the_midnight_after_the_due_day_here(tmp_path: Path) -> None:
    # June is due on Tuesday 18/6, so owed from Wednesday 0:00 in Hà Nội, 17:00 UTC.
    owed_from = datetime(2024, 6, 18, 17)
    assert next_due(the_plan(), datetime(2024, 6, 1)) == owed_from
    assert next_due(the_plan(), owed_from - timedelta(seconds=1)) == owed_from
    before = owed_from - timedelta(seconds=1)
    assert months(Home(tmp_path), before, datetime(2024, 6, 1)) == ["2024-05"]
    assert months(Home(tmp_path), owed_from, datetime(2024, 6, 1)) == ["2024-06"]
    later = next_due(the_plan(), owed_from)
    assert later is not None
    assert later > owed_from


def test_before_the_plan_its_first_month_is_next_and_after_it_none() -> None:
    assert next_due(the_plan(), datetime(2022, 3, 1)) == datetime(2024, 1, 16, 17)
    assert next_due(the_plan(), datetime(2025, 12, 20)) is None
