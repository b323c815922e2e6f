"""A disk that fills up while figures are taken in or a report is written."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.cli import status_of
from kpi.home import Home
from tests.kills.homes import PERIOD
from tests.kills.state import leftovers, numbers_in, state_of
from tests.trouble.conftest import Ready
from tests.trouble.disks import small_disk
from tests.trouble.told import Ran, clear

PER_CENT = (3, 10, 22, 38, 55, 75)  # of the room that the work takes
WORK = (("collect",), ("report", PERIOD))
Here = Callable[..., Ran]


@pytest.fixture
def here(capfd: pytest.CaptureFixture[str]) -> Here:
    """A command in this process, whose disk it is."""

    def run(home: Home, *words: str) -> Ran:
        status = status_of(["--home", str(home.root), *words])
        said = capfd.readouterr()
        return Ran(status, said.out, said.err)

    return run


@pytest.mark.parametrize("per_cent", PER_CENT)
def test_a_full_disk_is_told_and_nothing_is_lost_or_half_made(
    ready: Ready, tmp_path: Path, here: Here, per_cent: int
) -> None:
    (tmp_path / "tmp").mkdir()
    with small_disk(tmp_path / "disk", ready.room * per_cent // 100) as disk:
        home = Home(disk.root / "home")
        shutil.copytree(ready.before, home.root)
        ran = [here(home, *words) for words in WORK]
        assert all(clear(one, home.root) for one in ran if one.status)
        if disk.mounted:  # told also where figures are safe and only what follows must wait
            assert any("hết chỗ" in one.said or "đầy" in one.said for one in ran)
            assert all("hết chỗ" in one.said or "đầy" in one.said for one in ran if one.status)
        _nothing_is_half_made(home, ready)

        disk.grow()
        assert [here(home, *words).status for words in WORK] == [0, 0]
        assert state_of(home) == ready.state
        assert leftovers(home, tmp_path / "tmp") == []


def _nothing_is_half_made(home: Home, ready: Ready) -> None:
    for path in (home.data / "outbox").rglob("*.xlsx"):
        assert zipfile.is_zipfile(path)
    for path in (home.data / "reports").glob("*/report.xlsx"):
        assert numbers_in(path) == ready.state.reports[path.parent.name]
