"""A backup that another hand has altered, or that broke, brings nothing half."""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kpi.backup import BackupProblem, restore
from kpi.backup.members import LIST, is_member, is_writable_on_windows
from kpi.backup.unpack import MARK
from kpi.home import Home
from tests.backup.conftest import tree

Contents = dict[str, bytes]


def repacked(backup: Path, change: Callable[[Contents, list[dict[str, Any]]], None]) -> None:
    """The backup with its members and its list changed by another hand."""
    with zipfile.ZipFile(backup) as package:
        contents = {n: package.read(n) for n in package.namelist()}
    told = json.loads(contents.pop(LIST))
    change(contents, told["members"])
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in contents.items():
            package.writestr(name, data)
        package.writestr(LIST, json.dumps(told))


def with_member(name: str, data: bytes = b"x") -> Callable[[Contents, list[dict[str, Any]]], None]:
    def add(contents: Contents, members: list[dict[str, Any]]) -> None:
        contents[name] = data
        digest = hashlib.sha256(data).hexdigest()
        members.append({"name": name, "size": len(data), "sha256": digest})

    return add


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "data/outbox/../../../x",
        "/etc/x",
        "data/outbox/./x",
        "data/outbox//x",
        "C:/x",
        "data\\outbox\\x",
        "data/outbox/a\\..\\x",
        "data/kpi.duckdb",
        "data/inbox/x.csv",
        "data/prefect/x",
        "data/archive/x.csv",
        "data/archive/ab/" + "c" * 64,
        "data/archive/plans/x.yaml",
        "data/outbox/x\x01.csv",
        "kpi.py",
    ],
)
def test_a_name_that_is_no_members_is_refused_and_nothing_written(
    backup: Path, other: Home, name: str
) -> None:
    repacked(backup, with_member(name))
    with pytest.raises(BackupProblem, match="thành phần"):
        restore(other, backup)
    assert not other.root.exists()


def test_a_link_is_refused(backup: Path, other: Home) -> None:
    repacked(backup, with_member("data/outbox/x", b"/etc/passwd"))
    with zipfile.ZipFile(backup) as package:
        contents = [(i, package.read(i)) for i in package.infolist()]
    with zipfile.ZipFile(backup, "w") as package:
        for about, data in contents:
            if about.filename == "data/outbox/x":
                about.external_attr = (stat.S_IFLNK | 0o777) << 16
            package.writestr(about, data)
    with pytest.raises(BackupProblem, match="không an toàn"):
        restore(other, backup)
    assert not other.root.exists()


def test_a_member_larger_than_listed_is_refused(backup: Path, other: Home) -> None:
    def grow(contents: Contents, members: list[dict[str, Any]]) -> None:
        with_member("data/outbox/x", b"x" * 10_000_000)(contents, members)
        members[-1]["size"] = 10

    repacked(backup, grow)
    with pytest.raises(BackupProblem, match="không an toàn"):
        restore(other, backup)
    assert not other.root.exists()


def test_a_bomb_that_lies_about_its_size_writes_no_more_than_it_said(
    backup: Path, other: Home
) -> None:
    def grow(contents: Contents, members: list[dict[str, Any]]) -> None:
        with_member("data/outbox/x", b"x" * 10_000_000)(contents, members)
        members[-1]["size"] = 10

    repacked(backup, grow)
    real, told = (n.to_bytes(4, "little") for n in (10_000_000, 10))
    backup.write_bytes(backup.read_bytes().replace(real, told))
    with pytest.raises(BackupProblem, match="data/outbox/x"):
        restore(other, backup)
    assert not other.root.exists()


def test_more_than_the_disk_holds_is_refused(
    backup: Path, other: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = shutil.disk_usage(backup.parent)._replace(free=1000)
    monkeypatch.setattr("kpi.backup.unpack.shutil.disk_usage", lambda _: free)
    with pytest.raises(BackupProblem, match="Không đủ chỗ"):
        restore(other, backup)
    assert not other.root.exists()


def test_an_altered_content_is_refused_and_nothing_left(backup: Path, other: Home) -> None:
    def alter(contents: Contents, _: list[dict[str, Any]]) -> None:
        name = "data/archive/ledger.jsonl"
        contents[name] = contents[name].replace(b"a.csv", b"b.csv")

    repacked(backup, alter)
    with pytest.raises(BackupProblem, match=r"ledger\.jsonl"):
        restore(other, backup)
    assert not other.root.exists()


def test_a_member_that_is_missing_is_told(backup: Path, other: Home) -> None:
    def drop(contents: Contents, _: list[dict[str, Any]]) -> None:
        del contents["data/journal.jsonl"]

    repacked(backup, drop)
    with pytest.raises(BackupProblem, match=r"thiếu thành phần data/journal\.jsonl"):
        restore(other, backup)


@pytest.mark.parametrize("at", [0.05, 0.5, 0.95, 0.999])
def test_a_backup_cut_short_is_none(backup: Path, other: Home, at: float) -> None:
    data = backup.read_bytes()
    backup.write_bytes(data[: int(len(data) * at)])
    with pytest.raises(BackupProblem, match="không phải bản sao lưu"):
        restore(other, backup)
    assert not other.root.exists()


def test_a_backup_of_a_later_version_is_told(backup: Path, other: Home) -> None:
    with zipfile.ZipFile(backup) as package:
        contents = {n: package.read(n) for n in package.namelist()}
    told = json.loads(contents[LIST]) | {"format": 2, "version": "9.0"}
    with zipfile.ZipFile(backup, "w") as package:
        for name, data in (contents | {LIST: json.dumps(told).encode()}).items():
            package.writestr(name, data)
    with pytest.raises(BackupProblem, match=r"9\.0"):
        restore(other, backup)


def test_names_that_windows_cannot_keep_are_known() -> None:
    assert is_writable_on_windows("data/outbox/2024-06/Cần sửa.xlsx")
    for name in ("data/outbox/a:b", "data/outbox/x./y", "data/forms/a ", "data/forms/a?"):
        assert not is_writable_on_windows(name)
    assert is_member("data/outbox/2024-06/Cần sửa.xlsx")


# killed half-way

KILLED = """
import os, sys
sys.path[:0] = [{root!r}]
from pathlib import Path
from kpi.backup import restore
from kpi.home import Home
left = [{number}]
def kill(*_):
    left[0] -= 1
    if left[0] < 0:
        os._exit(9)
original = Path.replace
def replace(self, target):
    kill()
    return original(self, target)
Path.replace = replace
restore(Home(Path({home!r})), Path({backup!r}), advance={advance})
"""


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("advance", ["kill", "lambda n: None"])
def test_killed_half_way_there_is_no_half_home_and_the_next_attempt_succeeds(
    backup: Path, other: Home, number: int, advance: str
) -> None:
    text = KILLED.format(
        root=str(Path(__file__).parents[2]), home=str(other.root), backup=str(backup),
        number=number, advance=advance,
    )  # fmt: skip
    done = subprocess.run([sys.executable, "-c", text], check=False)
    assert done.returncode in (0, 9)
    if other.plan.exists():
        (other.data / MARK).unlink(missing_ok=True)
    else:
        restore(other, backup)
    names = set(zipfile.ZipFile(backup).namelist()) - {LIST}
    assert set(tree(other.root)) == names
    assert {p.name for p in other.root.iterdir()} == {
        "data",
        "indicators.yaml",
        "indicators.schema.json",
    }
