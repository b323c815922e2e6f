"""The archive alone is enough to have the warehouse again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kpi.collect import rebuild
from kpi.plan.load import parse_plan
from kpi.warehouse.store import WarehouseUnreadable, open_warehouse

ROOT = Path(__file__).parents[2]
NOW = datetime(2024, 7, 1, 3)


@pytest.fixture
def busy_home(run, send, home):
    """Three runs: ordinary files, a correction with duplicates and trouble, another plan."""
    send("a.csv", "HU-A,2024-06,R1,12,15,,,", "HU-A,2024-06,N1,,,7,,")
    send("cu.csv", "HU-A,2024-05,N1,,,6,,", at="2024-06-01T08:00:00+07:00")
    run(NOW)
    send("a.csv", "HU-A,2024-06,N1,,,8,,", at="không rõ")
    send("b.csv", "HU-A,2024-05,N1,,,6,,")
    send("mat.csv", "HU-A,2024-04,N1,,,mật 4321,,")
    send("huyen-a/c.csv", "HU-B,2024-06,N1,,,9,,", "HU-A,2024-03,N1,,,-4,,")
    send("huyen-b/c.csv", "HU-B,2024-06,N1,,,9,,", "HU-A,2024-03,N1,,,-4,,")
    (home.inbox / "hong.xlsx").write_bytes(b"PK\x03\x04 hong")
    os.utime(home.inbox / "hong.xlsx", (1_700_000_000, 1_700_000_000))
    run(NOW + timedelta(days=2))
    text = home.plan.read_text(encoding="utf-8").replace("Số lớp", "Số lớp học")
    home.plan.write_text(text, encoding="utf-8")
    other = parse_plan(text).plan
    send("d.csv", "HU-A,2024-07,N1,,,80,,", "HU-A,2024-07,R1,9,15,,,")
    run(NOW + timedelta(days=30), plan=other)
    return home


def versions(home) -> list[tuple[object, ...]]:
    with open_warehouse(home) as warehouse:
        sql = "SELECT sha256, text, loaded_at FROM plan_version ORDER BY loaded_at"
        return warehouse.con.execute(sql).fetchall()


def test_a_rebuilt_warehouse_exports_the_same(busy_home, exports) -> None:
    before, plans = exports(), versions(busy_home)
    assert len(before["submissions"]) > 8
    assert len(before["problems"]) > 4
    shutil.rmtree(busy_home.inbox)
    assert rebuild(busy_home, NOW + timedelta(days=60)) == 9
    assert exports() == before
    assert versions(busy_home) == plans
    assert len(plans) == 2


def test_after_a_rebuild_the_inbox_holds_nothing_new(busy_home, run) -> None:
    rebuild(busy_home, NOW)
    plan = parse_plan(busy_home.plan.read_text(encoding="utf-8")).plan
    assert run(NOW + timedelta(days=60), plan=plan).files == 0


def test_a_lost_warehouse_comes_back_with_the_next_run(busy_home, run, exports) -> None:
    before = exports()
    busy_home.warehouse.unlink()
    plan = parse_plan(busy_home.plan.read_text(encoding="utf-8")).plan
    assert run(NOW + timedelta(days=60), plan=plan).files == 0
    assert exports() == before


def test_a_warehouse_from_a_backup_gets_the_runs_it_lacks(
    home, send, run, exports, tmp_path
) -> None:
    send("a.csv", "HU-A,2024-06,N1,,,7,,")
    run(NOW)
    shutil.copy(home.warehouse, tmp_path / "backup")
    send("b.csv", "HU-A,2024-06,N1,,,8,,")
    run(NOW + timedelta(days=1))
    before = exports()
    shutil.copy(tmp_path / "backup", home.warehouse)
    assert run(NOW + timedelta(days=2)).files == 0
    assert exports() == before


def test_a_damaged_warehouse_is_rebuilt_and_kept_beside(busy_home, exports) -> None:
    before = exports()
    busy_home.warehouse.write_bytes(b"x" * 5000)
    rebuild(busy_home, NOW)
    assert exports() == before
    assert busy_home.warehouse.with_name("kpi.duckdb.old").read_bytes() == b"x" * 5000


def test_a_line_cut_short_is_written_again(busy_home, run, exports) -> None:
    ledger = busy_home.archive / "ledger.jsonl"
    before = exports()
    ledger.write_bytes(ledger.read_bytes()[:-40])  # killed while writing the last run
    plan = parse_plan(busy_home.plan.read_text(encoding="utf-8")).plan
    run(NOW + timedelta(days=60), plan=plan)
    rebuild(busy_home, NOW)
    assert exports() == before


def test_a_content_that_is_gone_from_the_archive_stops_a_rebuild_with_a_message(
    busy_home, exports
) -> None:
    before = exports()
    (original,) = [p for p in busy_home.archive.rglob("*.csv") if b",8,," in p.read_bytes()]
    original.unlink()
    with pytest.raises(WarehouseUnreadable, match=r"a\.csv"):
        rebuild(busy_home, NOW)
    assert exports() == before  # the old one is back in its place


def test_a_plan_that_is_gone_stops_a_rebuild_with_a_message(busy_home) -> None:
    for text in (busy_home.archive / "plans").iterdir():
        text.write_text("plan: [", encoding="utf-8")
    with pytest.raises(WarehouseUnreadable, match="phiên bản kế hoạch"):
        rebuild(busy_home, NOW)


def test_an_empty_home_is_rebuilt_to_nothing(home) -> None:
    assert rebuild(home, NOW) == 0


def test_killed_anywhere_and_started_again_the_end_is_the_same(home, send, run, exports) -> None:
    for number in range(1, 13):
        send(f"{number:02d}.csv", f"HU-A,2023-{number:02d},N1,,,{number + 20},,")
    program = """
