"""Entries for the system's schedulers, the timetable, the dates shown, the state read back."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest

from flows.schedule import entries, install
from flows.schedule.alive import schedule_state, state_file
from flows.schedule.entries import Call
from flows.schedule.show import dates
from flows.schedule.timetable import as_text, from_text, time_of_day, timetable
from kpi.home import Home
from kpi.plan.load import read_plan

from .conftest import Ran

HANOI = "Asia/Ho_Chi_Minh"
CALL = Call("kpi-0a1b2c3d", ("/usr/bin/python3", "-P", "/nhà 100%/$x", 'a"b'), Path("/nhà 100%"))
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def test_the_timetable_collects_by_the_hour_reminds_on_workdays_and_reports_daily() -> None:
    table = {entry.flow: entry for entry in timetable(time(6, 30))}
    assert {flow: entry.cron for flow, entry in table.items()} == {
        "collect": "0 7-18 * * *",
        "remind": "0 8 * * 1-5",
        "monthly": "30 6 * * *",
    }
    assert table["monthly"].parameters == {"only_when_due": True}
    assert from_text(as_text(timetable(time(6, 30)))) == timetable(time(6, 30))


def test_a_time_is_an_hour_or_an_hour_with_minutes() -> None:
    assert time_of_day("07:05") == time(7, 5)
    assert time_of_day("07") == time(7)
    with pytest.raises(ValueError, match="isoformat"):
        time_of_day("bảy giờ")


def test_an_entry_fires_by_this_computers_clock_at_the_plans_hours() -> None:
    at_home = entries.times_of(time(6, 30), HANOI, ZoneInfo(HANOI))
    assert at_home == (time(6, 30), *(time(hour) for hour in range(7, 19)))
    abroad = entries.times_of(time(6, 30), HANOI, UTC)
    assert abroad == (*(time(hour) for hour in range(12)), time(23, 30))
    india = entries.times_of(time(7), HANOI, ZoneInfo("Asia/Kolkata"))
    assert india[0] == time(5, 30)


def test_a_crontab_gets_one_block_of_ours_and_keeps_every_other_line() -> None:
    own = "MAILTO=me\n# mine\n5 4 * * * echo kpi\n"
    times = (time(6, 30), time(7), time(8))
    once = entries.with_block(own, CALL, times)
    assert once.startswith(own)
    assert once.splitlines()[3:] == [
        "# kpi-0a1b2c3d: begin",
        r"""0 7,8 * * * /usr/bin/python3 -P '/nhà 100\%/$x' 'a"b' >/dev/null 2>&1""",
        r"""30 6 * * * /usr/bin/python3 -P '/nhà 100\%/$x' 'a"b' >/dev/null 2>&1""",
        "# kpi-0a1b2c3d: end",
    ]
    assert entries.with_block(once, CALL, times) == once
    assert entries.without_block(once, CALL.name) == own
    assert entries.without_block(once, "kpi-ffffffff") == once


def test_systemd_takes_no_part_of_the_call_for_its_own() -> None:
    service = entries.systemd_service(CALL)
    assert r'ExecStart="/usr/bin/python3" "-P" "/nhà 100%%/$$x" "a\"b"' in service
    timer = entries.systemd_timer(CALL, time(6, 30), HANOI)
    assert "OnCalendar=*-*-* 07..18:00:00 Asia/Ho_Chi_Minh\n" in timer
    assert "OnCalendar=*-*-* 06:30:00 Asia/Ho_Chi_Minh\n" in timer
    assert "Persistent=true\n" in timer


def test_the_windows_task_runs_as_the_user_and_makes_good_what_was_missed() -> None:
    call = Call("kpi-0a1b2c3d", (r"C:\a & b\pythonw.exe", "--home", r"D:\nhà <1>"), Path(r"D:\x"))
    task = ElementTree.fromstring(  # noqa: S314 - our own text
        entries.windows_task(call, (time(6, 30), time(7))).partition("?>")[2]
    )
    starts = [one.text for one in task.iter(f"{TASK}StartBoundary")]
    assert starts == ["2024-01-01T06:30:00", "2024-01-01T07:00:00"]
    said = {one.tag.removeprefix(TASK): one.text for one in task.iter()}
    assert said["StartWhenAvailable"] == "true"
    assert said["LogonType"] == "InteractiveToken"
    assert said["Command"] == r"C:\a & b\pythonw.exe"
    assert said["Arguments"] == r'--home "D:\nhà <1>"'
    assert said["MultipleInstancesPolicy"] == "IgnoreNew"


CRONTAB = """\
#!{python}
import pathlib, sys
kept = pathlib.Path(r"{kept}")
if sys.argv[1:] == ["-l"]:
    if not kept.exists():
        sys.exit("no crontab")
    sys.stdout.buffer.write(kept.read_bytes())
