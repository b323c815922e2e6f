"""A plan's year in this process under a set clock; `python -m tests.year.by_hand` does the same
with whole processes, the real engine and every file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import flows.failures
import flows.month
import flows.report
from flows.due_note import quiet_until
from flows.month import run_month
from flows.report import Wanted
from kpi.home import Home
from reports.render import Rendered

from .calendar import Call, after_the_plan, reports_there, send_month, write_plan, year_2025


class Clock:
    now = datetime(2025, 1, 1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for room in (flows.failures, flows.month, flows.report):
        monkeypatch.setattr(room, "now_utc", lambda: clock.now)
    return clock


@pytest.fixture
def plain_reports(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    """Reports with nothing in them but their moment: drawing twenty takes most of a minute."""

    def made(wanted: Wanted, **_: Any) -> Rendered:
        folder = wanted.folder
        folder.mkdir(parents=True, exist_ok=True)
        manifest = f'{{"as_of": "{clock.now.isoformat()}Z"}}'
        (folder / "manifest.json").write_text(manifest, encoding="utf-8")
        (folder / "report.xlsx").write_bytes(b"a workbook")
        return Rendered(folder / "report.xlsx", folder / "manifest.json", (), {})

    monkeypatch.setattr(flows.month, "reporting", made)
    monkeypatch.setattr(flows.month, "weekly_check", lambda *_: [])  # it would miss the figures


def call(home: Path, clock: Clock, one: Call) -> None:
    """One call of the scheduler, and what must come of it."""
    clock.now = one.at
    if one.comes:
        send_month(home, one.comes, one.at)
    before = reports_there(home)
    assert bool(quiet_until(Home(home), one.at.replace(tzinfo=UTC))) == one.quiet, one
    if one.quiet:
        return
    done = run_month(Home(home), only_when_due=True)
    assert done.exit_status == 0
    assert tuple(p.parent.name for p in done.reports) == one.reports, one
    assert reports_there(home) - before == set(one.reports)


@pytest.mark.usefixtures("plain_reports")
def test_each_report_of_a_year_is_made_in_its_month_and_none_outside_the_plan(
    tmp_path: Path, clock: Clock
) -> None:
    write_plan(tmp_path, 2025, 2025)
    for one in (*year_2025(with_files=(1, 7)), *after_the_plan()):
        call(tmp_path, clock, one)
    assert len(reports_there(tmp_path)) == 12 + 4 + 2 + 1 + 1


def test_the_last_month_of_a_plan_is_reported_with_all_that_ends_with_it(
    tmp_path: Path, clock: Clock
) -> None:
    write_plan(tmp_path, 2024, 2025)
    clock.now = datetime(2025, 11, 25)
    send_month(tmp_path, 11, clock.now)
    run_month(Home(tmp_path), only_when_due=True)
    for one in (*year_2025("2024-2025")[-3:], *after_the_plan()):
        call(tmp_path, clock, one)
