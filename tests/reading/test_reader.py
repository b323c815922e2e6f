"""Reading processes: order, and one file lost for each reader that dies, hangs or eats memory."""

from __future__ import annotations

import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from kpi.reading.catalogue import Catalogue
from kpi.reading.one_file import read_one
from kpi.reading.process import pool as reader
from kpi.reading.process.patience import Patience
from kpi.reading.process.pool import ReadTask, read_files
from kpi.reading.process.wire import from_line, to_line
from tests.reading.books import form, row

RECEIVED = datetime(2024, 6, 18, 3, tzinfo=UTC)
HOSTILE = """
import os, time
from kpi.reading.process import worker
true_reading = worker.read_one
def read_one(path, name, *rest):
    if name.startswith("kill"): os._exit(3)
    if name.startswith("hang"): time.sleep(600)
    if name.startswith("eat"): bytearray(4 * 2**30)
    if name.startswith("defect"): raise ZeroDivisionError
    if name.startswith("talk"): print("noise")
    return true_reading(path, name, *rest)
worker.read_one = read_one
worker.main()
"""


def _tasks(tmp_path: Path, names: list[str]) -> list[ReadTask]:
    path = form(tmp_path / "f.xlsx", row("C1", 15), row("P1", 0.85))
    return [ReadTask(name, path, RECEIVED) for name in names]


def test_files_come_back_in_order_and_as_read_in_this_process(
    tmp_path: Path, known: Catalogue
) -> None:
    tasks = _tasks(tmp_path, [f"{n}.xlsx" for n in range(40)])
    found = list(read_files(tasks, known))
    assert [task.name for task, _ in found] == [task.name for task in tasks]
    for task, read in found:
        assert read == read_one(task.path, task.name, RECEIVED, known)


