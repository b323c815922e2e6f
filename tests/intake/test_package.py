"""A zip opened once gives what the standard library gives, and nothing that its table denies."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

import pytest

from kpi.intake.package import Package

WRONG = (zipfile.BadZipFile, zlib.error, EOFError, ValueError)
TEXT = "Số liệu chuyển đổi số. ".encode() * 500


def packed(path: Path, method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("xl/số liệu.xml", TEXT)
        archive.writestr("b.txt", b"")
    return path


def changed(path: Path, old: bytes, new: bytes) -> Path:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))
    return path


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_members_are_read_as_the_standard_library_reads_them(tmp_path: Path, method: int) -> None:
    package = Package(packed(tmp_path / "a.zip", method))
    assert sorted(package.members) == ["b.txt", "xl/số liệu.xml"]
    assert package.read("xl/số liệu.xml") == TEXT
    assert package.read("b.txt") == b""
    with pytest.raises(KeyError):
        package.read("c.txt")


@pytest.mark.parametrize("size", [len(TEXT) - 1, len(TEXT) + 1, 10])
def test_a_member_that_is_not_as_long_as_its_table_says_is_refused(
    tmp_path: Path, size: int
) -> None:
    path = packed(tmp_path / "a.zip")
    changed(path, len(TEXT).to_bytes(4, "little"), size.to_bytes(4, "little"))
    with pytest.raises(WRONG):
        Package(path).read("xl/số liệu.xml")


def test_a_member_with_another_check_sum_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", zipfile.ZIP_STORED)
    changed(path, TEXT[:30], b"x" * 30)
    with pytest.raises(WRONG):
        Package(path).read("xl/số liệu.xml")


def test_a_member_under_another_name_than_its_table_says_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"b.txt", b"c.txt", 1))
    with pytest.raises(WRONG):
        Package(path).read("b.txt")


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_refused(tmp_path: Path, kept: float) -> None:
    path = packed(tmp_path / "a.zip")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(WRONG):
        Package(path)


def test_a_flipped_bit_is_never_taken_for_the_member(tmp_path: Path) -> None:
    data = packed(tmp_path / "a.zip").read_bytes()
    for at in range(0, len(data), 3):
        path = tmp_path / "b.zip"
        path.write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
        try:
            found = Package(path).read("xl/số liệu.xml")
        except (*WRONG, KeyError, NotImplementedError, RuntimeError, OSError):
            continue
        assert found == TEXT
