"""`kpi verify` as a clerk meets it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flows.dates import now_utc
from flows.verify import verify_home
from kpi.home import Home
from kpi.journal import Journal
from kpi.plan.load import read_plan

from .conftest import HEADER, Ran

Kpi = Callable[..., Ran]
Send = Callable[[str, str], Path]


def test_a_sound_home_is_said_to_be_sound_with_what_was_looked_at(
    kpi: Kpi, send: Send, home: Path
) -> None:
    send("a.csv", HEADER + "A,2024-01,SP01,,,10,,\n")
    kpi("collect")
    kpi("report", "2024-01")
    ran = kpi("verify", "--deep")
    assert ran.status == 0, ran.out
    assert "1 nội dung lưu trữ" in ran.out
    assert "1 lượt thu nhận, 1 báo cáo" in ran.out
    assert "Không có gì sai lệch." in ran.out
    entry = Journal(Home(home)).last("verify")
    assert entry is not None
    assert entry.details["findings"] == 0
    assert entry.details["checked"]["runs"] == 1


def test_what_is_wrong_is_said_with_place_and_repair_and_the_status_is_1(
    kpi: Kpi, send: Send, home: Path
) -> None:
    send("a.csv", HEADER + "A,2024-01,SP01,,,10,,\n")
    kpi("collect")
    (content,) = (home / "data" / "archive").glob("*/*.csv")
    content.write_text("khác", "utf-8")
    ran = kpi("verify")
    assert ran.status == 1
    (line,) = [line for line in ran.out.splitlines() if "đã bị sửa" in line]
    assert line.startswith(f"Kho lưu trữ: data/archive/{content.parent.name}/{content.name}:")
    assert "a.csv" in line
    assert "Đề nghị" in line
    assert "1 chỗ sai lệch" in ran.out
    entry = Journal(Home(home)).last("verify")
    assert entry is not None
    assert entry.details["kinds"] == {"archive.altered": 1}


def test_the_weekly_check_says_what_is_wrong_and_writes_it_down(
    kpi: Kpi, send: Send, home: Path
) -> None:
    send("a.csv", HEADER + "A,2024-01,SP01,,,10,,\n")
    kpi("collect")
    plan = read_plan(home / "indicators.yaml").plan
    assert plan is not None
    assert not verify_home(Home(home), plan, now_utc())
    (content,) = (home / "data" / "archive").glob("*/*.csv")
    content.unlink()
    assert [f.kind for f in verify_home(Home(home), plan, now_utc())] == ["missing"]
    entry = Journal(Home(home)).last("verify")
    assert entry is not None
    assert isinstance(entry.at, datetime)
    assert entry.details["findings"] == 1


def test_a_folder_that_is_no_home_is_said_to_be_none(kpi: Kpi, home: Path) -> None:
    (home / "indicators.yaml").unlink()
    (home / "data" / "inbox").rmdir()
    (home / "data").rmdir()
    ran = kpi("verify")
    assert ran.status == 1
    assert "--home" in ran.err
    assert not (home / "data").exists()


def test_a_home_that_lost_its_plan_is_told(kpi: Kpi, home: Path) -> None:
    (home / "indicators.yaml").unlink()
    ran = kpi("verify")
    assert ran.status == 1
    assert "indicators.yaml" in ran.out
