"""Columns and rows that leave open what the figure is: held, asked, or no table at all."""

from __future__ import annotations

from tests.submissions.case import (
    FULL,
    HEAD,
    NAMES,
    TOP,
    Case,
    book,
    csv_file,
    form,
    line,
    lines,
    no,
    ok,
    part,
)  # fmt: skip
from tests.submissions.good.crossed import DH, VL

_TITLE = ("Tổng hợp tháng 6 năm 2024",)
_NO_TABLE = ("no_table", "không có bảng số liệu: không tìm thấy dòng tiêu đề")


def _odd(head: str) -> tuple[str, str]:
    """A head that nobody understands is named with its place; the plan's own heads are known."""
    known = head in ("Lũy kế", "Kế hoạch", "Kỳ trước")
    return _NO_TABLE if known else ("no_table", f'"{head}" (')


_NO_VALUE = ("Lũy kế", "Kế hoạch", "Kỳ trước", "% so với cùng kỳ", "Tỷ lệ hoàn thành (%)",
             "Kết quả (% so với cùng kỳ)", "Thực hiện lũy kế từ đầu năm", "Thực hiện cùng kỳ",
             "Ước thực hiện tháng 6", "Đánh giá kết quả", "Kinh phí",
             "Thực hiên trong kỳ")  # fmt: skip
_DIFFER = ("differing_duplicates", "được ghi nhiều lần với số khác nhau")


def _head(text: str) -> list[str]:
    return [*HEAD[:4], text]


CASES = [
    *(
        Case(f"no column of figures but {text!r}", book("b.xlsx", ("S", [
            *TOP, _head(text), *((*r[:4], r[7]) for r in lines())])), [no(_odd(text))])
        for text in _NO_VALUE
    ),
    Case("a heading that nobody knows over Trong kỳ", book("b.xlsx", ("S", [
        *TOP, ("Mã", "Chỉ tiêu", "Kinh phí", None), (None, None, "Trong kỳ", "Lũy kế"),
        ("LOP", "", 15, 99)])), [no(("no_table", '"Kinh phí" (C3)'))]),
    Case("two columns of figures that differ", book("b.xlsx", ("S", [
        *TOP, [*HEAD[:8], "Kết quả"], (*line("LOP", 15), 16), *lines()[1:]])),
         [part({**FULL, "LOP": "? differing_duplicates"}, _DIFFER)]),
    Case("two rows that differ", book("b.xlsx", ("S", form(*lines(), line("LOP", 16)))),
         [part({**FULL, "LOP": "? differing_duplicates"}, _DIFFER)]),
    Case("two sheets that differ", book("b.xlsx", ("A", form()), ("B", form(
        line("LOP", 16), *lines()[1:]))),
         [part({**FULL, "LOP": "? differing_duplicates"}, _DIFFER)]),
    Case("a unit's column that nearly is one", book("t.xlsx", ("S", [
        _TITLE, ("Mã", "TU-DH", "Thành ủy Đông Hạ", "HU-VL"), ("LOP", 15, 1, 8),
        ("VB.a", 12, 1, 7), ("VB.b", 15, 1, 9), ("KM", 3.5, 1, 1.5)])),
         [ok(DH), no(("unknown_unit", "Có phải là: Ban Tuyên giáo Thành ủy Đông Hà (TU-DH)?"),
                     period="2024-06", held=["LOP", "VB", "KM"]), ok(VL, "HU-VL")]),
    Case("a unit's column that could be two", book("t.xlsx", ("S", [
        _TITLE, ("Mã", "TU-DH", "Đảng ủy Phường 1"), ("LOP", 15, 1), ("VB.a", 12, 1),
        ("VB.b", 15, 1), ("KM", 3.5, 1)])),
         [ok(DH), no(("unknown_unit", "P1-DH"), period="2024-06", held=["LOP", "VB", "KM"])]),
    Case("a month's column that is none", book("t.xlsx", ("S", [
        ("Đơn vị: TU-DH",), ("Năm 2024",), ("Mã", "Tháng 5", "Tháng 6", "Tháng 13"),
        ("LOP", None, 15, 1), ("VB.a", None, 12, 1), ("VB.b", None, 15, 1), ("KM", None, 3.5, 1)])),
         [ok(DH), no(("unknown_period", "\"Tháng 13\""), unit="TU-DH",
                     held=["LOP", "VB", "KM"])]),
    Case("months in columns and no year", book("t.xlsx", ("S", [
        ("Đơn vị: TU-DH",), ("Mã", "Tháng 5", "Tháng 6"), ("LOP", 14, 15)])),
         [no(("unknown_period", "chưa nhận ra kỳ báo cáo"),
             ("unknown_period", "chưa nhận ra kỳ báo cáo"), unit="TU-DH", held=["LOP"])]),
    Case("a unit's row that nearly is one", book("t.xlsx", ("S", [
        _TITLE, ("Đơn vị", "LOP", "VB", "KM"), ("TU-DH", 15, "12/15", 3.5),
        ("Huyện ủy Cam Lô", 8, "7/9", 1.5)])),
         [ok(DH), no(("unknown_unit", "Ban Tuyên giáo Huyện ủy Cam Lộ (HU-CL)"),
                     period="2024-06", held=["LOP", "VB", "KM"])]),
    Case("an indicator's column that is none", book("t.xlsx", ("S", [
        _TITLE, ("Đơn vị", "LOP", "VB", "KM", "KMM"), ("TU-DH", 15, "12/15", 3.5, 7)])),
         [part({**DH, "KMM": "? unknown_indicator"}, ("unknown_indicator", "KMM"))]),
    Case("a code that the plan does not know", book("b.xlsx", ("S", form(
        *lines(), line("ZZ9", 7)))),
         [part({**FULL, "ZZ9": "? unknown_indicator"}, ("unknown_indicator", "ZZ9"))]),
    Case("a row that lost its code and its name", book("b.xlsx", ("S", form(
        (1, None, "Số lớp tập huấn", *[None] * 4, 15), *lines()[1:]))),
         [part({"Số lớp tập huấn": "? unknown_indicator", "VB": (12, 15), "KM": 3.5},
               ("unknown_indicator", "Số lớp tập huấn"), ("missing_indicator", "LOP"))]),
    Case("another indicator's name in a row without a code", book("b.xlsx", ("S", form(
        line("LOP", 15), (1, None, NAMES["VB"] + " mật", *[None] * 4, 15), line("KM", 3.5)))),
         [part({"LOP": 15, "Tỷ lệ văn bản điện tử mật": "? unknown_indicator", "KM": 3.5},
               ("unknown_indicator", "Tỷ lệ văn bản điện tử mật"), ("missing_indicator", "VB"))]),
    Case("a ratio with a part too few in a csv", csv_file("t.csv", [
        ("unit", "period", "indicator", "numerator", "denominator", "value"),
        ("TU-DH", "2024-06", "LOP", "", "", 15), ("TU-DH", "2024-06", "VB", 12, "", ""),
        ("TU-DH", "2024-06", "KM", "", "", 3.5)]),
         [part({"LOP": 15, "VB": "? parts_missing", "KM": 3.5},
               ("parts_missing", "ghi đủ hai số vào hai cột numerator và denominator"))]),
    Case("a quarter's indicator in a month's form", book("b.xlsx", ("S", form(
        *lines(), line("LK", 120)))),
         [part({**FULL, "LK": 120}, ("wrong_frequency", "LK"))]),
]  # fmt: skip
