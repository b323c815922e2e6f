"""A home goes into one file and comes out of it the same; a file from outside is believed
nothing."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from pathlib import Path

import pytest

from kpi.backup import BackupProblem, restore, write_backup
from kpi.backup import unpack as unpack_room
from kpi.collect import rebuild
from kpi.home import Home
from kpi.journal import Journal
from kpi.verify import check_home
from kpi.warehouse.store import locked
from tests.backup.conftest import tree
from tests.collect.conftest import put
from tests.verify.conftest import LATER

posix = pytest.mark.skipif(os.name != "posix", reason="rights and links of POSIX")


def kept(home: Home) -> dict[str, bytes]:
    """What a backup must bring back, by name."""
    out = ("data/inbox/", "data/prefect/", "data/published/", "data/kpi.", "data/.")
    return {name: data for name, data in tree(home.root).items() if not name.startswith(out)}


def test_a_home_comes_back_as_it_was(whole: Home, backup: Path, other: Home) -> None:
    before = kept(whole)
    restore(other, backup)
    after = kept(other)
    journal = "data/journal.jsonl"
    assert before.pop(journal).startswith(after.pop(journal))  # the line `backup` came after it
    assert after == before
    assert len(after) > 10
    assert {p.name for p in other.root.iterdir()} == {
        "data",
        "indicators.yaml",
        "indicators.schema.json",
    }
    rebuild(other, LATER)
    verified = check_home(other, LATER, deep=True)
    assert not verified.findings
    assert verified.counts["contents"] == 4
    line = Journal(other).last("rebuild")
    assert line is not None
    assert line.details["changed"] == {}


def test_the_inbox_the_engine_and_the_warehouse_are_not_in_it(backup: Path) -> None:
    names = zipfile.ZipFile(backup).namelist()
    assert not [n for n in names if "inbox" in n or "prefect" in n or "duckdb" in n]
    assert "data/forms/2024-06/HU-A/2024-06_HU-A.xlsx" in names


def test_what_waits_in_the_inbox_is_counted(whole: Home, tmp_path: Path) -> None:
    put(whole, "moi.csv", "HU-A,2024-08,N1,,,3,,")
    assert write_backup(whole, tmp_path / "b.zip", LATER).in_inbox == 1  # copies bear new times


def test_a_secret_content_is_never_in_it(whole: Home, tmp_path: Path) -> None:
    secret = (whole.inbox / "mat.csv").read_bytes()
    sha256 = hashlib.sha256(secret).hexdigest()
    place = whole.archive / sha256[:2] / f"{sha256}.csv"
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(secret)  # as a killed run may leave it
    (whole.archive / ".kpi-999999999-x.csv").write_bytes(secret)
    write_backup(whole, tmp_path / "b.zip", LATER)
    package = zipfile.ZipFile(tmp_path / "b.zip")
    assert not [n for n in package.namelist() if b"4321" in package.read(n)]


def test_a_secret_content_under_another_name_stops_the_backup(whole: Home, tmp_path: Path) -> None:
    (whole.outbox("2024-06") / "goc.csv").write_bytes((whole.inbox / "mat.csv").read_bytes())
    with pytest.raises(BackupProblem, match=r"goc\.csv"):
        write_backup(whole, tmp_path / "b.zip", LATER)
    assert not list(tmp_path.glob("*.zip"))


def test_the_journal_tells_of_it(whole: Home, backup: Path) -> None:
    line = Journal(whole).last("backup")
    assert line is not None
    assert line.details["file"] == str(backup)
    assert line.details["size"] == backup.stat().st_size


@posix
def test_only_the_owner_may_read_it_and_what_is_private_of_it(backup: Path, other: Home) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    restore(other, backup)
    private = [other.journal, *other.archive.rglob("*")]
    assert {stat.S_IMODE(p.stat().st_mode) & 0o077 for p in private} == {0}
    report = other.reports("2024-06") / "report.xlsx"
    assert stat.S_IMODE(report.stat().st_mode) & 0o444 == 0o444


@posix
def test_links_are_not_followed_but_told(whole: Home, tmp_path: Path) -> None:
    (tmp_path / "mat.txt").write_text("bí mật của máy")
    (whole.outbox("2024-06") / "link.txt").symlink_to(tmp_path / "mat.txt")
    written = write_backup(whole, tmp_path / "b.zip", LATER)
    assert written.left_out == ("data/outbox/2024-06/link.txt",)


@pytest.mark.parametrize("place", ["data/b.zip", "data/reports/b.zip", "data/../data/x/b.zip"])
def test_it_does_not_lie_in_what_it_copies(whole: Home, place: str) -> None:
    with pytest.raises(BackupProblem, match="nằm trong"):
        write_backup(whole, whole.root / place, LATER)


def test_an_earlier_backup_is_replaced_and_nothing_else_is(
    whole: Home, backup: Path, tmp_path: Path
) -> None:
    before = backup.read_bytes()
    write_backup(whole, backup, LATER)
    assert backup.read_bytes() != before
    for name, text in (("thu.zip", b"PK\x03\x04"), ("bao-cao.xlsx", b"khac")):
        (tmp_path / name).write_bytes(text)
        with pytest.raises(BackupProblem, match="Không ghi đè"):
            write_backup(whole, tmp_path / name, LATER)
        assert (tmp_path / name).read_bytes() == text
    with zipfile.ZipFile(tmp_path / "khac.zip", "w") as package:
        package.writestr("backup.json", "{}")
    with pytest.raises(BackupProblem, match="Không ghi đè"):
        write_backup(whole, tmp_path / "khac.zip", LATER)


def test_a_backup_that_does_not_read_back_takes_no_name(
    whole: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_backup(whole, tmp_path / "b.zip", LATER)
    before = (tmp_path / "b.zip").read_bytes()
    original = unpack_room.opened

    def spoilt(path: Path) -> object:
        data = bytearray(path.read_bytes())
        data[len(data) // 3] ^= 0xFF
        path.write_bytes(data)
        return original(path)

    monkeypatch.setattr("kpi.backup.write.opened", spoilt)
    with pytest.raises(BackupProblem):
        write_backup(whole, tmp_path / "b.zip", LATER)
    assert (tmp_path / "b.zip").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".kpi-")] == []


def test_a_damaged_warehouse_keeps_nobody_from_a_backup(
    whole: Home, tmp_path: Path, other: Home
) -> None:
    whole.warehouse.write_bytes(b"x" * 5000)
    written = write_backup(whole, tmp_path / "b.zip", LATER)
    assert written.in_inbox is None
    restore(other, tmp_path / "b.zip")
    rebuild(other, LATER)
    assert not check_home(other, LATER).findings


def test_a_backup_waits_for_who_is_at_work(
    whole: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kpi.warehouse.store import WarehouseBusy

    monkeypatch.setattr("kpi.backup.write.WAIT_SECONDS", 0.2)
    with locked(whole), pytest.raises(WarehouseBusy):
        write_backup(whole, tmp_path / "b.zip", LATER)
    assert write_backup(whole, tmp_path / "b.zip", LATER).members > 10


# what comes from outside


@pytest.mark.parametrize("taken", ["indicators.yaml", "data/archive/ledger.jsonl", "data/x"])
def test_only_an_empty_place_is_taken(backup: Path, other: Home, taken: str) -> None:
    (other.root / taken).parent.mkdir(parents=True)
    (other.root / taken).write_text("có rồi")
    before = tree(other.root)
    with pytest.raises(BackupProblem, match="đã có"):
        restore(other, backup)
    assert tree(other.root) == before


def test_an_empty_data_folder_is_no_hindrance(backup: Path, other: Home) -> None:
    other.data.mkdir(parents=True)
    restore(other, backup)
    assert other.plan.is_file()


def test_nothing_is_put_among_files_of_others(backup: Path, other: Home) -> None:
    other.root.mkdir(parents=True)
    (other.root / "ghi chú.txt").write_text("của tôi")
    with pytest.raises(BackupProblem, match="không trống"):
        restore(other, backup)
    assert [p.name for p in other.root.iterdir()] == ["ghi chú.txt"]
