"""What is given back to a unit that sends several files for one period."""

from __future__ import annotations

import errno
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kpi.files import PREFIX
from tests.plans import LONG_AGO

from .conftest import HEADER, Ran

Kpi = Callable[..., Ran]
Send = Callable[[str, str], Path]


def listed(home: Path) -> str:
    path = home / "data" / "outbox" / "2024-01" / "2024-01_A_can-sua.xlsx"
    if not path.exists():
        return ""
    sheet = load_workbook(path)["Cần sửa"]
    return "\n".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value)


def test_what_an_earlier_file_left_open_is_still_listed_after_a_later_one(
    kpi: Kpi, send: Send, home: Path
) -> None:
    send("1.csv", HEADER + "A,2024-01,VB01,120,100,,,\n")
    send("2.csv", HEADER + "A,2024-01,SP01,,,-5,,\n")
    kpi("collect")
    text = listed(home)
    assert "VB01" in text
    assert "1.csv" in text
    assert "SP01" in text


def test_a_corrected_cell_is_listed_no_more_and_the_last_one_removes_the_workbook(
    kpi: Kpi, send: Send, home: Path
) -> None:
    for n in "123":
        send(f"{n}.csv.received", f"2024-02-0{n}T08:00:00+07:00")
    send("1.csv", HEADER + "A,2024-01,VB01,120,100,,,\nA,2024-01,SP01,,,-5,,\n")
    kpi("collect")
    send("2.csv", HEADER + "A,2024-01,VB01,72,100,,,\n")
    kpi("collect")
    text = listed(home)
    assert "SP01" in text
    assert "120" not in text
    send("3.csv", HEADER + "A,2024-01,VB01,72,100,,,\nA,2024-01,SP01,,,15,,\n")
    kpi("collect")
    assert listed(home) == ""
    shutil.rmtree(home / "data" / "outbox")
    assert kpi("collect").status == 0


def test_feedback_that_a_stopped_run_could_not_write_is_written_by_the_next(
    kpi: Kpi, send: Send, home: Path
) -> None:
    send("1.csv", HEADER + "A,2024-01,VB01,120,100,,,\n")
    outbox = home / "data" / "outbox"
    outbox.write_text("không phải thư mục", encoding="utf-8")  # nothing can be written there
    blocked = kpi("collect")
    assert blocked.status == 1
    assert "Có sự cố" not in blocked.err
    outbox.unlink()
    kpi("collect")
    assert "VB01" in listed(home)


THREE = (
    HEADER + "A,2024-01,VB01,120,100,,,\n",
    HEADER + "B,2024-01,VB01,130,100,,,\n",
    HEADER + "C,2024-01,VB01,140,100,,,\n",
)


def outbox(home: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (home / "data" / "outbox" / "2024-01").iterdir()}


def held_open(monkeypatch: pytest.MonkeyPatch, name: str, number: int = errno.EACCES) -> None:
    """Has the system refuse to replace or remove a file, as Windows does while Excel has it."""
    true_replace, true_unlink = Path.replace, Path.unlink

    def replace(self: Path, target: Path) -> Path:
        if Path(target).name == name:
            raise OSError(number, "in use", str(self), None, str(target))
        return true_replace(self, target)

    def unlink(self: Path, missing_ok: bool = False) -> None:
        if self.name == name and self.exists():
            raise OSError(number, "in use", str(self))
        true_unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(Path, "unlink", unlink)


