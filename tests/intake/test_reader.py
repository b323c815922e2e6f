"""Reading processes: order, and one file lost for each reader that dies, hangs or eats memory."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kpi.intake import reader
from kpi.intake.catalogue import Catalogue
from kpi.intake.reader import ReadTask, read_files
from kpi.intake.reading import read_one
from kpi.intake.wire import from_line, to_line
from tests.intake.books import form, row

RECEIVED = datetime(2024, 6, 18, 3, tzinfo=UTC)
HOSTILE = """
import os, time
from kpi.intake import worker
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
    reading = read_files(_tasks(tmp_path, names), known, workers=workers, seconds_per_file=4)
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
