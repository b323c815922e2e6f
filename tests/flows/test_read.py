"""`kpi read` as a clerk uses it: before there is a warehouse, while it is in use, on many files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from kpi.home import Home

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


def test_it_works_while_another_program_uses_the_warehouse(
    kpi: Callable[..., Any], home: Path, trial: Path
) -> None:
    kpi("collect")
    with FileLock(str(Home(home).lock)):
        ran = kpi("read", str(trial / "1.csv"))
    assert ran.status == 0
    assert "30/100 (số mới)" in ran.out
    assert "đang được chương trình khác dùng" in ran.err


def test_a_folder_is_its_files_one_after_the_other(kpi: Callable[..., Any], trial: Path) -> None:
    ran = kpi("read", str(trial))
    assert ran.status == 0
    assert ran.out.count("Nếu gửi:") == 2  # the sidecar is no file of its own
    assert "40/100 (thay cho 30/100)" in ran.out


def test_it_says_which_columns_are_what(kpi: Callable[..., Any], trial: Path) -> None:
    out = kpi("read", str(trial / "1.csv")).out
    assert "Mã: cột C “indicator”" in out
    assert "Tử số: cột D “numerator”" in out


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
