"""The one gate: what stands in the ledger is in every figure, or no figure is given."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kpi.collect import Collected, collect, rebuild
from kpi.collect.access import latest_moment, reading, remember_plan, writing
from kpi.home import Home
from kpi.notices import listen
from kpi.plan.model import Plan
from kpi.receiving.ledger import Ledger
from kpi.warehouse import published, store
from kpi.warehouse.store import WarehouseBehind, WarehouseBusy, WarehouseUnreadable

ROOT = Path(__file__).parents[2]
NOW = datetime(2024, 7, 1, 3)
DAY = timedelta(days=1)

Run = Callable[..., Collected]
Send = Callable[..., Path]


def figures(
    home: Home, now: datetime = NOW, as_of: datetime | None = None
) -> list[tuple[Any, ...]]:
    with reading(home, now) as warehouse:
        sql = "SELECT unit, period, indicator, value FROM in_force($now) ORDER BY ALL"
        return warehouse.con.execute(sql, {"now": as_of or now}).fetchall()


SEVEN = [("HU-A", "2024-06", "N1", 7.0)]


@pytest.fixture
def told() -> list[str]:
    keys: list[str] = []
    listen(lambda key, _: keys.append(key))
    return keys


@pytest.fixture
def one_figure(home: Home, send: Send, run: Run) -> Home:
    send("a.csv", "HU-A,2024-06,N1,,,7,,")
    run()
    return home


def test_a_ledger_that_was_added_to_meanwhile_is_read_anew(one_figure: Home) -> None:
    ledger = Ledger(one_figure)
    assert ledger.as_it_stands() is ledger
    Ledger(one_figure).add_given(["a-later-one"])
    assert ledger.as_it_stands().given() == [*ledger.given(), "a-later-one"]


def test_a_warehouse_that_was_deleted_is_had_again_before_anything_is_read(
    one_figure: Home, told: list[str]
) -> None:
    one_figure.warehouse.unlink()
    assert figures(one_figure) == SEVEN
    assert told == ["catching_up"]
    for copy in one_figure.published.iterdir():
        copy.unlink()
    assert figures(one_figure) == SEVEN


def test_a_warehouse_emptied_by_another_hand_is_filled_again(one_figure: Home) -> None:
    with store.open_warehouse(one_figure) as warehouse:
        for table in ("arrival", "submission", "observation", "run"):
            warehouse.con.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
    assert figures(one_figure) == SEVEN


def test_a_warehouse_that_lacks_a_run_in_the_middle_is_built_anew_in_order(
    home: Home, send: Send, run: Run, exports: Callable[[], Any]
) -> None:
    for number, value in enumerate((7, 8, 9)):
        send("a.csv", f"HU-A,2024-06,N1,,,{value},,")
        run(NOW + number * DAY)
    before = exports()
    with store.open_warehouse(home) as warehouse:
        (second,) = warehouse.con.execute("SELECT run FROM run ORDER BY run").fetchall()[1]
        for table in ("arrival", "submission", "run"):
            warehouse.con.execute(f"DELETE FROM {table} WHERE run = '{second}'")  # noqa: S608 - ours
    assert figures(home, NOW + 3 * DAY) == [("HU-A", "2024-06", "N1", 9.0)]
    assert exports() == before


def test_an_archive_without_ledger_and_warehouse_gives_no_figures(one_figure: Home) -> None:
    (one_figure.archive / "ledger.jsonl").unlink()
    one_figure.warehouse.unlink()
    for copy in one_figure.published.iterdir():
        copy.unlink()
    for ask in (lambda: figures(one_figure), lambda: rebuild(one_figure, NOW)):
        with pytest.raises(WarehouseBehind, match=r"ledger\.jsonl"):
            ask()


def test_a_lost_ledger_is_written_again_from_the_warehouse_and_told(
    one_figure: Home, told: list[str], exports: Callable[[], Any]
) -> None:
    before = exports()
    (one_figure.archive / "ledger.jsonl").unlink()
    with writing(one_figure, NOW):
        pass
    assert told == ["ledger_again"]
    assert rebuild(one_figure, NOW) == 1
    assert exports() == before


def test_an_altered_content_is_not_taken_at_its_word(
    one_figure: Home, exports: Callable[[], Any]
) -> None:
    before = exports()
    (content,) = one_figure.archive.glob("??/*.csv")
    content.write_bytes(content.read_bytes().replace(b",7,", b",9,"))
    with pytest.raises(WarehouseUnreadable, match="đã bị sửa"):
        rebuild(one_figure, NOW)
    assert exports() == before
    assert list(one_figure.data.glob(".kpi-*")) == []


def test_a_rebuild_killed_in_the_middle_leaves_the_present_warehouse(one_figure: Home) -> None:
    program = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from kpi.collect import replay
from kpi.collect import rebuild
from kpi.home import Home
def killed(*_):
    os.kill(os.getpid(), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
replay.swap_in = killed
rebuild(Home(Path(sys.argv[1])), datetime(2024, 7, 1, 3))
"""
    before = one_figure.warehouse.read_bytes()
    ended = subprocess.run(
        [sys.executable, "-c", program, str(one_figure.root)], cwd=ROOT, check=False
    )
    assert ended.returncode != 0
    assert one_figure.warehouse.read_bytes() == before
    assert len(list(one_figure.data.glob(".kpi-*"))) == 1
    assert figures(one_figure) == SEVEN
    with writing(one_figure, NOW):
        pass
    assert list(one_figure.data.glob(".kpi-*")) == []


