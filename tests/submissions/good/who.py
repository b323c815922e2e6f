"""Whose it is and for when, said in all the ways in which letters say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.submissions.case import HEAD, Case, book, csv_file, lines, ok

_UNIT = "Đơn vị: Thành ủy Đông Hà"
_PERIODS = {
    "Tháng 6 năm 2024": "2024-06", "Kỳ báo cáo: 2024-06": "2024-06", "THÁNG 06/2024": "2024-06",
    "Số liệu tháng 6-2024": "2024-06", "Báo cáo tháng 6.2024": "2024-06",
    "(Số liệu từ ngày 15/5/2024 đến ngày 14/6/2024) tháng 6/2024": "2024-06",
    "Tháng 6 năm 2024, so với tháng 5/2024": "2024-06",
    "Tháng 6 năm 2024 (cùng kỳ tháng 6/2023)": "2024-06",
    "Thực hiện Kế hoạch năm 2024, tháng 6/2024": "2024-06",
    "BIỂU SỐ LIỆU THÁNG 6\nNĂM 2024": "2024-06", "Kỳ báo cáo: Tháng 6, năm 2024": "2024-06",
}  # fmt: skip
_MONTHS = ("2024-6", "202406", "6/2024", "06-2024", "2024/06", "2024/6", "T6/2024", "Tháng 6/2024",
           "tháng 06 năm 2024", "2024-06")  # fmt: skip
_UNITS = (
    "Đơn vị: Thành ủy Đông Hà", "Đơn vị báo cáo: TU-DH", "BAN TUYÊN GIÁO THÀNH UỶ ĐÔNG HÀ",
    "THÀNH ỦY ĐÔNG HÀ\nBAN TUYÊN GIÁO", "Tên đơn vị: Ban Tuyên giáo Thành ủy Đông Hà",
    "Cơ quan báo cáo: thành ủy đông hà", "Đơn vị báo cáo:  Thành  ủy Đông\u00a0Hà ",
    "Đơn vị gửi: BAN TUYÊN GIÁO THÀNH ỦY ĐÔNG HÀ",
)  # fmt: skip
_FILES = (
    "2024-06_TU-DH.xlsx", "2024-06_TU-DH (1).xlsx", "Bản sao 2024-06_TU-DH.xlsx",
    "Thành ủy Đông Hà - báo cáo tháng 6-2024.xlsx", "BC tháng 6 năm 2024 Thành ủy Đông Hà.xlsx",
    "thang 6/2024-06_TU-DH.xlsx",
)  # fmt: skip
_IDS = {"kpi_plan": "thu", "kpi_unit": "TU-DH", "kpi_period": "2024-06"}
_QUARTER: Mapping[str, Any] = {"LK": 120, "CO": 100, "DG": 85, "QD": "2024-05-20"}
_QUARTER_CELLS = {"LK": 120, "CO": "có", "DG": "85%", "QD": "20/5/2024"}

CASES = [
    *(
        Case(f"period written {text!r}",
             book("b.xlsx", ("S", [(_UNIT,), (text,), HEAD, *lines()])),
             [ok(period=period)])
        for text, period in _PERIODS.items()
    ),
    *(
        Case(f"quarter written {text!r}",
             book("b.xlsx", ("S", [(_UNIT,), (text,), HEAD, *lines(_QUARTER_CELLS)])),
             [ok(_QUARTER, period="2024-Q2")])
        for text in ("Quý II/2024", "Quý 2 năm 2024", "QUÍ II NĂM 2024", "Quý II", "2024-Q2")
        if text != "Quý II"
    ),
    *(
        Case(f"month of a csv written {text!r}", csv_file("b.csv", [
            ("Đơn vị", "Kỳ báo cáo", "Mã", "Giá trị"), ("TU-DH", text, "LOP", 15),
            ("TU-DH", text, "VB", "12/15"), ("TU-DH", text, "KM", "3,5")], ";"), [ok()])
        for text in _MONTHS
    ),
    Case("quarter and year on two lines", book("b.xlsx", ("S", [
        (_UNIT,), ("QUÝ II",), ("NĂM 2024",), HEAD, *lines(_QUARTER_CELLS)])),
         [ok(_QUARTER, period="2024-Q2")]),
    *(
        Case(f"unit written {text!r}",
             book("b.xlsx", ("S", [(text,), ("Tháng 6/2024",), HEAD, *lines()])), [ok()])
        for text in _UNITS
    ),
    *(
        Case(f"known by the file's name {name!r}",
             book("b.xlsx", ("S", [HEAD, *lines()])), [ok()], sent_as=name)
        for name in _FILES
    ),
    Case("known by the defined names alone",
         book("b.xlsx", ("S", [HEAD, *lines()]), names=_IDS), [ok()]),
    Case("a name that nearly is the unit's own beside its id", book(
        "b.xlsx", ("S", [("Đơn vị: Thành ủy Đông Ha",), HEAD, *lines()]), names=_IDS), [ok()]),
    Case("the same name before the reform", book("b.xlsx", ("S", [
        ("Đơn vị: Đảng ủy xã Hải Lăng",), ("Tháng 6/2024",), HEAD, *lines()])),
         [ok(unit="X-HL-CU")]),
    Case("the same name after the reform", book("b.xlsx", ("S", [
        ("Đơn vị: Đảng ủy xã Hải Lăng",), ("Tháng 8/2025",), HEAD, *lines()])),
         [ok(unit="X-HL", period="2025-08")], received="2025-09-03"),
    Case("one of two units of a name, by its id", book("b.xlsx", ("S", [
        ("Đơn vị: P1-QT",), ("Tháng 6/2024",), HEAD, *lines()])), [ok(unit="P1-QT")]),
]  # fmt: skip