def test_a_reading_is_the_same_after_the_wire(tmp_path: Path, known: Catalogue) -> None:
    path = form(tmp_path / "f.xlsx", row("C1", 0.1), row("P1", 0.85), row("M1", "30/6/2022"))
    read = read_one(path, "f.xlsx", RECEIVED, known)
    assert from_line(to_line(read)) == read


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_that_stops_its_reader_costs_only_itself(
    tmp_path: Path, known: Catalogue, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setattr(reader, "_COMMAND", [sys.executable, "-c", HOSTILE])
    names = [f"{n}.xlsx" for n in range(12)]
    bad = ["kill.xlsx", "defect.xlsx", "kill2.xlsx", "hang.xlsx"]
    bad += ["eat.xlsx"] if sys.platform != "win32" else []  # no limit of memory there
    for at, name in zip((0, 3, 4, 9, 12), bad, strict=False):
        names.insert(at, name)
    names.append("talk.xlsx")
    reading = read_files(_tasks(tmp_path, names), known, workers=workers, idle_seconds_per_file=4)
    found = {task.name: read for task, read in reading}
    assert list(found) == names
    stopped = [
        n for n, read in found.items() if [p.rule for p in read.problems] == ["reader_stopped"]
    ]
    assert sorted(stopped) == sorted(bad)
    assert all(found[n].submissions for n in names if n not in bad)


def test_a_reader_worn_out_by_others_is_replaced_and_no_file_is_blamed_for_it(
    tmp_path: Path, known: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its third file dies of what the two before it left; a fresh process reads it."""
    worn = HOSTILE.replace("def read_one", "seen = []\ndef read_one").replace(
        '    if name.startswith("kill")', "    seen.append(name)\n    if len(seen) > 2"
    )
    monkeypatch.setattr(reader, "_COMMAND", [sys.executable, "-c", worn])
    tasks = _tasks(tmp_path, [f"{n}.xlsx" for n in range(9)])
    found = [read for _, read in read_files(tasks, known, workers=1)]
    assert [len(read.submissions) for read in found] == [1] * 9


def test_no_task_starts_no_process(known: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_COMMAND", ["no such program"])
    assert list(read_files([], known)) == []


def test_a_reader_that_cannot_start_is_an_error_and_no_silence(
    tmp_path: Path, known: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_COMMAND", [str(tmp_path / "no-such-program")])
    with pytest.raises(OSError, match="no-such-program"):
        list(read_files(_tasks(tmp_path, ["a.xlsx"]), known))


def test_a_caller_may_leave_before_the_end(tmp_path: Path, known: Catalogue) -> None:
    reading = read_files(_tasks(tmp_path, [f"{n}.xlsx" for n in range(30)]), known)
    assert next(reading)[0].name == "0.xlsx"
    reading.close()  # type: ignore[attr-defined]


def hostile(folder: Path, lines: str) -> list[str]:
    """A reading process that keeps a diary in `tries`, and does some lines before it reads."""
    head = f"""
import os, time
from pathlib import Path
from kpi.reading.process import worker
folder = Path({str(folder)!r})
true_reading = worker.read_one
def read_one(path, name, *rest):
    with (folder / "tries").open("a") as diary: diary.write(name + chr(10))
    tries = (folder / "tries").read_text().split().count(name)
"""
    body = "".join(f"    {line}\n" for line in lines.strip().splitlines())
    tail = "    return true_reading(path, name, *rest)\nworker.read_one = read_one\nworker.main()"
    return [sys.executable, "-c", head + body + tail]


def tries(folder: Path) -> list[str]:
    return (folder / "tries").read_text(encoding="utf-8").split()


def rules(found: dict[str, list[str]]) -> list[str]:
    return [name for name, told in found.items() if told]


def read_all(tasks: list[ReadTask], known: Catalogue, **limits: float) -> dict[str, list[str]]:
    reading = read_files(tasks, known, **limits)  # type: ignore[arg-type]  # seconds, by name
    return {task.name: [p.rule for p in read.problems] for task, read in reading}


def test_a_reader_that_stood_still_with_the_computer_reads_its_file_to_the_end(
    tmp_path: Path, known: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A PC that sleeps, or is wanted by others, stops the reader for longer than any limit."""
    begun, go_on = tmp_path / "begun", tmp_path / "go-on"
    wait = """
(folder / "begun").write_text(str(os.getpid()))
while not (folder / "go-on").exists(): time.sleep(0.01)
"""
    monkeypatch.setattr(reader, "_COMMAND", hostile(tmp_path, wait))

    def sleep_and_wake() -> None:
        while not (begun.exists() and begun.read_text()):
            time.sleep(0.01)
        process = psutil.Process(int(begun.read_text()))
        process.suspend()
        time.sleep(3)
        go_on.touch()
        process.resume()

    computer = threading.Thread(target=sleep_and_wake)
    computer.start()
    found = read_all(_tasks(tmp_path, ["a.xlsx"]), known, seconds_per_file=2)
    computer.join()
    assert found == {"a.xlsx": []}
    assert tries(tmp_path) == ["a.xlsx"]


def test_a_file_that_keeps_the_processor_busy_is_tried_twice_and_refused(
    tmp_path: Path, known: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    spin = "while name == 'spin.xlsx': pass"
    monkeypatch.setattr(reader, "_COMMAND", hostile(tmp_path, spin))
    tasks = _tasks(tmp_path, ["a.xlsx", "spin.xlsx", "b.xlsx"])
    found = read_all(tasks, known, seconds_per_file=1)
    assert found == {"a.xlsx": [], "spin.xlsx": ["reader_stopped"], "b.xlsx": []}
    assert tries(tmp_path).count("spin.xlsx") == 2


def test_a_file_that_is_read_the_second_time_is_not_refused(
    tmp_path: Path, known: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = """
while name == "slow.xlsx" and tries == 1: pass
if name == "killed.xlsx" and tries == 1: os._exit(9)
"""
    monkeypatch.setattr(reader, "_COMMAND", hostile(tmp_path, once))
    names = ["killed.xlsx", "a.xlsx", "slow.xlsx", "b.xlsx"]
    found = read_all(_tasks(tmp_path, names), known, seconds_per_file=1)
    assert found == {name: [] for name in names}


def test_nothing_else_is_read_beside_the_second_try(
    tmp_path: Path, known: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = """
if name == "bad.xlsx" and tries == 1: os._exit(9)
mark = folder / f"{os.getpid()}.at-work"
mark.touch()
if name == "bad.xlsx":
    time.sleep(0.5)
    (folder / "beside").write_text(str(len(list(folder.glob("*.at-work")))))
time.sleep(0.01)
mark.unlink()
"""
    monkeypatch.setattr(reader, "_COMMAND", hostile(tmp_path, watch))
    names = ["bad.xlsx", *(f"{n}.xlsx" for n in range(60))]
    assert rules(read_all(_tasks(tmp_path, names), known)) == []
    assert (tmp_path / "beside").read_text() == "1"


def test_a_reader_that_neither_computes_nor_ends_is_ended(
    tmp_path: Path, known: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_COMMAND", hostile(tmp_path, "time.sleep(600)"))
    found = read_all(_tasks(tmp_path, ["a.xlsx"]), known, idle_seconds_per_file=1)
    assert found == {"a.xlsx": ["reader_stopped"]}


def test_a_night_of_sleep_uses_up_one_second_of_patience_and_computing_restores_it() -> None:
    patience = Patience(computing=20, idle=3)
    assert not patience.is_over(0, 0.5)
    assert not patience.is_over(40_000, 0.5)
    assert not patience.is_over(80_000, 0.5)
    assert not patience.is_over(80_001, 0.6)  # it computes again
    assert not patience.is_over(80_002, 0.6)
    assert not patience.is_over(80_003, 0.6)
    assert not patience.is_over(80_004, 0.6)
    assert patience.is_over(80_004.5, 0.6)


def test_patience_ends_with_the_processor_time_of_this_file_alone() -> None:
    patience = Patience(computing=20, idle=600)
    assert not patience.is_over(0, 100)
    assert not patience.is_over(1_000, 120)
    assert patience.is_over(1_001, 120.1)
