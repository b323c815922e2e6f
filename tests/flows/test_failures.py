"""What goes wrong in a run is told: in the log, the journal, the status, and to the plan's
address; and it stops nothing else."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest

from flows import month
from flows.attention import attention, last_run
from flows.cli import status_of
from flows.collect import Collection
from flows.console import LOG_BYTES, add_to_log, known_trouble, quiet_ends
from flows.due_note import take_note_away
from flows.failures import Told
from flows.feedback import Blocked
from flows.month import run_month
from flows.report import Wanted
from kpi.home import Home
from kpi.journal import Journal
from reports.render import Rendered, ReportBusy

from .clock import Clock
from .conftest import HEADER, PLAN, Ran

Kpi = Callable[..., Ran]
Send = Callable[[str, str], Path]

JUNE = datetime(2024, 7, 10, 5)  # June is due on 5/7: it is owed with its quarter and half year
OWED = ["2024-06", "2024-Q2", "2024-H1"]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch, JUNE)


@pytest.fixture
def told_to(home: Path) -> Home:
    """A home whose plan names whom to tell."""
    text = PLAN.replace("  owner: Ban thử\n", "  owner: Ban thử\n  failures_to: [a@b.vn, c@d.vn]\n")
    (home / "indicators.yaml").write_text(text, encoding="utf-8")
    return Home(home)


@pytest.fixture
def quick_reports(monkeypatch: pytest.MonkeyPatch) -> dict[str, Exception]:
    """Reports that are made in no time; of a period named here the error is raised instead."""
    failing: dict[str, Exception] = {}

    def made(wanted: Wanted, **_: object) -> Rendered:
        label = wanted.period.label
        if label in failing:
            raise failing[label]
        folder = wanted.folder
        folder.mkdir(parents=True, exist_ok=True)
        as_of = month.now_utc().isoformat()
        (folder / "manifest.json").write_text(f'{{"as_of": "{as_of}Z"}}', encoding="utf-8")
        (folder / "report.xlsx").write_bytes(b"a workbook")
        return Rendered(folder / "report.xlsx", folder / "manifest.json", (), {})

    monkeypatch.setattr(month, "reporting", made)
    return failing


def messages(home: Home) -> list[EmailMessage]:
    found = sorted((home.data / "outbox" / "thong-bao").glob("*.eml"))
    return [message_from_bytes(p.read_bytes(), EmailMessage, policy=SMTP) for p in found]


def run_lines(home: Home) -> list[str]:
    return [e.what for e in Journal(home).entries() if e.what.startswith("run_")]


def test_one_report_that_cannot_be_made_never_stops_the_others(
    told_to: Home,
    quick_reports: dict[str, Exception],
    clock: Clock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    quick_reports["2024-06"] = ReportBusy("Tệp report.xlsx đang mở. Đề nghị đóng tệp.")
    quick_reports["2024-H1"] = OSError(errno.ENOSPC, "no space", "report.xlsx")
    done = run_month(told_to, only_when_due=True)
    assert done.exit_status == 1
    assert [p.parent.name for p in done.reports] == ["2024-Q2"]
    said = capsys.readouterr().err
    assert "Chưa lập được báo cáo tháng 6/2024. Tệp report.xlsx đang mở." in said
    assert "Chưa lập được báo cáo 6 tháng đầu năm 2024" in said
    assert "hết chỗ trên đĩa" in said
    assert run_lines(told_to) == ["run_started", "run_failed"]
    assert not told_to.due.exists()

    quick_reports.clear()
    clock.now += timedelta(hours=1)
    again = run_month(told_to, only_when_due=True)
    assert again.exit_status == 0
    assert [p.parent.name for p in again.reports] == ["2024-06", "2024-H1"]
    assert attention(told_to, clock.now) == ()


def test_what_nobody_foresaw_stops_only_its_own_report_and_shows_no_traceback(
    told_to: Home,
    quick_reports: dict[str, Exception],
    clock: Clock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    quick_reports["2024-06"] = ZeroDivisionError("division by zero")
    done = run_month(told_to, only_when_due=True)
    assert [p.parent.name for p in done.reports] == ["2024-Q2", "2024-H1"]
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "division" not in said
    assert "data/kpi.log" in said
    assert "ZeroDivisionError: division by zero" in told_to.log.read_text("utf-8")
    assert [a.kind for a in attention(told_to, clock.now)] == ["unexpected"]


def test_a_failure_is_a_message_to_the_address_of_the_plan(
    told_to: Home, quick_reports: dict[str, Exception], clock: Clock
) -> None:
    quick_reports["2024-06"] = ReportBusy("Tệp report.xlsx đang mở. Đề nghị đóng tệp.")
    run_month(told_to, only_when_due=True)
    (message,) = messages(told_to)
    assert message["To"] == "a@b.vn, c@d.vn"
    assert message["Subject"] == "Sự cố khi chạy công việc hằng tháng: Kế hoạch thử"
    assert message["Date"].datetime.replace(tzinfo=None) == clock.now
    text = message.get_content()
    assert "Chưa lập được báo cáo tháng 6/2024. Tệp report.xlsx đang mở." in text
    assert "lúc 12:00 10/7/2024" in text
    assert str(told_to.root) in text
    assert "kpi run --when-due" in text
    assert "Không có tệp mới" in text  # what was told last
    assert "Traceback" not in text
    assert "ReportBusy" not in text


def test_the_same_failure_is_told_once_a_day_and_another_one_at_once(
    told_to: Home, quick_reports: dict[str, Exception], clock: Clock
) -> None:
    quick_reports["2024-06"] = ReportBusy("Tệp đang mở.")
    for _ in range(4):
        run_month(told_to, only_when_due=True)
        clock.now += timedelta(hours=1)
    assert len(messages(told_to)) == 1
    quick_reports["2024-Q2"] = ReportBusy("Tệp đang mở.")
    for label in ("2024-Q2", "2024-H1"):
        (told_to.reports(label) / "report.xlsx").unlink()
    run_month(told_to, only_when_due=True)
    assert len(messages(told_to)) == 2
    clock.now = datetime(2024, 7, 10, 16, 59)  # 23:59 of the same day in Hà Nội
    run_month(told_to, only_when_due=True)
    assert len(messages(told_to)) == 2
    clock.now = datetime(2024, 7, 10, 17)
    run_month(told_to, only_when_due=True)
    assert len(messages(told_to)) == 3


def test_a_plan_that_names_nobody_has_no_message_written(
    home: Path, quick_reports: dict[str, Exception], clock: Clock
) -> None:
    quick_reports["2024-06"] = ReportBusy("Tệp đang mở.")
    assert run_month(Home(home), only_when_due=True).exit_status == 1
    assert messages(Home(home)) == []
    assert [a.kind for a in attention(Home(home), clock.now)] == ["busy_file"]


@pytest.mark.usefixtures("quick_reports")
def test_a_feedback_file_that_somebody_has_open_is_told_by_name(
    told_to: Home, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = month.collecting

    def held(*given: Any, **named: Any) -> Collection:
        path = told_to.outbox("2024-06") / "2024-06_A_can-sua.xlsx"
        return replace(really(*given, **named), blocked=(Blocked(path, "đang mở"),))

    monkeypatch.setattr(month, "collecting", held)
    done = run_month(told_to, only_when_due=True)
    assert done.exit_status == 1
    assert [p.parent.name for p in done.reports] == OWED  # it stops no report
    (found,) = attention(told_to, clock.now)
    assert "2024-06_A_can-sua.xlsx: đang mở" in found.sentence
    assert not told_to.due.exists()  # the next call tries again


@pytest.mark.usefixtures("quick_reports")
def test_a_plan_with_errors_is_told_to_whom_the_last_sound_one_named(
    told_to: Home, clock: Clock
) -> None:
    run_month(told_to, only_when_due=True)
    told_to.plan.write_text(told_to.plan.read_text("utf-8").replace("count", "cuont"), "utf-8")
    clock.now += timedelta(hours=1)
    with pytest.raises(Told, match="Kế hoạch có"):
        run_month(told_to, only_when_due=True)
    (message,) = messages(told_to)
    assert message["To"] == "a@b.vn, c@d.vn"
    assert "indicators.yaml" in message.get_content()  # the finding, with its place
    assert [a.kind for a in attention(told_to, clock.now)] == ["stopped"]


@pytest.mark.usefixtures("quick_reports")
def test_a_clock_that_stands_before_what_is_known_is_told(
    told_to: Home, send: Send, clock: Clock
) -> None:
    send("thang-6.csv", HEADER + "A,2024-06,SP01,,,10,,\n")
    run_month(told_to, only_when_due=True)
    clock.now = datetime(2022, 7, 10)
    with pytest.raises(Told):
        run_month(told_to, only_when_due=True)
    assert run_lines(told_to)[-1] == "run_failed"
    assert [a.kind for a in attention(told_to, clock.now)] == ["clock_behind"]
    assert len(messages(told_to)) == 1


def test_the_status_tells_what_needs_a_person_and_since_when(
    told_to: Home, quick_reports: dict[str, Exception], clock: Clock, kpi: Kpi
) -> None:
    assert "Lần chạy gần nhất: chưa chạy lần nào." in kpi("status", "2024-06").out
    quick_reports["2024-06"] = ReportBusy("Tệp report.xlsx đang mở.")
    run_month(told_to, only_when_due=True)
    clock.now += timedelta(hours=3)
    done = kpi("status", "2024-06")
    assert done.status == 0
    assert "Lần chạy gần nhất: 12:00 10/7/2024, gặp sự cố." in done.out
    assert "  - Chưa lập được báo cáo tháng 6/2024. Tệp report.xlsx đang mở." in done.out
    assert "(từ 12:00 10/7/2024)" in done.out


def test_a_run_that_did_not_end_needs_a_person_after_an_hour(home: Path) -> None:
    at = datetime(2024, 7, 10, 5)
    Journal(Home(home)).add("run_started", at, failures_to=[])
    run = last_run(Home(home))
    assert run is not None
    assert run.state == "started"
    assert attention(Home(home), at + timedelta(minutes=59)) == ()
    found = attention(Home(home), at + timedelta(minutes=61))
    assert [a.kind for a in found] == ["cut_short"]
    assert found[0].since == at


def test_a_clock_before_the_last_run_needs_a_person(home: Path) -> None:
    at = datetime(2024, 7, 10, 5)
    Journal(Home(home)).add("run_done", at)
    assert attention(Home(home), at - timedelta(minutes=5)) == ()
    assert [a.kind for a in attention(Home(home), at - timedelta(days=1))] == ["clock"]


@pytest.mark.parametrize("details", [{"failures": 3}, {"failures": [1, None]}, {"failures": {}}])
def test_a_line_of_the_journal_that_says_less_is_read_as_far_as_it_goes(
    home: Path, details: dict[str, object]
) -> None:
    Journal(Home(home)).add("run_failed", datetime(2024, 7, 10), **details)
    run = last_run(Home(home))
    assert run is not None
    assert run.failures == ()


def test_the_command_tells_a_failure_of_the_engine_itself_and_ends_with_1(
    told_to: Home, quick_reports: dict[str, Exception], kpi: Kpi, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import engine

    assert not quick_reports
    run_month(told_to, only_when_due=True)
    take_note_away(told_to)

    def cannot_start(*_: object, **__: object) -> int:
        raise RuntimeError("the server did not come up")

    monkeypatch.setattr(engine, "run_monthly", cannot_start)
    done = kpi("run", "--when-due")
    assert done.status == 1
    assert "Có sự cố ngoài dự kiến" in done.err
    assert "server" not in done.err
    assert "the server did not come up" in told_to.log.read_text("utf-8")
    assert len(messages(told_to)) == 1


@pytest.mark.usefixtures("clock")
def test_telling_does_not_fail_where_nothing_can_be_written(
    told_to: Home,
    quick_reports: dict[str, Exception],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Full:
        def __init__(self, *_: object) -> None: ...

        def __getattr__(self, name: str) -> None:
            raise OSError(errno.ENOSPC, "no space", name)

    quick_reports["2024-06"] = ReportBusy("Tệp đang mở.")
    monkeypatch.setattr("flows.failures.Journal", Full)
    monkeypatch.setattr("flows.failure_message.Journal", Full)
    monkeypatch.setattr("flows.failures.add_to_log", lambda *_: None)
    assert run_month(told_to, only_when_due=True).exit_status == 1
    assert "Chưa lập được báo cáo tháng 6/2024" in capsys.readouterr().err


def test_the_log_is_for_its_owner_and_does_not_grow_without_end(tmp_path: Path) -> None:
    log = tmp_path / "kpi.log"
    for n in range(60):
        add_to_log(log, f"{n} " + "x" * (LOG_BYTES // 20))
    sizes = {p.name: p.stat().st_size for p in tmp_path.iterdir()}
    assert sizes.keys() == {"kpi.log", "kpi.log.1"}
    assert all(size <= LOG_BYTES * 1.1 for size in sizes.values())
    assert "59 xxx" in log.read_text("utf-8")
    if os.name == "posix":
        assert log.stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("begun")
def test_an_inbox_that_is_gone_is_a_failure_and_not_silence(
    kpi: Kpi, send: Send, home: Path
) -> None:
    send("a.csv", HEADER + "A,2024-01,SP01,,,10,,\n")
    assert kpi("collect").status == 0
    shutil.rmtree(home / "data" / "inbox")
    ran = kpi("collect")
    assert "Không thấy hộp nhận" in ran.err
    ran = kpi("run", "2024-01")
    assert ran.status == 1
    assert "Không thấy hộp nhận" in (home / "data" / "index.html").read_text("utf-8")


@pytest.mark.usefixtures("begun")
def test_a_plan_that_cannot_be_read_is_told_on_the_desk(kpi: Kpi, send: Send, home: Path) -> None:
    send("a.csv", HEADER + "A,2024-01,SP01,,,10,,\n")
    assert kpi("run", "2024-01").status in (0, 1)
    plan = home / "indicators.yaml"
    plan.write_text(plan.read_text("utf-8") + "\nxx: [\n", "utf-8")
    before = (home / "data" / "index.html").read_text("utf-8")
    ran = kpi("run", "--when-due")
    assert ran.status == 1
    page = (home / "data" / "index.html").read_text("utf-8")
    assert page != before
    assert "indicators.yaml" in page or "kế hoạch" in page.split("Việc cần")[-1]


def test_a_folder_named_by_mistake_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "khongco"
    assert status_of(["--home", str(wrong), "run", "--when-due"]) == 1
    assert not wrong.exists()
    assert "indicators.yaml" in capsys.readouterr().err


def test_a_full_disk_is_told_as_such_also_by_the_library_that_writes_workbooks() -> None:
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert "hết chỗ trên đĩa" in known_trouble(RuntimeError(full), "vi")
    assert known_trouble(RuntimeError("khác"), "vi") == ""


@pytest.mark.parametrize(("thrown", "seen"), [(OSError, False), (ValueError, True)])
def test_what_is_thrown_away_on_a_full_disk_shows_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    thrown: type[Exception], seen: bool,
) -> None:  # fmt: skip
    class Unfinished:
        def __del__(self) -> None:
            raise thrown

    monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)
    quiet_ends()
    unfinished = Unfinished()
    del unfinished
    assert ("Traceback" in capsys.readouterr().err) is seen
