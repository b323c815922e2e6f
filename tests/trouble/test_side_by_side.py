"""Two that write and four that read, at once, on one home: each a process of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

from kpi.home import Home
from tests.kills.homes import PERIOD, send_rows
from tests.kills.state import state_of
from tests.trouble.conftest import Ready
from tests.trouble.told import DAY, Ran, clear, ended, kpi, started

READING = (
    ("export", "observations"),
    ("export", "results", PERIOD),
    ("export", "submissions"),
    ("explain", "SP01", PERIOD, "--as-of", DAY),
)
WRITING = (("collect",), ("report", PERIOD))


def test_two_write_in_turn_and_four_read_beside_them(ready: Ready, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(ready.after, home)
    before = [kpi(home, *words) for words in READING]
    send_rows(Home(home), "A/sua-nua.csv", [("A", "2024-03", "SP01", "", "", 91, "", "")])
    rounds = [_at_once(home) for _ in range(2)]
    assert [kpi(home, *words).status for words in WRITING] == [0, 0]
    after = [kpi(home, *words) for words in READING]
    assert before[0].out != after[0].out  # a figure came meanwhile
    for wrote, read in rounds:
        assert all(one.status == 0 or _is_busy(one, home) for one in wrote), wrote
        for old, one, new in zip(before, read, after, strict=True):
            assert one.status == 0, one
            assert one.out in (old.out, new.out)  # as before or as after, nothing between
    assert any(one.status == 0 for wrote, _ in rounds for one in wrote)
    assert (state_of(Home(home)).rows - ready.state.rows).total() > 0


def _at_once(home: Path) -> tuple[list[Ran], list[Ran]]:
    writing = [started(home, *words) for words in WRITING]
    reading = [started(home, *words) for words in READING]
    return [ended(p) for p in writing], [ended(p) for p in reading]


def _is_busy(ran: Ran, home: Path) -> bool:
    return clear(ran, home) and "đang được một chương trình khác sử dụng" in ran.err