def test_a_feedback_file_held_open_stops_neither_the_others_nor_the_books(
    kpi: Kpi, send: Send, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, text in enumerate(THREE):
        send(f"{number}.csv", text)
    with monkeypatch.context() as excel:
        held_open(excel, "2024-01_A_can-sua.xlsx")
        ran = kpi("collect")
    assert ran.status == 1
    assert sorted(outbox(home)) == ["2024-01_B_can-sua.xlsx", "2024-01_C_can-sua.xlsx"]
    assert "2024-01_A_can-sua.xlsx" in ran.err
    assert "lần chạy sau sẽ ghi lại" in ran.err
    assert "3 tệp. Ô có số liệu: 3 =" in ran.out

    before = outbox(home)
    again = kpi("collect")
    assert again.status == 0
    assert "Tệp trả lại đơn vị: 1" in again.err  # told, though no file came
    assert "Không có tệp mới" in again.out
    assert "VB01" in listed(home)
    assert {n: b for n, b in outbox(home).items() if n in before} == before
    assert "Tệp trả lại" not in kpi("collect").err


def test_a_feedback_file_held_open_that_is_to_go_goes_with_the_next_run(
    kpi: Kpi, send: Send, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send("1.csv.received", "2024-02-01T08:00:00+07:00")
    send("2.csv.received", "2024-02-02T08:00:00+07:00")
    send("1.csv", HEADER + "A,2024-01,VB01,120,100,,,\nA,2024-01,SP01,,,15,,\n")
    kpi("collect")
    assert "VB01" in listed(home)
    send("2.csv", HEADER + "A,2024-01,VB01,72,100,,,\nA,2024-01,SP01,,,15,,\n")
    with monkeypatch.context() as excel:
        held_open(excel, "2024-01_A_can-sua.xlsx")
        ran = kpi("collect")
    assert ran.status == 1
    assert "2024-01_A_can-sua.xlsx" in ran.err
    assert listed(home)
    assert kpi("collect").status == 0
    assert not outbox(home)


def test_a_full_disk_is_said_once_with_the_file_and_what_to_do(
    kpi: Kpi, send: Send, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, text in enumerate(THREE):
        send(f"{number}.csv", text)
    true_write = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.name.startswith(PREFIX) and "outbox" in self.parts:
            raise OSError(errno.ENOSPC, "No space left on device")  # names no file
        return true_write(self, data)

    with monkeypatch.context() as disk:
        disk.setattr(Path, "write_bytes", full)
        ran = kpi("collect")
    assert ran.status == 1
    assert ran.err.count("hết chỗ trên đĩa") == 1
    assert "2024-01_A_can-sua.xlsx: hết chỗ trên đĩa" in ran.err
    assert "giải phóng chỗ" in ran.err
    assert not outbox(home)
    kpi("collect")
    assert len(outbox(home)) == 3


def unclear(home: Path) -> list[str]:
    folder = home / "data" / "outbox" / "chua-ro"
    return sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []


NOBODY = HEADER + "Z,2024-01,SP01,,,5,,\n"


def test_a_file_of_nobody_is_named_by_status_until_a_mended_one_of_its_name_comes(
    kpi: Kpi, send: Send, home: Path
) -> None:
    send("la.csv", NOBODY)
    kpi("collect")
    (name,) = unclear(home)
    assert name in kpi("status", "2024-01").out
    send("la.csv", NOBODY.replace("Z,", "A,"))
    kpi("collect")
    assert unclear(home) == []
    assert "chua-ro" not in kpi("status", "2024-01").out


def test_a_returned_list_that_comes_back_unmended_keeps_its_name(
    kpi: Kpi, send: Send, home: Path
) -> None:
    send("la.csv", NOBODY)
    kpi("collect")
    (name,) = unclear(home)
    shutil.copy(home / "data" / "outbox" / "chua-ro" / name, home / "data" / "inbox" / name)
    kpi("collect")
    assert unclear(home) == [name]


def test_a_workbook_of_a_file_refused_for_its_identity_does_not_ask_to_correct_cells_in_it(
    kpi: Kpi, send: Send, home: Path
) -> None:
    send("la.csv", NOBODY)
    kpi("collect")
    path = home / "data" / "outbox" / "chua-ro" / unclear(home)[0]
    sheet = load_workbook(path)["Cần sửa"]
    said = str(sheet["A7"].value)
    assert "sửa ngay trong" not in said
    assert "KỲ_MÃ ĐƠN VỊ" in said
    assert "_A.xlsx" in said


def test_one_who_deletes_an_unclear_file_s_list_is_done_with_it(
    kpi: Kpi, send: Send, home: Path
) -> None:
    send("la.csv", NOBODY)
    kpi("collect")
    (home / "data" / "outbox" / "chua-ro" / unclear(home)[0]).unlink()
    kpi("collect")
    assert unclear(home) == []
    assert "chua-ro" not in kpi("status", "2024-01").out


def test_lateness_alone_makes_no_workbook(kpi: Kpi, send: Send, home: Path) -> None:
    rows = "".join(f"A,2024-01,{code},\n" for code in ("VB01,7,10,", "SP01,,,15"))
    send("muon.csv", HEADER + rows.replace(",\n", ",,,\n"))
    send("muon.csv.received", "2024-05-01T08:00:00+07:00")
    ran = kpi("collect")
    assert "Đã tiếp nhận, gửi sau hạn: " in ran.out
    assert "cần giải trình" not in ran.out
    assert listed(home) == ""


def said_in(path: Path) -> str:
    sheet = load_workbook(path)["Cần sửa"]
    return " ".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None)


def test_a_list_alone_that_comes_back_is_told_as_such_and_its_name_does_not_grow(
    kpi: Kpi, send: Send, home: Path
) -> None:
    """Of a file with a secret figure nothing goes back but the list."""
    send("bi-mat.csv", HEADER + "A,2024-01,SP01,,,mật 5,,\n")
    kpi("collect")
    (returned,) = (home / "data" / "outbox" / "2024-01").glob("*.xlsx")
    assert load_workbook(returned).sheetnames == ["Cần sửa"]
    shutil.copy(returned, home / "data" / "inbox" / returned.name)
    ran = kpi("collect")
    assert ran.status == 1
    (name,) = unclear(home)
    assert name.count("can-sua") == 1
    said = said_in(home / "data" / "outbox" / "chua-ro" / name)
    assert 'chỉ có danh mục "Cần sửa"' in said
    assert "sửa trên tệp của đơn vị" in said
    assert "đã tô màu" not in said


def test_every_broken_file_of_an_archive_is_listed_in_the_one_workbook_that_goes_back(
    kpi: Kpi, home: Path
) -> None:
    path = home / "data" / "inbox" / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("x.xlsx", "y.xlsx", "nhạc.mp3"):
            archive.writestr(name, b"PK\3\4")
    os.utime(path, (LONG_AGO, LONG_AGO))
    kpi("collect")
    (name,) = unclear(home)
    said = said_in(home / "data" / "outbox" / "chua-ro" / name)
    assert [n for n in ("a.zip/x.xlsx", "a.zip/y.xlsx", "a.zip/nhạc.mp3") if n in said] == [
        "a.zip/x.xlsx", "a.zip/y.xlsx", "a.zip/nhạc.mp3"
    ]  # fmt: skip


def test_the_heading_of_a_blank_form_says_that_it_is_no_report(
    kpi: Kpi, send: Send, home: Path
) -> None:
    send("2024-01_A.csv", HEADER + "A,2024-01,VB01,,,,,\nA,2024-01,SP01,,,,,\n")
    kpi("collect")
    (returned,) = (home / "data" / "outbox" / "2024-01").glob("*.xlsx")
    assert "chưa được tính là đã gửi báo cáo" in str(load_workbook(returned)["Cần sửa"]["A4"].value)


def test_the_example_of_a_file_s_name_is_of_the_month_that_closed_last(
    kpi: Kpi, send: Send, home: Path
) -> None:
    send("la.csv", NOBODY.replace("Z,2024-01", "A,"))
    send("la.csv.received", "2024-07-03T08:00:00+07:00")
    kpi("collect")
    path = home / "data" / "outbox" / "chua-ro" / unclear(home)[0]
    assert "2024-06_A.xlsx" in said_in(path)