import os, signal, sys, threading, time
from datetime import datetime
from pathlib import Path
from kpi.collect import collect
from kpi.home import Home
from kpi.plan.load import parse_plan
home = Home(Path(sys.argv[1]))
plan = parse_plan(home.plan.read_bytes()).plan
stop = sys.argv[2]
def told(step, done, total):
    if step == stop:
        os.kill(os.getpid(), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
collect(home, plan, datetime(2024, 7, 1, 3), progress=told)
"""
    for step in ("read", "check"):
        killed = subprocess.run(
            [sys.executable, "-c", program, str(home.root), step], cwd=ROOT, check=False
        )
        assert killed.returncode != 0
        assert exports()["submissions"] == []
    done = run(NOW + timedelta(days=1))
    assert done.total("loaded") == 12
    assert {s.received_at for s in done.submissions} == {NOW}
    before = exports()
    rebuild(home, NOW)
    assert exports() == before


def test_a_plan_made_by_hand_without_text_cannot_be_rebuilt_but_does_its_work(
    home, plan, send, run
) -> None:
    bare = replace(plan, text="", sha256="")
    send("a.csv", "HU-A,2024-06,N1,,,7,,")
    assert run(NOW, plan=bare).files == 1
    with pytest.raises(WarehouseUnreadable, match="phiên bản kế hoạch"):
        rebuild(home, NOW)


def test_a_ledger_that_cannot_be_written_now_is_written_by_the_next_run(
    home, send, run, exports, monkeypatch
) -> None:
    from kpi.receiving.ledger import Ledger

    run(NOW)
    send("a.csv", "HU-A,2024-06,N1,,,7,,")
    follow = Ledger.follow
    calls: list[int] = []

    def fails_when_the_batch_is_loaded(ledger, con) -> None:
        calls.append(1)
        if len(calls) == 3:
            raise OSError("share is away")
        follow(ledger, con)

    monkeypatch.setattr(Ledger, "follow", fails_when_the_batch_is_loaded)
    assert run(NOW).files == 1
    assert run(NOW).files == 0
    before = exports()
    rebuild(home, NOW)
    assert exports() == before
