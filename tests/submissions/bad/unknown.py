"""Whose it is, or for when, is not certain: asked, with the near names offered, never taken."""

from __future__ import annotations

from typing import Any

from tests.submissions.case import HEAD, UNIT_LINE, Case, book, csv_file, form, lines, no

_ALL = ("LOP", "VB", "KM")
_DH = "Ban Tuyên giáo Thành ủy Đông Hà (TU-DH)"
_NEAR = {
    "Thành ủy Đông Hạ": _DH, "Thành ủy Đông Ha": _DH, "Thanh uy Dong Ha": _DH,
    "Ban Tuyên giáo Thành ủy Đông Hả": _DH,
    "Huyện ủy Cam Lô": "Ban Tuyên giáo Huyện ủy Cam Lộ (HU-CL)",
    "Huyện ủy Cam Lo": "Ban Tuyên giáo Huyện ủy Cam Lộ (HU-CL)",
    "Huyện ủy Vỉnh Linh": "Ban Tuyên giáo Huyện ủy Vĩnh Linh (HU-VL)",
    "Ban Tuyên giáo Thị ủy Quảng Tri": "Ban Tuyên giáo Thị ủy Quảng Trị (TX-QT)",
    "TU-ĐH": "TU-DH",
}  # fmt: skip


def _sheet(*top: str) -> Any:
    return ("S", [*((t,) for t in top), HEAD, *lines()])


def _who(rule: str, piece: str, unit: str = "", period: str = "2024-06") -> Any:
    return no((rule, piece), unit=unit, period=period, held=_ALL)


