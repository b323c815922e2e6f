"""`kpi read` as a clerk uses it: before there is a warehouse, while it is in use, on many files."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from kpi.home import Home
from kpi.warehouse import store
from kpi.warehouse.store import WarehouseUnreadable

HEADER = "unit,period,indicator,numerator,denominator,value,note,evidence\n"


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    folder = tmp_path / "thử"
    folder.mkdir()
    (folder / "1.csv").write_text(HEADER + "A,2024-01,VB01,30,100,,,\n", encoding="utf-8")
    (folder / "2.csv").write_text(HEADER + "A,2024-01,VB01,40,100,,,\n", encoding="utf-8")
    (folder / "2.csv.received").write_text("2024-02-01", encoding="utf-8")
    return folder


def test_it_works_before_there_is_a_warehouse_and_makes_none(
    kpi: Callable[..., Any], home: Path, trial: Path
) -> None:
    ran = kpi("read", str(trial / "1.csv"))
    assert ran.status == 0
    assert "30/100 (số mới)" in ran.out
    assert "Chưa có kho số liệu" in ran.err
    assert not Home(home).warehouse.exists()


def test_it_compares_with_what_is_known_while_another_program_writes(
    kpi: Callable[..., Any], home: Path, trial: Path, send: Callable[[str, str], Path]
) -> None:
    send("1.csv", HEADER + "A,2024-01,VB01,25,100,,,\n")
    kpi("collect")
    with FileLock(str(Home(home).lock)):
        ran = kpi("read", str(trial / "1.csv"))
    assert ran.status == 0
    assert "30/100 (thay cho 25/100)" in ran.out
    assert ran.err.startswith("Tiếp theo: nếu đúng, chép tệp vào data/inbox")
    assert len(ran.err.splitlines()) == 1


def test_it_compares_with_what_is_known_where_nothing_can_be_written(
    kpi: Callable[..., Any],
    trial: Path,
    send: Callable[[str, str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    send("1.csv", HEADER + "A,2024-01,VB01,25,100,,,\n")
    kpi("collect")

    def locked(home: Home, *_: object) -> None:
        raise WarehouseUnreadable("no_folder", path=home.data)

    monkeypatch.setattr(store, "locked", locked)
    ran = kpi("read", str(trial / "1.csv"))
    assert ran.status == 0
    assert "30/100 (thay cho 25/100)" in ran.out


def test_a_home_of_which_nothing_is_known_is_not_touched_and_nothing_lies_elsewhere(
    kpi: Callable[..., Any], home: Path, trial: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(home / "no-such-folder"))
    before = sorted(home.rglob("*"))
    assert "30/100 (số mới)" in kpi("read", str(trial / "1.csv")).out
    assert sorted(home.rglob("*")) == before


def test_a_warehouse_that_cannot_be_asked_is_told_and_the_file_is_shown(
    kpi: Callable[..., Any], home: Path, trial: Path
) -> None:
    Home(home).warehouse.write_bytes(b"no warehouse" * 1000)
    ran = kpi("read", str(trial / "1.csv"))
    assert ran.status == 0
    assert "30/100 (số mới)" in ran.out
    assert "kpi rebuild" in ran.err
    assert "chưa so sánh được" in ran.err


def test_the_time_beside_a_file_of_the_inbox_counts_as_when_it_is_collected(
    kpi: Callable[..., Any], send: Callable[[str, str], Path]
) -> None:
    """An older file does not replace a newer one, and `read` does not say that it would."""
    send("moi.csv", HEADER + "A,2024-01,VB01,25,100,,,\n")
    send("moi.csv.received", "2024-02-02T08:00:00+07:00")
    kpi("collect")
    older = send("cu.csv", HEADER + "A,2024-01,VB01,30,100,,,\n")
    send("cu.csv.received", "2024-02-01T08:00:00+07:00")
    read = kpi("read", str(older)).out
    assert "30/100 (số mới)" in read
    assert "thay cho" not in read
    taken = kpi("collect").out
    for books in (read, taken):
        assert "mới 1" in books


def test_a_time_that_cannot_be_believed_is_told_as_when_it_is_collected(
    kpi: Callable[..., Any], send: Callable[[str, str], Path]
) -> None:
    file = send("1.csv", HEADER + "A,2024-01,VB01,25,100,,,\n")
    for told in ("hôm qua", "2199-01-01"):
        send("1.csv.received", told)
        ran = kpi("read", str(file))
        assert "không đọc được hoặc nằm sau" in ran.out


def test_why_a_file_cannot_be_opened_is_said_in_the_catalogue_s_words(
    kpi: Callable[..., Any], trial: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("kpi.receiving.archive.fingerprint", refused)
    ran = kpi("read", str(trial / "1.csv"))
    assert ran.status == 1
    assert "không có quyền truy cập" in ran.err
    assert "Permission" not in ran.err


def test_a_folder_is_its_files_one_after_the_other(kpi: Callable[..., Any], trial: Path) -> None:
    ran = kpi("read", str(trial))
    assert ran.status == 0
    assert ran.out.count("Nếu gửi:") == 2  # the sidecar is no file of its own
    assert "40/100 (thay cho 30/100)" in ran.out


def test_it_says_which_columns_are_what(kpi: Callable[..., Any], trial: Path) -> None:
    out = kpi("read", str(trial / "1.csv")).out
    assert "Mã: cột C “indicator”" in out
    assert "Số thực hiện: cột D “numerator”" in out


def test_a_file_that_would_be_refused_is_shown_and_that_is_no_failure(
    kpi: Callable[..., Any], trial: Path
) -> None:
    (trial / "x.xlsx").write_text("đây không phải bảng tính", encoding="utf-8")
    ran = kpi("read", str(trial / "x.xlsx"))
    assert ran.status == 0
    assert "Chưa tiếp nhận được" in ran.out


def test_an_empty_folder_and_a_missing_file_are_failures(
    kpi: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "trống").mkdir()
    assert kpi("read", str(tmp_path / "trống")).status == 1
    assert kpi("read", str(tmp_path / "không có.xlsx")).status == 1
    assert kpi("read").status == 2
