"""A home that can only be read: a share without rights, a stick with its lock on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kpi.home import Home
from tests.kills.homes import PERIOD
from tests.kills.state import state_of
from tests.trouble.conftest import Ready
from tests.trouble.disks import read_only
from tests.trouble.told import DAY, clear, kpi

ASKING = (
    ("check",),
    ("status", PERIOD),
    ("export", "observations"),
    ("export", "results", PERIOD),
    ("explain", "SP01", PERIOD, "--as-of", DAY),
    ("compare", PERIOD, "--between", "2024-05-06", "2024-05-07"),
    ("read", "HOME/data/inbox/A/sua.csv"),
)
CHANGING = (
    ("collect",),
    ("report", PERIOD),
    ("forms", PERIOD),
    ("remind", "2024-04"),
    ("rebuild",),
)


def _in(home: Path, words: tuple[str, ...]) -> list[str]:
    return [word.replace("HOME", str(home)) for word in words]


@pytest.fixture
def home(ready: Ready, tmp_path: Path) -> Path:
    shutil.copytree(ready.after, tmp_path / "home")
    return tmp_path / "home"


def test_what_only_asks_says_the_same_of_a_home_that_can_only_be_read(home: Path) -> None:
    free = [kpi(home, *_in(home, words)) for words in ASKING]
    assert [ran.status for ran in free] == [0] * len(ASKING)
    with read_only(home) as bound:
        held = [kpi(home, *_in(home, words), **bound) for words in ASKING]
    refused = [(words, ran.err) for words, ran in zip(ASKING, held, strict=True) if ran.status]
    assert refused == []
    assert [ran.out for ran in held] == [ran.out for ran in free]


@pytest.mark.parametrize("words", CHANGING, ids=lambda words: words[0])
def test_what_would_change_it_says_that_it_cannot(
    ready: Ready, home: Path, words: tuple[str, ...]
) -> None:
    with read_only(home) as bound:
        ran = kpi(home, *words, **bound)
    assert clear(ran, home)
    assert state_of(Home(home)) == ready.state
