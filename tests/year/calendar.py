"""A plan's year as a scheduler meets it: when it calls, what has come by then, what is to be there.

All days are those of the plan's calendar: a month closes on the 14th and is due two working days
later. What is expected is written out here by hand, not asked of the program.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.plans import HEADER, a_count, a_ratio, plan_text


def plan_of(first: int, last: int) -> str:
    """The plan of these years; targets are of the last one."""
    indicators = (
        a_ratio(lead="A", targets={last: 80}),
        a_count(lead="B", targets={last: 240}),
    )
    days = {"closes_on": 14, "due_working_days": 2}
    return plan_text(years=(first, last), calendar=days, indicators=indicators)


# the due day of each month of 2025 (the 14th and two working days; Saturdays, Sundays and the
# holidays 30/4, 1/5 and 2/9 are none of these months' days between)
DUE_2025 = {1: 16, 2: 18, 3: 18, 4: 16, 5: 16, 6: 17, 7: 16, 8: 18, 9: 16, 10: 16, 11: 18, 12: 16}
LONGER_2025 = {
    3: ("2025-Q1",),
    6: ("2025-Q2", "2025-H1"),
    9: ("2025-Q3", "2025-9M"),
    12: ("2025-Q4", "2025-H2", "2025"),
}


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the scheduler, at a moment in UTC: the files that have come since the last one
    (month of 2025 or None), the reports that it must make, whether it has nothing at all to do."""

    at: datetime
    comes: int | None
    reports: tuple[str, ...]
    quiet: bool


def year_2025(whole_plan: str = "", with_files: Sequence[int] = range(1, 13)) -> list[Call]:
    """Three calls a month: before the due day, with new files in those months; the evening after
    it; the next day. `whole_plan` is the label of the report of the plan's whole span, if 2025 is
    its last year."""
    calls = []
    for month, day in DUE_2025.items():
        span = (whole_plan,) if month == 12 and whole_plan else ()
        reports = (f"2025-{month:02d}", *LONGER_2025.get(month, ()), *span)
        comes = month if month in with_files else None
        calls += [
            Call(datetime(2025, month, day, 1), comes, (), quiet=False),
            Call(datetime(2025, month, day, 18), None, reports, quiet=False),
            Call(datetime(2025, month, day + 1, 1), None, (), quiet=True),
        ]
    return calls


def after_the_plan() -> list[Call]:
    """The months after it: nothing is owed, and the weekly look finds nothing."""
    return [Call(datetime(2026, month, 20, 1), None, (), quiet=False) for month in (1, 2, 3, 6)]


def write_plan(home: Path, first: int, last: int) -> None:
    (home / "data" / "inbox").mkdir(parents=True)
    (home / "indicators.yaml").write_text(plan_of(first, last), encoding="utf-8")


def send_month(home: Path, month: int, at: datetime) -> None:
    """The files of a month of 2025, an hour old at a moment (UTC)."""
    for number, unit in enumerate("ABC", 1):
        target = home / "data" / "inbox" / f"2025-{month:02d}_{unit}.csv"
        target.write_text(
            HEADER
            + f"{unit},2025-{month:02d},VB01,{30 + month + number},{100 + number},,,\n"
            + f"{unit},2025-{month:02d},SP01,,,{3 * month + number},,\n",
            encoding="utf-8",
        )
        moment = (at - datetime(1970, 1, 1)).total_seconds() - 3600
        os.utime(target, (moment, moment))


def reports_there(home: Path) -> set[str]:
    return {p.parent.name for p in (home / "data" / "reports").glob("*/report.xlsx")}
