"""Homes to get into trouble with: one with good forms in its inbox, and the same taken in."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.cli import status_of
from kpi.home import Home
from tests.kills.homes import PERIOD, make_home, send_months, send_rows
from tests.kills.state import State, state_of


@dataclass(frozen=True)
class Ready:
    """A home before and after everything went well, what it then shows, and what that takes."""

    before: Path
    after: Path
    state: State
    room: int


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    before = make_home(tmp_path_factory.mktemp("before") / "home")
    send_months(before, 1, 2, 3)
    send_rows(before, "A/sua.csv", [("A", "2024-02", "SP01", "", "", 77, "đã rà soát", "")])
    after = tmp_path_factory.mktemp("after") / "home"
    shutil.copytree(before.root, after)
    for words in (["collect"], ["report", PERIOD]):
        assert status_of(["--home", str(after), *words]) == 0
    room = sum(p.stat().st_blocks * 512 for p in after.rglob("*"))
    return Ready(before.root, after, state_of(Home(after)), room)
