"""A clock that stands two years back, or two years ahead, for a while."""

from __future__ import annotations

import csv
import io
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from kpi.home import Home
from tests.kills.homes import PERIOD, send_rows
from tests.kills.state import state_of
from tests.trouble.conftest import Ready
from tests.trouble.told import Ran, kpi

BACK = ("faketime", "-f", "-730d")
AHEAD = ("faketime", "-f", "+730d")
CORRECTION = [("A", "2024-01", "SP01", "", "", 91, "đã rà soát", "")]


@pytest.fixture
def home(ready: Ready, tmp_path: Path) -> Path:
    shutil.copytree(ready.after, tmp_path / "home")
    return tmp_path / "home"


def _correction(home: Path, name: str, value: int) -> None:
    """A correction without a sidecar: the computer's clock says when it came."""
    send_rows(Home(home), name, [(*CORRECTION[0][:5], value, *CORRECTION[0][6:])])
    (home / "data" / "inbox" / f"{name}.received").unlink()


def _in_force(home: Path) -> str:
    rows = csv.DictReader(io.StringIO(kpi(home, "export", "observations").out))
    wanted = ("A", "2024-01", "SP01")
    found = [r["value"] for r in rows if (r["unit"], r["period"], r["indicator"]) == wanted]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    "words", [("collect",), ("report", PERIOD), ("status", PERIOD)], ids=lambda words: words[0]
)
def test_a_clock_set_back_stops_a_command_and_changes_nothing(
    ready: Ready, home: Path, words: tuple[str, ...]
) -> None:
    _correction(home, "A/sua-nua.csv", 91)
    ran = kpi(home, *words, prefix=BACK)
    assert ran.status == 1
    assert "Đồng hồ" in ran.err
    assert _years(ran) >= {str(datetime.now().year - 2), str(datetime.now().year)}  # noqa: DTZ005
    assert state_of(Home(home)) == ready.state
    assert kpi(home, "collect").status == 0
    assert float(_in_force(home)) == 91


def test_a_clock_that_was_ahead_loses_no_later_figure(home: Path) -> None:
    _correction(home, "A/sua-nua.csv", 91)
    ahead = [kpi(home, *words, prefix=AHEAD) for words in (("collect",), ("status", PERIOD))]
    assert [ran.status for ran in ahead] == [0, 0], ahead
    assert kpi(home, "report", PERIOD, prefix=AHEAD).status == 0
    _correction(home, "A/sua-lan-hai.csv", 92)
    for words in (("collect",), ("report", PERIOD), ("status", PERIOD)):
        refused = kpi(home, *words)
        assert refused.status == 1
        assert "kpi rebuild --clock-was-wrong" in refused.err
    assert kpi(home, "rebuild", "--clock-was-wrong").status == 0
    assert kpi(home, "collect").status == 0
    assert float(_in_force(home)) == 92
    assert kpi(home, "report", PERIOD).status == 0


def test_the_first_run_of_all_may_stand_at_any_time(ready: Ready, tmp_path: Path) -> None:
    """Nothing is known yet, so nothing can stand before it; what comes later is later."""
    home = tmp_path / "home"
    shutil.copytree(ready.before, home)
    assert kpi(home, "collect", prefix=BACK).status == 0
    _correction(home, "A/sua-nua.csv", 91)
    assert kpi(home, "collect").status == 0
    assert float(_in_force(home)) == 91


def test_a_time_of_receipt_that_lies_ahead_is_told_and_ignored(home: Path) -> None:
    _correction(home, "A/sua-nua.csv", 91)
    sidecar = home / "data" / "inbox" / "A" / "sua-nua.csv.received"
    sidecar.write_text("2099-01-01T00:00:00+07:00", encoding="utf-8")
    assert kpi(home, "collect").status == 0
    assert float(_in_force(home)) == 91
    problems = list(csv.DictReader(io.StringIO(kpi(home, "export", "problems").out)))
    assert [p["severity"] for p in problems if p["file"] == "A/sua-nua.csv"].count("warning") >= 1


def _years(ran: Ran) -> set[str]:
    return {word[6:10] for word in ran.err.replace(",", " ").split() if word.count("/") == 2}
