"""Homes below folders with odd names: they work, or are refused before anything is written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import status_of

from .conftest import HEADER

Send = Callable[[str, str], Path]
EVERY_COMMAND = (
    ("check",),
    ("forms", "2024-01"),
    ("collect",),
    ("read", "x.csv"),
    ("report", "2024-01"),
    ("run", "2024-01"),
    ("status", "2024-01"),
    ("explain", "VB01", "2024-01"),
    ("export", "observations"),
    ("remind", "2024-01"),
    ("rebuild",),
)


def moved(home: Path, place: Path) -> Path:
    place.mkdir(parents=True)
    for name in ("data", "indicators.yaml"):
        shutil.move(home / name, place / name)
    return place


@pytest.mark.parametrize(
    "name", ["a%20b", "a#b;c&d", "[Thư mục] của Đảng ủy's 100%", "a+b=c,d!e~f@g$h{i}"]
)
def test_a_home_below_an_odd_name_takes_in_and_tells(
    home: Path, send: Send, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    send("thang-1.csv", HEADER + "A,2024-01,VB01,30,100,,,\nA,2024-01,SP01,,,10,,\n")
    root = str(moved(home, tmp_path / name / "nhà"))
    assert status_of(["--home", root, "collect"]) == 0
    assert status_of(["--home", root, "status", "2024-01"]) == 0
    assert "1/3" in capsys.readouterr().out
    assert status_of(["--home", root, "export", "observations"]) == 0
    assert capsys.readouterr().out.count("2024-01") == 2


def test_a_report_is_made_below_an_odd_name(home: Path, send: Send, tmp_path: Path) -> None:
    send("thang-1.csv", HEADER + "A,2024-01,VB01,30,100,,,\n")
    root = moved(home, tmp_path / "a%20b #1 Thư mục")
    assert status_of(["--home", str(root), "collect"]) == 0
    assert status_of(["--home", str(root), "report", "2024-01"]) == 0
    assert (root / "data" / "reports" / "2024-01" / "report.xlsx").exists()


@pytest.mark.parametrize("command", EVERY_COMMAND, ids=" ".join)
def test_below_a_question_mark_every_command_says_why_and_writes_nothing(
    tmp_path: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "a?b" / "nhà"  # not made: there are systems that cannot
    before = sorted(tmp_path.rglob("*"))
    assert status_of(["--home", str(root), *command]) == 1
    said = capsys.readouterr()
    assert "dấu hỏi (?)" in said.err
    assert str(root) in said.err
    assert not said.out
    assert sorted(tmp_path.rglob("*")) == before


def test_no_demonstration_is_written_below_a_question_mark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status_of(["demo", str(tmp_path / "a?b")]) == 1
    assert "dấu hỏi (?)" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_light_command_builds_a_lost_warehouse_again(home: Path, send: Send) -> None:
    send("thang-1.csv", HEADER + "A,2024-01,VB01,30,100,,,\nA,2024-01,SP01,,,10,,\n")
    assert status_of(["--home", str(home), "collect"]) == 0
    command = [sys.executable, "-m", "flows.cli", "--home", str(home)]
    root = Path(__file__).parents[2]
    for asked in (("status", "2024-01"), ("explain", "SP01", "2024-01")):
        (home / "data" / "kpi.duckdb").unlink()
        shutil.rmtree(home / "data" / "published")
        subprocess.run([*command, *asked], cwd=root, check=True, stdout=subprocess.DEVNULL)
        assert (home / "data" / "kpi.duckdb").exists()
