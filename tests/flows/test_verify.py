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


def test_a_journal_that_is_gone_or_cut_is_no_proof_that_all_is_well(
    kpi: Kpi, send: Send, home: Path
) -> None:
    send("a.csv", HEADER + "A,2024-01,SP01,,,10,,\n")
    kpi("collect")
    kpi("report", "2024-01")
    journal = home / "data" / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    assert len(lines) == 2
    journal.write_bytes(lines[0])
    ran = kpi("verify")
    assert ran.status == 1
    assert "nhật ký không kể việc lập báo cáo này" in ran.out
    journal.unlink()
    ran = kpi("verify")
    assert ran.status == 1
    assert "nhật ký không kể lượt thu nhận nào" in ran.out
    send("b.csv", HEADER + "B,2024-01,SP01,,,20,,\n")
    assert kpi("collect").status == 0
    ran = kpi("verify")
    assert ran.status == 1
    assert "nhật ký không kể lượt thu nhận" in ran.out


def test_a_warehouse_is_not_built_from_an_altered_ledger(kpi: Kpi, send: Send, home: Path) -> None:
    send("a.csv", HEADER + "A,2024-01,SP01,,,10,,\n")
    kpi("collect")
    ledger = home / "data" / "archive" / "ledger.jsonl"
    text = ledger.read_text("utf-8")
    altered = text.replace('"size": ', '"size": 1')
    assert altered != text
    ledger.write_text(altered, "utf-8")
    warehouse = (home / "data" / "kpi.duckdb").read_bytes()
    ran = kpi("rebuild")
    assert ran.status == 1
    assert "đã bị sửa từ dòng 1" in ran.err
    assert (home / "data" / "kpi.duckdb").read_bytes() == warehouse
    (home / "data" / "kpi.duckdb").unlink()
    for copy in (home / "data" / "published").iterdir():
        copy.unlink()
    assert kpi("status", "2024-01").status == 1


def test_nothing_wrong_is_not_said_of_a_folder_without_a_plan(
    kpi: Kpi, send: Send, home: Path
) -> None:
    send("a.csv", HEADER + "A,2024-01,SP01,,,10,,\n")
    kpi("collect")
    (home / "indicators.yaml").unlink()
    ran = kpi("verify")
    assert ran.status == 1
    assert "không có tệp kế hoạch" in ran.out
    assert "Không có gì sai lệch" not in ran.out
