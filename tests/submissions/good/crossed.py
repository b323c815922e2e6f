"""Tables with units or periods in their columns, indicators in their columns, and long tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.submissions.case import Case, Grid, book, csv_file, ok

DH: Mapping[str, Any] = {"LOP": 15, "VB": (12, 15), "KM": 3.5}
VL: Mapping[str, Any] = {"LOP": 8, "VB": (7, 9), "KM": 1.5}
MAY: Mapping[str, Any] = {"LOP": 14, "VB": (11, 13), "KM": 9}
_LATE = ("late", "sau hạn gửi")
_TITLE = ("Tổng hợp tháng 6 năm 2024",)


def _units(first: str, second: str, *more: str, extra: Any = None) -> Grid:
    head = ("TT", "Mã", "Chỉ tiêu", "Kế hoạch năm", first, second, *more)
    rows = [(1, "LOP", "", 99, 15, 8), (2, "VB", "", 99, None, None),
            (None, "VB.a", "", None, 12, 7),
            (None, "VB.b", "", None, 15, 9), (3, "KM", "", 99, 3.5, 1.5)]  # fmt: skip
    return [_TITLE, head, *((*r, *[extra] * len(more)) for r in rows)]


def _periods(*heads: Any, top: Grid = ()) -> Grid:
    return [
        *(top or [("Đơn vị: Thành ủy Đông Hà",), ("Năm 2024",)]), ("Mã", "Chỉ tiêu", *heads),
        ("LOP", "", 14, 15), ("VB.a", "", 11, 12), ("VB.b", "", 13, 15), ("KM", "", 9, 3.5),
    ]  # fmt: skip


_ACROSS: Grid = [
    _TITLE, ("TT", "Đơn vị", "LOP", "VB.a", "VB.b", "KM"),
    (1, "Thành ủy Đông Hà", 15, 12, 15, 3.5), (2, "Huyện uỷ Vĩnh Linh", 8, 7, 9, 1.5),
    (None, "Tổng cộng", 23, 19, 24, 5),
]  # fmt: skip
_BY_NAME: Grid = [
    _TITLE, ("Đơn vị", "Số lớp tập huấn chuyển đổi số", "Tỷ lệ văn bản điện tử", None,
             "Chiều dài tuyến truyền thanh số"),
    (None, None, "Số văn bản điện tử", "Tổng số văn bản", None),
    ("TU-DH", 15, 12, 15, 3.5), ("HU-VL", 8, 7, 9, 1.5),
]  # fmt: skip
_LONG = ("unit", "period", "indicator", "numerator", "denominator", "value", "note", "evidence")
_BOTH = [ok(DH), ok(VL, "HU-VL")]
_MONTHS = [ok(MAY, "TU-DH", "2024-05", _LATE), ok(DH)]


def _long(head: tuple[str, ...], *rows: tuple[Any, ...]) -> Grid:
    return [head, *rows]


_PLAIN_ROWS = [
    ("TU-DH", "2024-06", "LOP", "", "", "15", "", ""),
    ("TU-DH", "2024-06", "VB", "12", "15", "", "", ""),
    ("TU-DH", "2024-06", "KM", "", "", "3.5", "", ""),
]
_VIETNAMESE = ("Đơn vị", "Kỳ báo cáo", "Mã", "Tử số", "Mẫu số", "Giá trị", "Ghi chú")
_VIETNAMESE_ROWS = [
    ("Thành ủy Đông Hà", "Tháng 6/2024", "LOP", "", "", "15", ""),
    ("Thành ủy Đông Hà", "Tháng 6/2024", "VB", "12", "15", "", ""),
    ("Thành ủy Đông Hà", "06/2024", "KM", "", "", "3,5", ""),
]

CASES = [
    Case("units in columns by id", book("t.xlsx", ("S", _units("TU-DH", "HU-VL"))), _BOTH),
    Case("units in columns by name",
         book("t.xlsx", ("S", _units("Ban Tuyên giáo Thành ủy Đông Hà", "Huyện ủy Vĩnh Linh"))),
         _BOTH),
    Case("units in columns in capitals with the other tone placement",
         book("t.xlsx", ("S", _units("THÀNH UỶ ĐÔNG HÀ", "HUYỆN UỶ VĨNH LINH"))), _BOTH),
    Case("units in columns and their total",
         book("t.xlsx", ("S", _units("TU-DH", "HU-VL", "Tổng cộng", "So với cùng kỳ", extra=55))),
         _BOTH),
    Case("units in columns beside words nobody needs",
         book("t.xlsx", ("S", _units("TU-DH", "HU-VL", "Lĩnh vực", extra="chung"))), _BOTH),
    Case("units in columns as csv", csv_file("t.csv", _units("TU-DH", "HU-VL"), ";"), _BOTH),
    Case("units in columns under a heading", book("t.xlsx", ("S", [
        _TITLE, ("Mã", "Chỉ tiêu", "Kế hoạch", "Kết quả thực hiện", None),
        (None, None, None, "TU-DH", "HU-VL"), ("LOP", "", 99, 15, 8), ("VB.a", "", 99, 12, 7),
        ("VB.b", "", 99, 15, 9), ("KM", "", 99, 3.5, 1.5)])), _BOTH),
    Case("plan and result under each unit", book("t.xlsx", ("S", [
        _TITLE, ("Mã", "Chỉ tiêu", "TU-DH", None, "HU-VL", None),
        (None, None, "Kế hoạch", "Thực hiện", "Kế hoạch", "Thực hiện"),
        ("LOP", "", 99, 15, 98, 8), ("VB.a", "", 99, 12, 98, 7), ("VB.b", "", 99, 15, 98, 9),
        ("KM", "", 99, 3.5, 98, 1.5)])), _BOTH),
    Case("units in columns, the month in the file's name",
         book("t.xlsx", ("S", _units("TU-DH", "HU-VL")[1:])), _BOTH,
         sent_as="Tong hop thang 6-2024.xlsx"),
    Case("months in columns", book("t.xlsx", ("S", _periods("Tháng 5", "Tháng 6"))), _MONTHS),
    Case("months in columns in short", book("t.xlsx", ("S", _periods("T5", "T6"))), _MONTHS),
    Case("months in columns with their year",
         book("t.xlsx", ("S", _periods("Tháng 5/2024", "06/2024",
                                       top=[("Thành ủy Đông Hà",)]))), _MONTHS),
    Case("months in columns as labels, csv",
         csv_file("t.csv", _periods("2024-05", "2024-06", top=[("Thành ủy Đông Hà",)])), _MONTHS),
    Case("months in columns of a quarter's table",
         book("t.xlsx", ("S", _periods("Tháng 5", "Tháng 6", top=[
             ("Đơn vị: Thành ủy Đông Hà",), ("Số liệu quý II/2024",)]))), _MONTHS),
    Case("months in columns and their sum", book("t.xlsx", ("S", [
        ("Thành ủy Đông Hà",), ("Năm 2024",), ("Mã", "Tháng 5", "Tháng 6", "Cộng", "Lũy kế"),
        ("LOP", 14, 15, 29, 99), ("VB.a", 11, 12, 23, 99), ("VB.b", 13, 15, 28, 99),
        ("KM", 9, 3.5, 12.5, 99)])), _MONTHS),
    Case("quarters in columns", book("t.xlsx", ("S", [
        ("Thành ủy Đông Hà",), ("Mã", "Quý I/2024", "Quý II/2024"), ("LK", 60, 120),
        ("CO", "chưa", "có"), ("DG", "80%", "85%"), ("QD", "Chưa hoàn thành", "20/5/2024")])),
         [ok({"LK": 60, "CO": 0, "DG": 80, "QD": 0}, "TU-DH", "2024-Q1", _LATE),
          ok({"LK": 120, "CO": 100, "DG": 85, "QD": "2024-05-20"}, "TU-DH", "2024-Q2")]),
    Case("indicators in columns", book("t.xlsx", ("S", _ACROSS)), _BOTH),
    Case("indicators in columns, saved as ods", book("t.xlsx", ("S", _ACROSS)), _BOTH,
         resaved=("ods", "")),
    Case("indicators in columns by their names", book("t.xlsx", ("S", _BY_NAME)), _BOTH),
    Case("indicators in columns and a ratio as one text", book("t.xlsx", ("S", [
        _TITLE, ("Đơn vị", "LOP", "VB", "KM"), ("TU-DH", 15, "12/15", 3.5),
        ("HU-VL", 8, "7/9", 1.5)])), _BOTH),
    Case("indicators in columns, one unit, months in rows", book("t.xlsx", ("S", [
        ("Đơn vị: Thành ủy Đông Hà",), ("Năm 2024",), ("Tháng", "LOP", "VB.a", "VB.b", "KM"),
        ("Tháng 5", 14, 11, 13, 9), ("Tháng 6", 15, 12, 15, 3.5)])), _MONTHS),
    Case("one row of figures below the codes", book("t.xlsx", ("S", [
        ("Đơn vị: Thành ủy Đông Hà",), ("Tháng 6 năm 2024",), ("LOP", "VB.a", "VB.b", "KM"),
        (15, 12, 15, 3.5)])), [ok()]),
    Case("long table, English", csv_file("t.csv", _long(_LONG, *_PLAIN_ROWS)), [ok()]),
    Case("long table, Vietnamese",
         csv_file("t.csv", _long(_VIETNAMESE, *_VIETNAMESE_ROWS), ";"), [ok()]),
    Case("long table, tabs, UTF-16",
         csv_file("t.csv", _long(_LONG, *_PLAIN_ROWS), "\t", "utf-16"), [ok()]),
    Case("long table with a mark of order",
         csv_file("t.csv", _long(_VIETNAMESE, *_VIETNAMESE_ROWS), ";", "utf-8-sig"), [ok()]),
    Case("long table as a workbook",
         book("t.xlsx", ("S", _long(_VIETNAMESE, *_VIETNAMESE_ROWS))), [ok()]),
    Case("long table of two units", csv_file("t.csv", _long(
        _LONG, *_PLAIN_ROWS, ("HU-VL", "2024-06", "LOP", "", "", "8", "", ""),
        ("HU-VL", "2024-06", "VB", "7", "9", "", "", ""),
        ("HU-VL", "2024-06", "KM", "", "", "1.5", "", ""))), _BOTH),
    Case("long table of months without their year", book("t.xlsx", ("S", [
        ("Số liệu năm 2024",), ("Đơn vị", "Tháng", "Mã", "Tử số", "Mẫu số", "Giá trị"),
        ("TU-DH", "Tháng 6", "LOP", None, None, 15), ("TU-DH", "T6", "VB", 12, 15),
        ("TU-DH", "Tháng 6", "KM", None, None, 3.5)])), [ok()]),
    Case("a sheet for each unit", book(
        "t.xlsx",
        ("Đông Hà", [("Đơn vị: Thành ủy Đông Hà",), _TITLE, ("Mã", "Kết quả"), ("LOP", 15),
                     ("VB.a", 12), ("VB.b", 15), ("KM", 3.5)]),
        ("Vĩnh Linh", [("Đơn vị: Huyện ủy Vĩnh Linh",), _TITLE, ("Mã", "Kết quả"), ("LOP", 8),
                       ("VB.a", 7), ("VB.b", 9), ("KM", 1.5)])), _BOTH),
    Case("a sheet for each unit, known by its name", book(
        "t.xlsx",
        ("TU-DH", [_TITLE, ("Mã", "Kết quả"), ("LOP", 15), ("VB.a", 12), ("VB.b", 15),
                   ("KM", 3.5)]),
        ("HU-VL", [_TITLE, ("Mã", "Kết quả"), ("LOP", 8), ("VB.a", 7), ("VB.b", 9),
                   ("KM", 1.5)])), _BOTH),
    Case("a sheet for each month, known by its name", book(
        "t.xlsx",
        ("Tháng 5-2024", [("Thành ủy Đông Hà",), ("Mã", "Kết quả"), ("LOP", 14), ("VB.a", 11),
                          ("VB.b", 13), ("KM", 9)]),
        ("Tháng 6-2024", [("Thành ủy Đông Hà",), ("Mã", "Kết quả"), ("LOP", 15), ("VB.a", 12),
                          ("VB.b", 15), ("KM", 3.5)])), _MONTHS),
]  # fmt: skip
