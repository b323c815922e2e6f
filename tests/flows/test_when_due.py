"""`kpi run --when-due`: at once where nothing is owed or new; whatever is in doubt is looked at."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import kpi as program
from flows.due_note import take_note_away
from flows.month import run_month
from kpi.home import Home
from tests.flows.due import NOON, a_new_file, another_plan, quiet

from .clock import Clock


def test_after_a_run_that_left_nothing_undone_there_is_nothing_to_do(
    ran: Home, clock: Clock
) -> None:
    take_note_away(ran)
    assert not quiet(ran, clock)
    assert run_month(ran, only_when_due=True).reports == ()
    assert quiet(ran, clock)
    clock.now += timedelta(hours=1)
    assert quiet(ran, clock)


def test_without_a_note_of_a_run_everything_is_looked_at(home: Path, clock: Clock) -> None:
    assert not quiet(Home(home), clock)


def test_the_hour_after_the_due_day_is_not_quiet(ran: Home, clock: Clock) -> None:
    clock.now = datetime(2024, 6, 7, 16, 59)  # 23:59 of the due day in Hà Nội
    assert quiet(ran, clock)
    clock.now = datetime(2024, 6, 7, 17)
    assert not quiet(ran, clock)
    done = run_month(ran, only_when_due=True)
    assert [p.parent.name for p in done.reports] == ["2024-05"]
    assert quiet(ran, clock)


def test_no_note_is_believed_for_longer_than_a_week(ran: Home, clock: Clock) -> None:
    note = json.loads(ran.due.read_text("utf-8"))
    ran.due.write_text(json.dumps({**note, "until": "2034-01-01T00:00:00+00:00"}), "utf-8")
    clock.now = NOON + timedelta(days=7) - timedelta(seconds=1)
    assert quiet(ran, clock)
    clock.now = NOON + timedelta(days=7)
    assert not quiet(ran, clock)


def test_a_clock_before_the_note_is_looked_at(ran: Home, clock: Clock) -> None:
    clock.now = NOON - timedelta(seconds=1)
    assert not quiet(ran, clock)


def a_file_that_grew(home: Home) -> None:
    target = home.inbox / "thang-5.csv"
    about = target.stat()
    target.write_text(target.read_text("utf-8") + "C,2024-05,SP01,,,5,,\n", encoding="utf-8")
    os.utime(target, ns=(about.st_atime_ns, about.st_mtime_ns))


def a_file_changed_in_place(home: Home) -> None:
    target = home.inbox / "thang-5.csv"
    about = target.stat()
    target.write_text(target.read_text("utf-8").replace("30,100", "40,100"), encoding="utf-8")
    os.utime(target, ns=(about.st_atime_ns + 1, about.st_mtime_ns + 1))


def a_file_in_place_of_another(home: Home) -> None:
    target = home.inbox / "thang-5.csv"
    about = target.stat()
    other = home.inbox / "khac"
    other.write_text(target.read_text("utf-8").replace("30,100", "40,100"), encoding="utf-8")
    os.utime(other, ns=(about.st_atime_ns, about.st_mtime_ns))
    other.replace(target)


def a_file_under_another_name(home: Home) -> None:
    (home.inbox / "thang-5.csv").rename(home.inbox / "thang-nam.csv")


def a_file_that_went(home: Home) -> None:
    (home.inbox / "thang-5.csv").unlink()


def a_time_of_receipt(home: Home) -> None:
    (home.inbox / "thang-5.csv.received").write_text("2024-06-01T08:00:00", encoding="utf-8")


def no_plan(home: Home) -> None:
    home.plan.unlink()


def a_report_that_went(home: Home) -> None:
    (home.reports("2024-04") / "report.xlsx").unlink()


@pytest.mark.parametrize(
    "change",
    [
        a_new_file,
        a_file_that_grew,
        a_file_changed_in_place,
        a_file_in_place_of_another,
        a_file_under_another_name,
        a_file_that_went,
        a_time_of_receipt,
        another_plan,
        no_plan,
        a_report_that_went,
    ],
)
def test_whatever_changed_since_is_looked_at(
    ran: Home, clock: Clock, change: Callable[[Home], None]
) -> None:
    assert quiet(ran, clock)
    change(ran)
    assert not quiet(ran, clock)


def test_another_version_of_the_program_is_looked_at(
    ran: Home, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "__version__", "9.9.9")
    assert not quiet(ran, clock)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        "[" * 4000,
        "{}",
        '{"written": 1, "until": 2, "inbox": 3, "version": 4, "plan": 5, "reports": 6}',
        "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    ],
)
def test_a_note_that_is_broken_is_no_note(ran: Home, clock: Clock, written: str) -> None:
    ran.due.write_text(written, encoding="utf-8")
    assert not quiet(ran, clock)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("until", "mai"),
        ("until", "2034-01-01T00:00:00"),
        ("until", None),
        ("written", "9999-12-31T23:59:59-23:59"),
        ("written", 1717390800),
        ("inbox", None),
        ("locale", "../../vi"),
        ("locale", ["vi"]),
        ("plan", ""),
        ("reports", {}),
        ("version", None),
    ],
)
def test_a_note_that_was_tampered_with_is_no_note(
    ran: Home, clock: Clock, key: str, value: object
) -> None:
    note = json.loads(ran.due.read_text("utf-8"))
    ran.due.write_text(json.dumps({**note, key: value}), encoding="utf-8")
    assert not quiet(ran, clock)


def test_the_note_is_for_its_owner_alone(ran: Home) -> None:
    if os.name == "posix":
        assert ran.due.stat().st_mode & 0o077 == 0