elif sys.argv[1:] == ["-"]:
    kept.write_bytes(sys.stdin.buffer.read())
else:
    sys.exit(2)
"""


@pytest.fixture
def crontab(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer whose only scheduler is a crontab; the file that it keeps."""
    import sys

    folder = tmp_path_factory.mktemp("programs")
    program, kept = folder / "crontab", folder / "kept"
    program.write_text(CRONTAB.format(python=sys.executable, kept=kept), encoding="utf-8")
    program.chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(folder))
    return kept


def test_the_entry_is_written_once_and_taken_out_again(
    crontab: Path, kpi: Callable[..., Ran], home: Path
) -> None:
    crontab.write_text("1 2 3 4 5 echo mine\n")
    assert kpi("schedule", "--install", "--at", "06:30").status == 0
    first = crontab.read_text("utf-8")
    installed = kpi("schedule", "--install", "--at", "06:30")
    assert crontab.read_text("utf-8") == first
    assert f"--home {home} run --when-due" in first
    assert f"--home {home} run --when-due" in installed.out
    assert "kpi schedule --remove" in installed.out
    assert kpi("schedule", "--remove").status == 0
    assert crontab.read_text("utf-8") == "1 2 3 4 5 echo mine\n"
    assert kpi("schedule", "--remove").status == 1


def test_a_computer_without_a_scheduler_is_told_what_to_enter_by_hand(
    kpi: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    ran = kpi("schedule", "--install")
    assert ran.status == 1
    assert "run --when-due" in ran.out
    assert "Đề nghị" in ran.err


def test_two_homes_have_entries_of_their_own(tmp_path: Path) -> None:
    names = {install.call_of(Home(tmp_path / name)).name for name in ("a", "b")}
    assert len(names) == 2


def test_the_dates_of_the_next_year_name_every_period_with_its_days(home: Path) -> None:
    plan = read_plan(home / "indicators.yaml").plan
    assert plan is not None
    lines = list(dates(plan, date(2024, 6, 10)))
    assert lines[0] == (
        "Tháng 6/2024: số liệu từ ngày 1/6/2024 đến ngày 30/6/2024; hạn gửi ngày 5/7/2024; "
        "báo cáo ngày 6/7/2024."
    )
    assert lines[1].startswith("Quý II/2024: số liệu từ ngày 1/4/2024 đến ngày 30/6/2024")
    assert [line for line in lines if line.startswith("Năm 2024")]
    assert len([line for line in lines if line.startswith("Tháng")]) == 12
    waiting = list(dates(plan, date(2024, 6, 7)))  # May is due this day
    assert waiting[0].startswith("Tháng 5/2024")
    assert next(dates(plan, date(2026, 1, 2))).startswith("Tháng 12/2025")
    assert not list(dates(plan, date(2026, 3, 1)))


def test_a_schedule_is_alive_while_it_speaks(tmp_path: Path) -> None:
    home = Home(tmp_path)
    now = datetime(2026, 3, 2, 1, 0)
    assert schedule_state(home, now) is None
    home.data.mkdir()
    said = {
        "started": "2026-03-01T00:00:00+00:00",
        "heartbeat": "2026-03-02T00:59:00+00:00",
        "pid": 17,
        "at": "07:00",
        "next": {"collect": "2026-03-02T08:00:00+07:00"},
        "last_error": "",
    }
    state_file(home).write_text(json.dumps(said), encoding="utf-8")
    state = schedule_state(home, now)
    assert state is not None
    assert state.alive
    assert state.next_runs == {"collect": datetime(2026, 3, 2, 1)}
    later = schedule_state(home, now + timedelta(minutes=10))
    assert later is not None
    assert not later.alive
    state_file(home).write_text("{", encoding="utf-8")
    assert schedule_state(home, now) is None
