"""Files of a home: whole or not at all, for whom they are meant, and nothing left lying about."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kpi.files import (
    PREFIX,
    as_its_folder,
    folder,
    keep_private,
    private_folder,
    replacing,
    sweep,
    unfinished,
    working_folder,
    write_whole,
)

posix = pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights by folder")


def fails_half_way(target: Path) -> None:
    with replacing(target) as made:
        made.write_text("hai")
        raise ZeroDivisionError


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_file_is_there_in_full_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b.txt"
    write_whole(target, "một\n")
    with pytest.raises(ZeroDivisionError):
        fails_half_way(target)
    assert target.read_text("utf-8") == "một\n"
    assert list(target.parent.iterdir()) == [target]


def test_a_working_folder_goes_with_all_that_is_in_it(tmp_path: Path) -> None:
    with working_folder(tmp_path) as made:
        (made / "x").write_text("1")
        assert made.name.startswith(PREFIX)
    assert list(tmp_path.iterdir()) == []


def test_what_a_dead_process_left_is_swept_and_what_a_living_one_makes_stays(
    tmp_path: Path,
) -> None:
    program = f"""
import os, sys
from pathlib import Path
from kpi.files import unfinished
unfinished(Path({str(tmp_path)!r}))
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[1], check=False)
    (dead,) = tmp_path.iterdir()
    old = tmp_path / ".coming-abc"
    old.write_text("1")
    alive = unfinished(tmp_path)
    other = tmp_path / "report.xlsx"
    other.write_text("1")
    assert sweep([tmp_path, tmp_path / "nowhere"]) == 2
    assert not dead.exists()
    assert set(tmp_path.iterdir()) == {alive, other}


@posix
def test_private_files_are_their_owners_and_others_follow_their_folder(tmp_path: Path) -> None:
    shared = tmp_path / "reports"
    shared.mkdir()
    shared.chmod(0o775)
    write_whole(shared / "report.txt", "x")
    write_whole(shared / "own.txt", "x", private=True)
    assert rights(shared / "report.txt") == 0o664
    assert rights(shared / "own.txt") == 0o600
    assert rights(private_folder(tmp_path / "archive")) == 0o700
    shared.chmod(0o1777)
    as_its_folder(shared / "report.txt")
    assert rights(shared / "report.txt") == 0o664  # nothing that anybody may write


@posix
def test_a_process_that_keeps_things_private_still_makes_folders_for_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KPI_USUAL_MASK", raising=False)
    before = os.umask(0o022)
    try:
        keep_private()
        keep_private()  # as a child process does
        folder(tmp_path / "data" / "reports" / "2024-06")
        write_whole(tmp_path / "data" / "reports" / "2024-06" / "r.txt", "x")
        (tmp_path / "data" / "kpi.duckdb.wal").write_text("x")
    finally:
        os.umask(before)
        os.environ.pop("KPI_USUAL_MASK", None)
    made = tmp_path / "data" / "reports" / "2024-06"
    assert [rights(p) for p in (made, made.parent, made / "r.txt")] == [0o755, 0o755, 0o644]
    assert rights(tmp_path / "data" / "kpi.duckdb.wal") == 0o600


def test_trouble_with_the_disk_bears_the_name_of_what_is_being_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "b.txt"

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")  # the system names no file

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left") as told:
        write_whole(target, "một")
    assert told.value.filename == str(target)


def test_the_name_of_something_unfinished_is_told_to_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(self: Path, place: Path) -> Path:
        raise PermissionError(13, "in use", str(self), None, str(place))

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(PermissionError) as told:
        write_whole(tmp_path / "b.txt", "một")
    assert PREFIX not in str(told.value)
