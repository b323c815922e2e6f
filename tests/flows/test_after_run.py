"""Once a week a run checks the home's hashes; what is wrong needs a person until it is mended."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows.after_run import check_is_due
from flows.attention import attention
from flows.month import run_month
from kpi.home import Home
from kpi.journal import Journal

from .clock import Clock
from .conftest import HEADER, Ran

Kpi = Callable[..., Ran]
Send = Callable[[str, str], Path]

FIRST = datetime(2024, 6, 3, 5)
WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch, FIRST)


def test_the_first_check_comes_a_week_after_the_first_run(home: Path) -> None:
    where = Home(home)
    assert not check_is_due(where, FIRST)
    for hours in (0, 24, 48):
        Journal(where).add("run_started", FIRST + timedelta(hours=hours))
    assert not check_is_due(where, FIRST + WEEK - SECOND)
    assert check_is_due(where, FIRST + WEEK)


def test_the_next_check_comes_a_week_after_the_last(home: Path) -> None:
    where = Home(home)
    Journal(where).add("run_started", FIRST - 9 * WEEK)
    Journal(where).add("verify", FIRST)
    Journal(where).add("run_started", FIRST + timedelta(days=6))
    assert not check_is_due(where, FIRST + WEEK - SECOND)
    assert check_is_due(where, FIRST + WEEK)


def test_what_the_weekly_check_finds_needs_a_person_until_it_is_mended(
    home: Path, send: Send, clock: Clock, kpi: Kpi, capsys: pytest.CaptureFixture[str]
) -> None:
    where = Home(home)
    send("thang-5.csv", HEADER + "A,2024-05,SP01,,,10,,\n")
    assert run_month(where, only_when_due=True).exit_status == 0
    (kept,) = (p for p in where.archive.glob("??/*"))
    content = kept.read_bytes()
    kept.chmod(0o600)
    kept.write_bytes(content.replace(b"10", b"99"))

    clock.now = datetime(2024, 6, 10, 5)
    capsys.readouterr()
    done = run_month(where, only_when_due=True)
    assert done.exit_status == 1
    assert [p.parent.name for p in done.reports] == ["2024-05"]  # it stops no report
    assert kept.name[:8] in capsys.readouterr().err
    assert [a.kind for a in attention(where, clock.now)] == ["verify"]
    assert "chạy kpi verify" in kpi("status", "2024-05").out

    clock.now += timedelta(hours=1)
    assert run_month(where, only_when_due=True).exit_status == 0
    assert [a.kind for a in attention(where, clock.now)] == ["verify"]  # it is still so

    kept.write_bytes(content)
    clock.now += WEEK
    assert run_month(where, only_when_due=True).exit_status == 0
    assert attention(where, clock.now) == ()


def heard(home: Home, at: datetime) -> None:
    """What a schedule leaves every minute."""
    said = {
        "started": f"{FIRST.isoformat()}+00:00",
        "heartbeat": f"{at.isoformat()}+00:00",
        "pid": 1,
        "at": "07:00",
        "next": {"monthly": "2024-06-04T00:00:00+00:00", "collect": "2024-06-03T06:00:00+00:00"},
        "last_error": "",
    }
    home.data.mkdir(exist_ok=True)
    (home.data / "schedule.json").write_text(json.dumps(said), encoding="utf-8")


def test_the_status_tells_when_the_schedule_runs_next_and_that_it_fell_silent(
    home: Path, clock: Clock, kpi: Kpi
) -> None:
    where = Home(home)
    heard(where, FIRST)
    assert "Lịch tự động: đang chạy, lần tới 13:00 3/6/2024." in kpi("status", "2024-05").out
    assert attention(where, clock.now) == ()
    clock.now += timedelta(hours=2)
    assert [a.kind for a in attention(where, clock.now)] == ["schedule"]
    told = kpi("status", "2024-05")
    assert told.status == 0
    assert "đã ngừng" in told.out
    assert "(từ 12:00 3/6/2024)" in told.out
