"""`kpi plan from-excel`: former codes, lost sheets, files that cannot be read, lists with gaps."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.planning.desk import Desk, a_list, cell, head_of


def with_figures(desk: Desk) -> None:
    """Figures of CT01 and of CT02, taken in."""
    path = desk.root / "data" / "inbox" / "a.csv"
    path.write_text(
        "unit,period,indicator,numerator,denominator,value,note,evidence\n"
        "DV01,2026-01,CT01,,,12,,\nDV01,2026-01,CT02,9,10,,,\n",
        "utf-8",
    )
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert desk.kpi("collect")[0] == 0


def test_a_new_code_of_the_same_indicator_is_told_and_its_former_one_offered(desk: Desk) -> None:
    with_figures(desk)
    desk.put("Chỉ tiêu", "CT02", "Mã", "HS01")
    status, out, _ = desk.bring("--yes")
    assert status == 0
    assert "HS01 có cùng tên, đơn vị tính và chỉ tiêu các năm với CT02" in out
    assert "ghi CT02 vào cột “Mã cũ” của HS01" in out
    assert "“Mã cũ”" in out
    assert desk.plan.indicator_by_id["HS01"].was == ()


def test_who_agrees_keeps_the_figures_and_the_details_under_the_new_code(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_figures(desk)
    before = desk.plan.indicator_by_id["CT02"]
    comments = desk.text.count("#")
    desk.put("Chỉ tiêu", "CT02", "Mã", "HS01")
    monkeypatch.setattr("click.prompt", lambda *_, **__: "c")
    status, out, _ = desk.bring()
    assert status == 0
    assert "HS01: ghi mã cũ CT02," in out
    after = desk.plan.indicator_by_id["HS01"]
    assert after.was == ("CT02",)
    assert (after.numerator, after.denominator) == (before.numerator, before.denominator)
    assert desk.text.count("#") == comments
    assert "90" in desk.kpi("explain", "HS01", "2026-01")[1]


def test_a_new_code_without_stored_figures_or_with_other_targets_is_no_former_one(
    desk: Desk,
) -> None:
    desk.put("Chỉ tiêu", "CT02", "Mã", "HS01")
    assert "Mã cũ" not in desk.bring()[1]
    desk.put("Chỉ tiêu", "HS01", "Mã", "CT02")
    with_figures(desk)
    desk.put("Chỉ tiêu", "CT02", "Kế hoạch 2027", 95)
    desk.put("Chỉ tiêu", "CT02", "Mã", "HS01")
    assert "Mã cũ" not in desk.bring()[1]


def renamed_sheet(old: str, new: str) -> Callable[[Any], None]:
    return lambda book: setattr(book[old], "title", new)


def without_sheet(name: str) -> Callable[[Any], None]:
    return lambda book: book.remove(book[name])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (renamed_sheet("Chỉ tiêu", "CT 2026"), "Đổi tên trang lại thành “Chỉ tiêu”"),
        (renamed_sheet("Đơn vị", "DS đơn vị"), "Đổi tên trang lại thành “Đơn vị”"),
        (renamed_sheet("Chi tiết chỉ tiêu", "Chi tiết"), "lại thành “Chi tiết chỉ tiêu”"),
        (renamed_sheet("Cài đặt", "Thông số"), "Đổi tên trang lại thành “Cài đặt”"),
        (without_sheet("Lĩnh vực"), "thiếu trang “Lĩnh vực”"),
        (head_of("Kế hoạch 2030", "Kế hoạch 2029"), "đã có ở ô O6"),
        (head_of("Kế hoạch 2030", "Số của 2030"), "mọi chỉ tiêu năm 2030 sẽ bị bỏ"),
    ],
)
def test_a_sheet_or_head_that_would_be_passed_over_stops_the_workbook(
    desk: Desk, change: Callable[[Any], None], said: str
) -> None:
    before = desk.text
    book = load_workbook(desk.book)
    change(book)
    book.save(desk.book)
    status, out, _ = desk.bring("--yes")
    assert status == 1
    assert said in out
    assert desk.text == before


def test_merged_cells_are_told_by_the_cell_that_is_left_blank(desk: Desk) -> None:
    def merge(sheet: Any) -> None:
        at = cell(sheet, "CT02", "Lĩnh vực")
        sheet.merge_cells(
            start_row=at.row - 1, end_row=at.row, start_column=at.column, end_column=at.column
        )

    place = cell(load_workbook(desk.book)["Chỉ tiêu"], "CT02", "Lĩnh vực").coordinate
    desk.edit("Chỉ tiêu", merge)
    status, out, _ = desk.bring("--yes")
    assert status == 1
    assert f"Trang “Chỉ tiêu”, ô {place}: CT02: ô này ở cột “Lĩnh vực” còn trống" in out
    assert "bỏ gộp" in out


def test_a_sheet_of_ones_own_is_told_to_be_none_of_the_plan(desk: Desk) -> None:
    book = load_workbook(desk.book)
    book.copy_worksheet(book["Chỉ tiêu"]).title = "Nháp"
    book.save(desk.book)
    desk.put("Chỉ tiêu", "CT02", "Kế hoạch 2027", "93,5")
    status, out, err = desk.bring("--yes")
    assert status == 0
    assert "kế hoạch 2027 từ 92 thành 93,5" in out
    assert "Trang “Nháp” không phải trang của kế hoạch" in err


def test_a_list_may_have_its_years_in_a_second_row(desk: Desk) -> None:
    path = desk.root / "danh-sach.xlsx"
    a_list(
        path,
        ("TT", "Chỉ tiêu", "ĐVT", "Kế hoạch", None, "Đơn vị báo cáo", "Lĩnh vực"),
        (None, None, None, 2026, 2027),
        (1, "Số lượt khám", "lượt", 1200, "1300,5", "đơn vị", "Dự phòng"),
    )
    status, out, err = desk.kpi("plan", "from-excel", str(path), "--yes")
    assert status == 0, out + err
    assert desk.plan.indicators[-1].targets == {2026: 1200.0, 2027: 1300.5}


def test_what_a_list_lacks_is_told_by_the_head_it_wants(desk: Desk) -> None:
    path = desk.root / "danh-sach.xlsx"
    a_list(path, ("TT", "Chỉ tiêu", "ĐVT", "KH 2026"), (1, "Số lượt khám", "lượt", 1200))
    status, out, _ = desk.kpi("plan", "from-excel", str(path), "--yes")
    assert status == 1
    assert "ô B2 (“Số lượt khám”): Chỉ tiêu CT06: chưa có “Đơn vị báo cáo”" in out
    assert "reported_by" not in out


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("khoa.xlsx", LOCKED, "có mật khẩu mở tệp"),
        ("khoa.xls", LOCKED, "có mật khẩu mở tệp"),
        ("quet.xlsx", b"%PDF-1.7", "không phải bảng tính đọc được"),
        ("hong.ods", b"PK\x03\x04", "không phải bảng tính đọc được"),
        ("trong.xlsx", b"", "trống"),
        ("thu.docx", b"x", "không thuộc loại đọc được"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_to_the_planner_with_what_to_do(
    desk: Desk, name: str, content: bytes, word: str
) -> None:
    desk.book = desk.root / name
    desk.book.write_bytes(content)
    before = desk.text
    status, _, err = desk.bring("--yes")
    assert status == 1
    assert word in err
    assert f"kpi plan from-excel {desk.book}" in err
    assert "gửi lại" not in err
    assert desk.text == before


def with_former(desk: Desk, former: str) -> None:
    text = desk.text.replace("- id: CT02\n", f"- id: CT02\n    was: [{former}]\n", 1)
    (desk.root / "indicators.yaml").write_text(text, "utf-8")
    assert desk.plan.indicator_by_id["CT02"].was == (former,)


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        (("CT02", "Tên mới", ""), ("CT02", ("CU1",))),
        (("CU1", "Tên mới", ""), ("CT02", ("CU1",))),
        (("CT02", "Tên mới", "CU2"), ("CT02", ("CU1", "CU2"))),
        (("MOI2", "Tên mới", "CT02"), ("MOI2", ("CU1", "CT02"))),
    ],
)
def test_a_plain_list_keeps_former_codes_and_knows_an_indicator_by_them(
    desk: Desk, row: tuple[str, ...], wanted: tuple[str, tuple[str, ...]]
) -> None:
    with_former(desk, "CU1")
    codes = [i.id for i in desk.plan.indicators]
    targets = desk.plan.indicator_by_id["CT02"].targets
    desk.book = desk.root / "danh-sach.xlsx"
    a_list(desk.book, ("Mã", "Chỉ tiêu", "Mã cũ"), row)
    status, out, err = desk.bring("--yes")
    assert status == 0, out + err
    code, former = wanted
    assert [i.id for i in desk.plan.indicators] == [code if c == "CT02" else c for c in codes]
    found = desk.plan.indicator_by_id[code]
    assert (found.name, found.was, found.targets) == ("Tên mới", former, targets)


def test_a_new_code_beside_a_known_name_in_a_plain_list_is_asked_about(desk: Desk) -> None:
    before, name = desk.text, desk.plan.indicator_by_id["CT02"].name
    desk.book = desk.root / "danh-sach.xlsx"
    a_list(desk.book, ("Mã", "Chỉ tiêu"), ("CTO2", f"  {name.upper()} "))
    status, out, err = desk.bring("--yes")
    assert status == 1
    assert "A2" in out + err
    assert "CT02" in out + err
    assert desk.text == before
    heads = ("Mã", "Chỉ tiêu", "ĐVT", "Chỉ tiêu năm 2026", "Đơn vị thực hiện", "Lĩnh vực")
    field = desk.plan.fields[0].name
    other = ("CT20", f"{name} mới", "điểm", 5, "Văn phòng", field)
    a_list(desk.book, heads, ("CT02", name), other)
    status, out, err = desk.bring("--yes")
    assert status == 0, out + err
    assert "CT20" in desk.plan.indicator_by_id
