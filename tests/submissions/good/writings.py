"""Figures in the writings of offices, notes beside the table, comments, old fonts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.submissions.case import FULL, HEAD, TOP, Case, book, csv_file, form, line, lines, ok

_WRITINGS: Mapping[tuple[Any, Any, Any, Any], Mapping[str, Any]] = {
    ("15 lớp", "12", "15", "3,5"): FULL,
    ("1.234", "1.200", "1.500", "1.234,5"): {"LOP": 1234, "VB": (1200, 1500), "KM": 1234.5},
    ("１５", "12 văn bản", "15 văn bản", "3,5 km"): FULL,
    ("15", "KPS", 15, "+3,5"): {"LOP": 15, "VB": (0, 15), "KM": 3.5},
    ("không phát sinh", "KPS", "KPS", 0): {"LOP": "none_occurred", "VB": "none_occurred",
                                           "KM": 0},
    ("ước 15", "ước 12", 15, "ước 3,5"): {"LOP": ("estimate", 15), "VB": ("estimate", (12, 15)),
                                           "KM": ("estimate", 3.5)},
    ("mật", "mật", "mật", "3,5"): {"LOP": "withheld", "VB": "withheld", "KM": 3.5},
    ("3 nghìn", 12, 15, "3,5"): {"LOP": 3000, "VB": (12, 15), "KM": 3.5},
    ("15", "12", "15", "3.5"): FULL,
    ("1 234", "12\u00a0", "\u200b15", "1 234,5"): {"LOP": 1234, "VB": (12, 15), "KM": 1234.5},
}  # fmt: skip


def _rows(cells: tuple[Any, Any, Any, Any]) -> list[Any]:
    lop, above, below, km = cells
    return [line("LOP", lop), line("VB"), line("VB.a", above), line("VB.b", below),
            line("KM", km)]  # fmt: skip


CASES = [
    *(
        Case(f"written {cells!r}", book("b.xlsx", ("S", form(*_rows(cells)))), [ok(meant)])
        for cells, meant in _WRITINGS.items()
    ),
    *(
        Case(f"written in a csv {cells!r}", csv_file("b.csv", form(*_rows(cells)), ";"),
             [ok(meant)])
        for cells, meant in list(_WRITINGS.items())[:4]
    ),
    Case("an explanation and evidence", book("b.xlsx", ("S", form(
        line("LOP", 15, "mở thêm lớp", "Số 12-BC/BTG"), *lines()[1:]))), [ok()]),
    Case("a remark below the table", book("b.xlsx", ("S", [
        *form(), (), (None, None, "Số lớp gồm cả 2 lớp mở bù của tháng 5.")])),
         [ok(notes=["Số lớp gồm cả 2 lớp mở bù của tháng 5."])]),
    Case("a remark beside the table", book("b.xlsx", ("S", [
        *form(line("LOP", 15, None, None, None, "đã đối chiếu sổ"), *lines()[1:])])),
         [ok(notes=["đã đối chiếu sổ"])]),
    Case("a sheet that is no form", book("b.xlsx", ("Số liệu", form()), ("Danh sách lớp", [
        ("Danh sách lớp đã mở",), (1, "Lớp kỹ năng số tại Phường 5")])),
         [ok(notes=["Lớp kỹ năng số tại Phường 5", "Danh sách lớp đã mở"])]),
    Case("a comment on a figure", book("b.xlsx", ("S", form()), comments={"H4": "đã kiểm tra"}),
         [ok()]),
    Case("a comment beside the table",
         book("b.xlsx", ("S", form()), comments={"L2": "gửi lại lần hai"}),
         [ok(notes=["gửi lại lần hai"])]),
    Case("a percentage by its format", book("b.xlsx", ("S", [
        ("Đơn vị: TU-DH",), ("Quý II/2024",), HEAD, line("LK", 120), line("CO", "x"),
        line("DG", 0.85), line("QD", 45432)]),
        formats={"H6": {"num_format": "0.0%"}, "H7": {"num_format": "dd/mm/yyyy"}}),
         [ok({"LK": 120, "CO": 100, "DG": 85, "QD": "2024-05-20"}, period="2024-Q2")]),
    Case("an old font", book("b.xlsx", ("S", form(line("LOP", "kh«ng ph¸t sinh"), *lines()[1:])),
                             formats={"H4": {"font_name": ".VnTime"}}),
         [ok({**FULL, "LOP": "none_occurred"})]),
    Case("two sheets that agree", book("b.xlsx", ("Số liệu", form()), ("Bản sao", form())),
         [ok()]),
    Case("a hidden sheet of last month", book(
        "b.xlsx", ("Số liệu", form()),
        ("Tháng trước", [TOP[0], ("Tháng 5/2024",), HEAD, line("LOP", 99)]),
        hidden=["Tháng trước"]), [ok()]),
    Case("a hidden copy with other figures", book(
        "b.xlsx", ("Số liệu", form()), ("Cũ", form(line("LOP", 99))), hidden=["Cũ"]), [ok()]),
    Case("a row left out", book("b.xlsx", ("S", form(line("LOP", 15), line("KM", 3.5)))),
         [ok({"LOP": 15, "KM": 3.5}, "TU-DH", "2024-06",
             ("missing_indicator", "Chỉ tiêu VB: chưa có số liệu của"))]),
    Case("a cell left blank with dots", book("b.xlsx", ("S", form(
        line("LOP", "…"), line("VB.a", 12), line("VB.b", 15), line("KM", 3.5)))),
         [ok({"VB": (12, 15), "KM": 3.5}, "TU-DH", "2024-06", ("missing_indicator", "LOP"))]),
    Case("nobody filled it", book("b.xlsx", ("S", form(line("LOP"), line("VB"), line("KM")))),
         [ok({}, "TU-DH", "2024-06", ("blank_form", "chưa có số liệu của"),
            *[("missing_indicator", c) for c in ("LOP", "VB", "KM")])]),
    Case("sent a year ahead", book("b.xlsx", ("S", [
        TOP[0], ("Tháng 6/2025",), HEAD, *lines()])),
         [ok(FULL, "TU-DH", "2025-06", ("period_ahead", "mới bắt đầu, sau ngày nhận tệp"))]),
    Case("a year before the plan", book("b.xlsx", ("S", [
        TOP[0], ("Tháng 6/2019",), HEAD, *lines()])),
         [ok(FULL, "TU-DH", "2019-06",
             ("period_outside_plan", "ngoài các năm của kế hoạch (2021 - 2025)"),
             ("late", "sau hạn gửi"))]),
    Case("words that call the figure secret", book("b.xlsx", ("S", form(
        line("LOP", 15, "Số liệu này thuộc bí mật nhà nước"), *lines()[1:]))),
         [ok(FULL, "TU-DH", "2024-06", ("secret_mentioned", "cho biết số này là bí mật"))]),
    Case("words about papers that are no secret", book("b.xlsx", ("S", form(
        line("LOP", 15, "Không có văn bản mật; đã bảo mật số liệu"), *lines()[1:]))), [ok()]),
]  # fmt: skip
