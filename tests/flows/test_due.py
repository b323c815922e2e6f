"""Which reports are owed when the schedule looks."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from flows.due import due_without_report, last_due
from flows.engine import daily, time_of_day
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


def labels(home: Home, now: datetime, first: datetime | None) -> list[str]:
    return [p.label for p in due_without_report(home, the_plan(), first, now)]


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
    assert labels(home, datetime(2024, 6, 19, 3), FIRST) == ["2024-06"]


def test_a_computer_that_was_off_catches_up_from_the_first_submission_on(tmp_path: Path) -> None:
    home = Home(tmp_path)
    reported(home, "2024-05", "2024-05-20T00:00:00")
    assert labels(home, datetime(2024, 8, 20), FIRST) == [
        "2024-04",
        "2024-06",
        "2024-07",
        "2024-08",
    ]


def test_a_report_made_before_the_due_day_is_made_again(tmp_path: Path) -> None:
    home = Home(tmp_path)
    reported(home, "2024-06", "2024-06-17T00:00:00")
    assert labels(home, datetime(2024, 6, 20), datetime(2024, 6, 16)) == ["2024-06"]


def test_a_new_home_owes_only_the_last_due_month(tmp_path: Path) -> None:
    assert labels(Home(tmp_path), datetime(2024, 6, 20), None) == ["2024-06"]


def test_never_more_than_a_year_is_caught_up(tmp_path: Path) -> None:
    owed = labels(Home(tmp_path), datetime(2024, 6, 20), datetime(2022, 1, 1))
    assert owed[0] == "2023-07"
    assert len(owed) == 12


def test_a_broken_manifest_counts_as_no_report(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.reports("2024-06").mkdir(parents=True)
    (home.reports("2024-06") / "manifest.json").write_text("{", encoding="utf-8")
    assert labels(home, datetime(2024, 6, 20), datetime(2024, 6, 16)) == ["2024-06"]


def test_the_schedule_runs_daily_in_the_time_zone_of_the_plan() -> None:
    schedule = daily(time_of_day("6:30".zfill(5)), the_plan())
    assert schedule.cron == "30 6 * * *"
    assert schedule.timezone == "Asia/Ho_Chi_Minh"