CASES = [
    *(
        Case(f"a near miss {text!r}", book("b.xlsx", _sheet(f"Đơn vị: {text}", "Tháng 6/2024")),
             [_who("unknown_unit", f"Có phải là: {offered}" if offered != "TU-DH"
                   else "chưa nhận ra đơn vị \"TU-ĐH\"")])
        for text, offered in _NEAR.items()
    ),
    Case("a near miss without a label", book("b.xlsx", _sheet(
        "THÀNH ỦY ĐÔNG HẠ", "Tháng 6/2024")),
         [_who("unknown_unit", f"Có phải là: {_DH}")]),
    Case("two units of one name", book("b.xlsx", _sheet(
        "Đơn vị: Đảng ủy Phường 1", "Tháng 6/2024")),
         [_who("unknown_unit", "Có phải là: Đảng ủy Phường 1 (P1-DH), Đảng ủy Phường 1 (P1-QT)?")]),
    Case("two units of one name in a row", csv_file("t.csv", [
        ("Đơn vị", "Kỳ báo cáo", "Mã", "Giá trị"), ("Đảng ủy Phường 1", "2024-06", "LOP", 15)]),
         [no(("unknown_unit", "P1-DH"), period="2024-06", held=["LOP"])]),
    Case("old and new unit of one name in the month of the change", book("b.xlsx", _sheet(
        "Đơn vị: Đảng ủy xã Hải Lăng", "Năm 2025")),
         [_who("unknown_unit", "X-HL-CU", period="2025")], received="2025-12-30"),
    Case("a unit that nobody knows", book("b.xlsx", _sheet("Đơn vị: Sở Nội vụ", "Tháng 6/2024")),
         [_who("unknown_unit", "chưa nhận ra đơn vị \"Sở Nội vụ\"")]),
    Case("no unit at all", book("b.xlsx", _sheet("Tháng 6/2024")),
         [_who("unknown_unit", "chưa rõ là của đơn vị nào")]),
    Case("two units in the head", book("b.xlsx", _sheet(
        "Thành ủy Đông Hà", "Huyện ủy Cam Lộ", "Tháng 6/2024")),
         [_who("wrong_unit", "không khớp nhau")]),
    Case("the file's name says another unit", book("2024-06_HU-VL.xlsx", ("S", form())),
         [_who("wrong_unit", "tên tệp là Ban Tuyên giáo Huyện ủy Vĩnh Linh (HU-VL)")]),
    Case("the sheet's name says another unit", book("b.xlsx", ("HU-VL", form())),
         [_who("wrong_unit", "tên trang tính là Ban Tuyên giáo Huyện ủy Vĩnh Linh")]),
    Case("the head nearly says another unit than the file's name", book(
        "2024-06_HU-VL.xlsx", _sheet("Đơn vị: Thành ủy Đông Hạ")),
         [_who("wrong_unit", "Thành ủy Đông Hạ")]),
    Case("an id that the plan does not know", book(
        "b.xlsx", ("S", form()), names={"kpi_unit": "LA", "kpi_period": "2024-06"}),
         [_who("unknown_unit", "\"LA\"")]),
    Case("another plan", book("b.xlsx", ("S", form()), names={
        "kpi_plan": "khac", "kpi_unit": "LA", "kpi_period": "2024-06"}),
         [_who("wrong_plan", "biểu của kế hoạch khác (khac)")]),
    Case("no period at all", book("b.xlsx", _sheet(*UNIT_LINE)),
         [_who("unknown_period", "chưa rõ là của kỳ báo cáo nào", "TU-DH", "")]),
    Case("a sheet that is only called by a year", book("b.xlsx", ("2024", [
        UNIT_LINE, HEAD, *lines()])),
         [_who("unknown_period", "chưa rõ là của kỳ báo cáo nào", "TU-DH", "")]),
    *(
        Case(f"month of a csv written {text!r}", csv_file("b.csv", [
            ("Đơn vị", "Kỳ báo cáo", "Mã", "Giá trị"), ("TU-DH", text, "LOP", 15)], ";"),
             [no(("unknown_period", f'"{text}"'), unit="TU-DH", held=["LOP"])])
        for text in ("2024.6", "20246", "2024-13", "202413", "2024-06-15", "6-24", "45458")
    ),
    Case("a month without its year", book("b.xlsx", _sheet(*UNIT_LINE, "Tháng 6")),
         [_who("unknown_period", "\"Tháng 6\"", "TU-DH", "")]),
    *(
        Case(f"a period of which only the year is understood: {text}", book("b.xlsx", _sheet(
            *UNIT_LINE, f"Kỳ báo cáo: {text}")),
             [_who("unknown_period", text, "TU-DH", "")])
        for text in ("tuần 24 năm 2024", "cuối năm 2024", "tháng Chạp năm 2024", "kỳ 6 năm 2024")
    ),
    *(
        Case(f"two periods in one text: {text}", book("2024-06_TU-DH.xlsx", _sheet(
            *UNIT_LINE, f"Kỳ báo cáo: {text}")),
             [_who("unknown_period", text, "TU-DH", "")])
        for text in ("Tháng 5 và tháng 6 năm 2024", "quý I và quý II năm 2024",
                     "từ tháng 1 đến tháng 6 năm 2024")
    ),
    Case("a month and two years", book("b.xlsx", _sheet(
        *UNIT_LINE, "Tháng 6", "Năm 2024", "Năm 2023")),
         [_who("unknown_period", "\"Tháng 6\"", "TU-DH", "")]),
    Case("two months in the head", book("b.xlsx", _sheet(
        *UNIT_LINE, "Tháng 5/2024", "Tháng 6/2024")),
         [_who("wrong_period", "không khớp nhau", "TU-DH", "")]),
    Case("the file's name says another month", book("2024-05_TU-DH.xlsx", ("S", form())),
         [_who("wrong_period", "tên tệp là tháng 5/2024", "TU-DH", "")]),
    Case("the words of the file's name say another month", book("b.xlsx", ("S", form())),
         [_who("wrong_period", "tên tệp là tháng 5/2024", "TU-DH", "")],
         sent_as="Báo cáo tháng 5-2024.xlsx"),
    Case("only the plan's year", book("b.xlsx", _sheet(*UNIT_LINE, "Kế hoạch năm 2024")),
         [_who("unknown_period", "chưa rõ là của kỳ báo cáo nào", "TU-DH", "")]),
    Case("the only column of figures is of another month", book("b.xlsx", ("S", form(
        head=[*HEAD[:7], "Thực hiện tháng 5/2024", *HEAD[8:]]))),
         [_who("wrong_period", "tiêu đề cột là tháng 5/2024", "TU-DH", "")]),
    Case("the only column of figures is of last year", book("b.xlsx", ("S", form(
        head=[*HEAD[:7], "Kết quả năm 2023", *HEAD[8:]]))),
         [_who("wrong_period", "tiêu đề cột là năm 2023", "TU-DH", "")]),
]  # fmt: skip