def test_feedback_that_was_given_is_not_given_again_after_a_rebuild(one_figure: Home) -> None:
    from kpi.collect.outbox import awaiting_feedback, given_back

    with writing(one_figure, NOW) as warehouse:
        (awaiting,) = awaiting_feedback(one_figure, warehouse.con)
        given_back(warehouse.con, [awaiting.submission.name])
    rebuild(one_figure, NOW)
    with writing(one_figure, NOW) as warehouse:
        assert awaiting_feedback(one_figure, warehouse.con) == ()


def test_readers_stand_beside_a_writer_and_see_what_was_known_before(
    one_figure: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.2)
    with writing(one_figure, NOW) as warehouse:
        warehouse.con.execute("DELETE FROM observation")
        found: list[Any] = []
        readers = [
            threading.Thread(target=lambda: found.append(figures(one_figure))) for _ in range(4)
        ]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        assert found == [SEVEN] * 4
        with pytest.raises(WarehouseBusy), writing(one_figure, NOW):
            pass


def test_a_batch_is_before_readers_as_soon_as_the_ledger_has_it(
    home: Home, plan: Plan, send: Send
) -> None:
    from kpi.collect import take_in

    send("a.csv", "HU-A,2024-06,N1,,,7,,")
    with writing(home, NOW) as warehouse:
        take_in(home, plan, warehouse, NOW)
        assert figures(home) == SEVEN


def test_a_reader_changes_nothing_of_a_home_at_rest(one_figure: Home) -> None:
    figures(one_figure)
    before = {p: p.stat().st_mtime_ns for p in one_figure.data.rglob("*") if p.is_file()}
    figures(one_figure)
    assert {p: p.stat().st_mtime_ns for p in one_figure.data.rglob("*") if p.is_file()} == before


def test_only_two_copies_are_kept(home: Home, send: Send, run: Run) -> None:
    for number in range(5):
        send("a.csv", f"HU-A,2024-06,N1,,,{number},,")
        run(NOW + number * DAY)
    assert len(list(home.published.iterdir())) == 2
    assert published.is_latest(home)


def test_an_edited_plan_is_remembered_once(one_figure: Home, plan: Plan) -> None:
    from dataclasses import replace

    edited = replace(plan, text=plan.text + "\n# sửa\n", sha256="ab" * 32)
    for _ in range(2):
        remember_plan(one_figure, edited, NOW + DAY)
    with reading(one_figure, NOW + DAY) as warehouse:
        rows = warehouse.con.execute("SELECT sha256 FROM plan_version ORDER BY 1").fetchall()
    assert ("ab" * 32,) in rows
    assert len(rows) == 2


# the clock


def test_a_clock_that_stands_before_what_is_known_stops_every_command(
    one_figure: Home, run: Run, send: Send, exports: Callable[[], Any]
) -> None:
    before = exports()
    send("b.csv", "HU-A,2024-06,N1,,,8,,")
    for earlier in (NOW - timedelta(hours=1), datetime(2020, 1, 1)):
        with pytest.raises(WarehouseBehind, match="Đồng hồ"):
            run(earlier)
        with pytest.raises(WarehouseBehind, match="Đồng hồ"):
            figures(one_figure, earlier)
    assert exports() == before
    assert run(NOW).total("superseded") == 1


def test_a_clock_set_back_a_little_puts_nothing_behind(
    one_figure: Home, run: Run, send: Send
) -> None:
    send("b.csv", "HU-A,2024-06,N1,,,8,,")
    assert run(NOW - timedelta(minutes=5)).total("superseded") == 1
    assert figures(one_figure) == [("HU-A", "2024-06", "N1", 8.0)]


def test_a_clock_that_had_been_ahead_is_made_good_by_one_command(
    home: Home, run: Run, send: Send
) -> None:
    send("a.csv", "HU-A,2024-06,N1,,,7,,")
    run(NOW)
    send("b.csv", "HU-A,2024-06,N1,,,8,,")
    run(datetime(2035, 1, 1))
    send("c.csv", "HU-A,2024-06,N1,,,9,,")
    with pytest.raises(WarehouseBehind, match="--clock-was-wrong"):
        run(NOW + DAY)
    rebuild(home, NOW + DAY, clock_was_ahead=True)
    assert latest_moment(home) == NOW + DAY
    run(NOW + 2 * DAY)
    assert figures(home, NOW + 2 * DAY) == [("HU-A", "2024-06", "N1", 9.0)]
    corrected = NOW + DAY + timedelta(hours=1)
    assert figures(home, NOW + 2 * DAY, corrected) == [("HU-A", "2024-06", "N1", 8.0)]
    rebuild(home, NOW + 2 * DAY)
    assert figures(home, NOW + 2 * DAY) == [("HU-A", "2024-06", "N1", 9.0)]


