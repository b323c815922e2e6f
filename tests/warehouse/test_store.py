"""One file, one process at a time, a schema that goes forward only."""

from __future__ import annotations

import errno
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from kpi.database.frames import execute, query
from kpi.home import Home
from kpi.warehouse import store
from kpi.warehouse.store import (
    Warehouse,
    WarehouseBusy,
    WarehouseTooNew,
    WarehouseUnreadable,
    locked,
    migrations,
    open_file,
    open_warehouse,
    swap_in,
)

ROOT = Path(__file__).parents[2]


def test_a_new_home_gets_every_step_of_the_schema(home: Home) -> None:
    with open_warehouse(home) as warehouse:
        steps = query(warehouse.con, "SELECT version FROM schema_version ORDER BY version")
    assert steps["version"].to_list() == sorted(migrations()) == list(range(1, len(steps) + 1))


def test_opening_again_changes_nothing(home: Home) -> None:
    with open_warehouse(home) as warehouse:
        execute(warehouse.con, "INSERT INTO run (run, started_at) VALUES ('r', now())")
    for read_only in (False, True):
        with open_warehouse(home, read_only=read_only) as warehouse:
            assert query(warehouse.con, "SELECT run FROM run")["run"].to_list() == ["r"]


def test_a_reader_cannot_write_but_can_ask(home: Home) -> None:
    with open_warehouse(home, read_only=True) as warehouse:
        assert query(warehouse.con, "SELECT * FROM in_force(now()::TIMESTAMP)").is_empty()
    with open_warehouse(home, read_only=True) as warehouse, pytest.raises(duckdb.Error):
        execute(warehouse.con, "DELETE FROM run")


def test_an_older_file_is_brought_up_to_date_with_its_rows(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = migrations()
    monkeypatch.setattr(store, "migrations", lambda: {1: steps[1]})
    monkeypatch.setattr(store, "load_views", lambda _: None)  # the views are of today
    with open_warehouse(home) as warehouse:
        execute(
            warehouse.con,
            "INSERT INTO arrival VALUES (1, 'a.xlsx', 'ff', 1, '2024-01-01', '2024-01-01')",
        )
    monkeypatch.undo()
    with open_warehouse(home, read_only=True) as warehouse:
        rows = query(warehouse.con, "SELECT path, run FROM arrival").rows()
    assert rows == [("a.xlsx", None)]


def test_a_step_that_fails_leaves_the_file_as_it_was(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_warehouse(home):
        pass
    steps = {**migrations(), 99: "CREATE TABLE half (x INTEGER); SELECT * FROM nowhere;"}
    monkeypatch.setattr(store, "migrations", lambda: steps)
    with pytest.raises(duckdb.Error), open_warehouse(home):
        pass
    monkeypatch.undo()
    with open_warehouse(home) as warehouse:
        tables = query(warehouse.con, "SELECT table_name FROM duckdb_tables()")["table_name"]
    assert "half" not in tables.to_list()


def test_a_file_of_a_later_version_is_left_alone(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = {**migrations(), 99: "CREATE TABLE later (x INTEGER);"}
    monkeypatch.setattr(store, "migrations", lambda: steps)
    with open_warehouse(home):
        pass
    monkeypatch.undo()
    before = home.warehouse.read_bytes()
    with pytest.raises(WarehouseTooNew) as refused, open_warehouse(home):
        pass
    assert "phiên bản mới hơn" in str(refused.value)
    assert "99" in refused.value.message("en")
    assert home.warehouse.read_bytes() == before


def test_a_second_opener_is_told_that_the_warehouse_is_in_use(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.1)
    with open_warehouse(home), pytest.raises(WarehouseBusy) as refused, open_warehouse(home):
        pass
    assert "đang được một chương trình khác sử dụng" in str(refused.value)
    with open_warehouse(home):
        pass  # and free again


def in_another_process(home: Home, code: str) -> subprocess.Popen[str]:
    program = f"""
import os, sys
from pathlib import Path
from kpi.home import Home
from kpi.database.frames import execute
from kpi.warehouse.store import open_warehouse
with open_warehouse(Home(Path(sys.argv[1]))) as warehouse:
    con = warehouse.con
    {code}
    print("ready", flush=True)
    sys.stdin.read()
"""
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(home.root)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()


def test_another_process_is_told_too_and_a_killed_one_lets_go(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.1)
    process = in_another_process(home, "pass")
    with pytest.raises(WarehouseBusy), open_warehouse(home):
        pass
    end(process)
    with open_warehouse(home) as warehouse:
        assert query(warehouse.con, "SELECT 1 AS one")["one"].to_list() == [1]


def test_a_process_killed_in_the_middle_of_a_write_leaves_a_whole_file(home: Home) -> None:
    code = "; ".join(
        f"""execute(con, "{sql}")"""
        for sql in (
            "INSERT INTO run (run, started_at) VALUES ('done', now())",
            "BEGIN TRANSACTION",
            "INSERT INTO run (run, started_at) SELECT 'half' || range, now() FROM range(100000)",
        )
    )
    process = in_another_process(home, code)
    process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    end(process)
    with open_warehouse(home) as warehouse:
        assert query(warehouse.con, "SELECT run FROM run")["run"].to_list() == ["done"]


@pytest.mark.parametrize("content", [b"x" * 5000, b"PK\x03\x04" + b"\0" * 20_000])
def test_a_file_that_is_no_warehouse_is_named_and_kept(home: Home, content: bytes) -> None:
    home.data.mkdir()
    home.warehouse.write_bytes(content)
    with pytest.raises(WarehouseUnreadable) as refused, open_warehouse(home, read_only=True):
        pass
    assert str(home.warehouse) in str(refused.value)
    assert home.warehouse.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(WarehouseUnreadable) as refused, open_warehouse(Home(tmp_path)):
        pass
    assert str(tmp_path / "data") in str(refused.value)


def test_extensions_are_neither_fetched_nor_loaded(warehouse: Warehouse) -> None:
    settings = query(
        warehouse.con,
        "SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%known_extensions'",
    )
    assert dict(settings.rows()) == {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }


def test_a_finished_warehouse_takes_the_place_of_the_present_one_which_stays_beside(
    home: Home, tmp_path: Path
) -> None:
    for name in ("first", "second"):
        made = tmp_path / f"{name}.duckdb"
        con = open_file(made)
        execute(con, "INSERT INTO run (run, started_at) VALUES ($name, now())", {"name": name})
        con.close()
        with locked(home):
            swap_in(home, made)
    with open_warehouse(home) as warehouse:
        assert query(warehouse.con, "SELECT run FROM run")["run"].to_list() == ["second"]
    con = open_file(home.warehouse.with_name("kpi.duckdb.old"), read_only=True)
    assert query(con, "SELECT run FROM run")["run"].to_list() == ["first"]
    con.close()


@pytest.mark.parametrize(
    "said",
    [
        'IO Error: Could not write file "k.duckdb": No space left on device',
        "IO Error: Could not write: There is not enough space on the disk.",
    ],
)
def test_a_full_disk_is_no_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise duckdb.IOException(said)

    monkeypatch.setattr(duckdb, "connect", full)
    with pytest.raises(OSError, match=r"k\.duckdb") as told:
        open_file(tmp_path / "k.duckdb")
    assert (told.value.errno, told.value.filename) == (errno.ENOSPC, str(tmp_path / "k.duckdb"))
