"""The file to double-click: it calls its own program for its own home, whatever they are called."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from flows.double_click import posix_text, windows_text, write_double_click
from kpi.home import Home

ODD = "Số liệu & kế hoạch 100% 'của' Ban (2024)"
TELLER = """#!/bin/sh
exec {python} -c 'import json, sys; print("CALLED", json.dumps(sys.argv[1:]))' "$@"
"""


def as_windows_reads(line: str, folder: str) -> str:
    """A line of a batch file after the first thing that is done to it: per cent signs."""
    taken = line.replace("%%", "\0").replace("%~dp0", folder)
    assert "%" not in re.sub(r"%(ERRORLEVEL|kpi_status)%", "", taken)
    return taken.replace("\0", "%")


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
def test_a_double_click_calls_the_program_for_the_folder_in_which_the_file_lies(
    tmp_path: Path,
) -> None:
    root = tmp_path / ODD
    root.mkdir()
    program = root / "python & kpi"
    program.write_text(TELLER.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    script = root / "x.sh"
    script.write_text(posix_text(str(program), "vi"), encoding="utf-8")
    script.chmod(0o755)
    moved = tmp_path / "nơi khác"
    root.rename(moved)
    moved.joinpath("python & kpi").rename(tmp_path / "p")
    root.mkdir()
    (tmp_path / "p").rename(program)
    done = subprocess.run(
        [str(moved / "x.sh")], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=True
    )
    (said,) = (n for n in done.stdout.splitlines() if n.startswith("CALLED"))
    assert json.loads(said[6:]) == ["-P", "-m", "flows.cli", "--home", str(moved), "run"]


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
def test_its_exit_status_is_that_of_the_work(tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    script = tmp_path / "x.sh"
    script.write_text(posix_text(str(program), "vi"), encoding="utf-8")
    done = subprocess.run(
        ["sh", str(script)], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    assert done.returncode == 1
    assert "còn nội dung cần xem" in done.stdout


def test_the_file_for_windows_quotes_every_path() -> None:
    program = rf"C:\Users\Hùng & Lan 100%\{ODD}\python.exe"
    lines = [
        as_windows_reads(n, "D:\\Số & liệu\\") for n in windows_text(program, "vi").split("\r\n")
    ]
    call = rf'"{program}" -P -m flows.cli --home "D:\Số & liệu\." run'
    assert call in lines
    for line in lines:
        outside = re.sub(r'"[^"]*"', "", line)
        assert not re.search(r"(?<!\^)[&|<(]|(?<!\^)>(?!nul)", outside), line
        assert "Users" not in outside


def test_the_file_for_windows_is_utf_8_from_its_second_line_on() -> None:
    made = windows_text(r"C:\python.exe", "vi").encode()
    assert made.startswith(b"@echo off\r\nchcp 65001 >nul\r\n")  # no mark before it
    assert made.count(b"\n") == made.count(b"\r\n")
    assert made.endswith(b"\r\n")


def test_it_lies_in_the_home_and_can_be_started(tmp_path: Path) -> None:
    made = write_double_click(Home(tmp_path))
    assert made.parent == tmp_path
    assert made.stem == "Chay-thang-nay"
    assert os.access(made, os.X_OK)
    assert [p.name for p in tmp_path.iterdir()] == [made.name]