def test_a_time_of_receipt_that_lies_ahead_is_ignored_and_said_so(
    home: Home, run: Run, send: Send
) -> None:
    send("a.csv", "HU-A,2024-06,N1,,,7,,", at="2099-01-01T00:00:00")
    (submission,) = run().submissions
    assert submission.received_at == NOW
    assert "sidecar_unreadable" in [p.rule for p in submission.problems]
    assert figures(home) == SEVEN


# a run cut short

CUT = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from kpi.collect import collect
from kpi.home import Home
from kpi.plan.load import parse_plan
home = Home(Path(sys.argv[1]))
plan = parse_plan(home.plan.read_bytes()).plan
def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
room, name = sys.argv[2].rsplit(".", 1)
setattr(__import__(room, fromlist=["x"]), name, killed)
collect(home, plan, datetime(2024, 7, 1, 3))
"""


def cut_short(home: Home, at: str) -> None:
    """A collect killed when it comes to a function."""
    ended = subprocess.run([sys.executable, "-c", CUT, str(home.root), at], cwd=ROOT, check=False)
    assert ended.returncode not in (0, 1)


BEFORE_SETTLING = "kpi.receiving.archive.settle"
BEFORE_READING = "kpi.collect.steps.read_arrivals"
BEFORE_LOADING = "kpi.warehouse.load.load_batch"


@pytest.mark.parametrize("at", [BEFORE_SETTLING, BEFORE_READING, BEFORE_LOADING])
def test_what_was_archived_and_not_loaded_is_loaded_though_its_inbox_copy_is_gone(
    home: Home, send: Send, run: Run, at: str
) -> None:
    path = send("a.csv", "HU-A,2024-06,N1,,,7,,", at="2024-06-20T08:00:00+07:00")
    cut_short(home, at)
    path.unlink()
    (submission,) = run(NOW + DAY).submissions
    assert (submission.loaded, submission.held) == (1, 0)
    assert submission.received_at == datetime(2024, 6, 20, 1)
    assert figures(home, NOW + DAY) == SEVEN
    assert run(NOW + 2 * DAY).files == 0


def test_what_was_seen_and_is_nowhere_any_more_is_told_once(
    home: Home, send: Send, run: Run, told: list[str]
) -> None:
    path = send("a.csv", "HU-A,2024-06,N1,,,7,,")
    cut_short(home, BEFORE_SETTLING)
    path.unlink()
    for left in home.archive.glob(".kpi-*"):
        left.unlink()
    assert run(NOW + DAY).files == 0
    assert run(NOW + 2 * DAY).files == 0
    assert told.count("lost_file") == 1


@pytest.mark.parametrize("at", [BEFORE_SETTLING, BEFORE_READING, BEFORE_LOADING])
def test_a_number_beside_the_mark_of_a_secret_is_nowhere_after_the_next_run(
    home: Home, send: Send, run: Run, at: str
) -> None:
    path = send("a.csv", "HU-A,2024-06,N1,,,mật 918273645,,")
    cut_short(home, at)
    path.unlink()
    run(NOW + DAY)
    run(NOW + DAY)
    holding = [p for p in home.data.rglob("*") if p.is_file() and b"918273645" in p.read_bytes()]
    assert holding == []
    assert [p for p in home.archive.iterdir() if p.name.startswith(".kpi-")] == []


def test_the_ledger_tells_what_came_before_it_stands_in_the_archive(home: Home, send: Send) -> None:
    send("a.csv", "HU-A,2024-06,N1,,,7,,")
    cut_short(home, BEFORE_SETTLING)
    assert [path for path, _ in Ledger(home).seen()] == ["a.csv"]
    assert list(home.archive.glob("??/*")) == []


# rights


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights by folder")
def test_what_is_not_meant_for_others_is_its_owners_alone(one_figure: Home) -> None:
    kept = [one_figure.archive, one_figure.published, one_figure.warehouse, one_figure.lock]
    kept += [one_figure.archive / "ledger.jsonl", *one_figure.archive.glob("??/*")]
    kept += [published.latest(one_figure)]
    assert {p.name: p.stat().st_mode & 0o077 for p in kept if p} == {p.name: 0 for p in kept if p}


def test_collecting_twice_at_once_is_told(home: Home, plan: Plan, monkeypatch: Any) -> None:
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.1)
    with writing(home, NOW), pytest.raises(WarehouseBusy):
        collect(home, plan, NOW)


def test_a_reader_whose_copy_no_disk_will_take_is_told_and_does_not_try_for_ever(
    one_figure: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    published.withdraw(one_figure)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copy2", full)
    with pytest.raises(WarehouseUnreadable) as told, reading(one_figure, NOW):
        pass
    assert told.value.key == "no_copy"
