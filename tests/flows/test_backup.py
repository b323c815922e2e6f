"""`kpi backup` and `kpi restore` as a clerk meets them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import status_of
from kpi.home import Home
from kpi.journal import Journal

from .conftest import HEADER, Ran

ROOT = Path(__file__).parents[2]
Kpi = Callable[..., Ran]
Send = Callable[[str, str], Path]

ASKED_AT = re.compile(r"số liệu tính đến \d\d:\d\d \d+/\d+/\d{4}")
EXPORTS = ("results", "scores", "observations", "submissions", "problems")
FILES = 8


def told(home: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Every export, and what `explain` says of a figure, but for the minute it was asked at."""
    asked = {what: ["export", what, "2024-01", "--view", "as_reported"] for what in EXPORTS}
    asked["explain"] = ["explain", "SP01", "2024-01", "--unit", "A"]
    found = {}
    for name, arguments in asked.items():
        assert status_of(["--home", str(home), *arguments]) == 0
        found[name] = ASKED_AT.sub("số liệu tính đến …", capsys.readouterr().out)
    return found


def test_a_backup_made_while_files_come_in_gives_the_same_figures_elsewhere(
    kpi: Kpi,
    send: Send,
    home: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    away = tmp_path_factory.mktemp("máy khác")
    send("a.csv", HEADER + "A,2024-01,VB01,30,100,,,\nA,2024-01,SP01,,,10,,\n")
    assert kpi("collect").status == 0
    assert kpi("report", "2024-01").status == 0
    for n in range(FILES):
        send(f"b{n}.csv", HEADER + f"A,2024-01,SP01,,,{n + 20},,\n")
    command = [sys.executable, "-m", "flows.cli", "--home", str(home), "collect"]
    other = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    ran = kpi("backup", str(away / "b.zip"))
    assert ran.status == 0, ran.err
    assert other.wait() == 0
    again = kpi("backup", str(away / "b.zip"))  # now with all of it
    assert again.status == 0, again.err
    assert "đã đọc lại" in again.out
    restored = away / "nhà mới"
    assert status_of(["--home", str(restored), "restore", str(away / "b.zip")]) == 0
    said = capsys.readouterr()
    assert "Không có gì sai lệch." in said.out
    assert "khác với khi ghi nhận" not in said.err
    assert told(restored, capsys) == told(home, capsys)
    journal = [e.what for e in Journal(Home(restored)).entries()]
    assert journal[-3:] == ["restore", "rebuild", "verify"]


def test_a_backup_taken_in_the_middle_is_whole_by_itself(
    kpi: Kpi,
    send: Send,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    away = tmp_path_factory.mktemp("máy khác")
    send("a.csv", HEADER + "A,2024-01,SP01,,,10,,\n")
    assert kpi("collect").status == 0
    send("b.csv", HEADER + "B,2024-01,SP01,,,20,,\n")
    ran = kpi("backup", str(away / "b.zip"))
    assert ran.status == 0
    assert "còn 1 tệp chưa thu nhận" in ran.err
    restored = away / "nhà mới"
    assert status_of(["--home", str(restored), "restore", str(away / "b.zip")]) == 0
    assert "Không có gì sai lệch." in capsys.readouterr().out


def test_what_cannot_be_done_is_told_with_status_1(
    kpi: Kpi, home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    away = tmp_path_factory.mktemp("nơi khác")
    assert kpi("backup", str(home / "data" / "b.zip")).status == 1
    ran = kpi("restore", str(away / "không có.zip"))
    assert ran.status == 1
    assert "Không thấy tệp sao lưu" in ran.err
    assert kpi("backup", str(away / "b.zip")).status == 0
    ran = kpi("restore", str(away / "b.zip"))
    assert ran.status == 1
    assert "đã có kế hoạch hoặc dữ liệu" in ran.err


def test_the_backup_of_a_damaged_home_says_so_and_never_replaces_a_good_one(
    kpi: Kpi, send: Send, home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    away = tmp_path_factory.mktemp("máy khác")
    send("a.csv", HEADER + "A,2024-01,SP01,,,10,,\n")
    send("b.csv", HEADER + "B,2024-01,SP01,,,20,,\n")
    assert kpi("collect").status == 0
    assert kpi("backup", str(away / "tốt.zip")).status == 0
    good = (away / "tốt.zip").read_bytes()
    first, second = sorted((home / "data" / "archive").glob("*/*.csv"))
    first.write_text("khác", "utf-8")
    second.unlink()
    ran = kpi("backup", str(away / "tốt.zip"))
    assert ran.status == 1
    assert (away / "tốt.zip").read_bytes() == good
    ran = kpi("backup", str(away / "mới.zip"))
    assert ran.status == 1
    assert "CHƯA ĐỦ: 2 tệp" in ran.err
    assert "toàn bộ số liệu" not in ran.err
    assert (away / "mới.zip").exists()


def test_files_taken_before_a_rebuild_are_not_said_to_wait(
    kpi: Kpi, send: Send, tmp_path_factory: pytest.TempPathFactory
) -> None:
    away = tmp_path_factory.mktemp("máy khác")
    send("a.csv", HEADER + "A,2024-01,SP01,,,10,,\n")
    kpi("collect")
    assert kpi("rebuild").status == 0
    ran = kpi("backup", str(away / "b.zip"))
    assert ran.status == 0
    assert "chưa thu nhận" not in ran.err


def test_a_backup_goes_into_a_folder_that_is_there_and_comes_back_into_an_empty_one(
    kpi: Kpi,
    send: Send,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    away = tmp_path_factory.mktemp("máy khác")
    send("a.csv", HEADER + "A,2024-01,SP01,,,10,,\n")
    kpi("collect")
    ran = kpi("backup", str(away / "usb" / "b.zip"))
    assert ran.status == 1
    assert "Thư mục" in ran.err
    assert not (away / "usb").exists()
    assert kpi("backup", str(away / "b.zip")).status == 0
    assert status_of(["--home", str(away), "restore", str(away / "b.zip")]) == 1
    assert "không trống" in capsys.readouterr().err
    assert [p.name for p in away.iterdir()] == ["b.zip"]
