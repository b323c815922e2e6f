"""A fetch that is killed, wherever it stood: the next one loses nothing and doubles nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random

from kpi.home import Home
from kpi.receiving.fetching.memory import Memory
from kpi.receiving.sources.inbox import Inbox
from tests.fetching.homes import FIRST, fetched, home_with, in_inbox, lay

FILES = 120
CODE = """
import sys
from pathlib import Path
from kpi.home import Home
from tests.fetching.homes import fetched
home = Home(Path(sys.argv[1]))
print("ready", flush=True)
fetched(home)
"""


def _killed(home: Home, seconds: float) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CODE, str(home.root)], stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as child:  # fmt: skip
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(seconds)
        child.kill()


def test_a_fetch_that_is_killed_at_any_moment_is_made_good_for_by_the_next(tmp_path: Path) -> None:
    wanted = set()
    for number in range(FILES):
        lay(tmp_path / "o" / f"{number:03}.csv", f"HU-A,2024-06,N1,,,{number},,")
        wanted.add(f"o/{number:03}.csv")
    home = home_with(tmp_path / "nha", f"- {{id: o, kind: share, path: {tmp_path}/o}}\n")
    chance = Random(19)  # noqa: S311 - the same moments every time
    for _ in range(4):
        _killed(home, chance.uniform(0.0, 0.4))
        listed = [f.name for f in Inbox(home.inbox, "Asia/Ho_Chi_Minh").listing(wait=True).files]
        whole = [name for name in listed if "lan-" not in name]
        assert set(whole) <= wanted
        assert all((home.inbox / f"{name}.received").is_file() for name in listed)
    fetched(home, FIRST)
    assert set(in_inbox(home)) == wanted
    left = [p for p in home.data.rglob("*") if p.name.startswith(".kpi-")]
    assert [p for p in left if home.inbox in p.parents] == []
    again = Memory(home)
    assert all(again.is_claimed(path) for path in wanted)
