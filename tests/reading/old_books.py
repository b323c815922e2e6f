"""A workbook with one cell of every kind, as LibreOffice saves it in the older kinds of file."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

# the same words in both fonts: Tỷ lệ văn bản gửi, nhận của Đảng ủy Quảng Trị; đồng chí Hoà
MEANT = "Tỷ lệ văn bản gửi, nhận của Đảng ủy Quảng Trị; đồng chí"
TCVN3 = "Tû lÖ v¨n b¶n göi, nhËn cña §¶ng ñy Qu¶ng TrÞ; ®ång chÝ"
VNI = "Tyû leä vaên baûn göûi, nhaän cuûa Ñaûng uûy Quaûng Trò; ñoàng chí"


def odd_book(path: Path) -> Path:
    """Sheet `Ô`: values down column A from row 1, see the tests for what stands where; a hidden
    sheet; names of ours; a comment; a merged area."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Ô")
    percent = book.add_format({"num_format": "0.00%"})
    sign = book.add_format({"num_format": '0.0"%"'})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    money = book.add_format({"num_format": '#,##0.00\\ "₫"'})
    tcvn3 = book.add_format({"font_name": ".VnTime"})
    capitals = book.add_format({"font_name": ".VnTimeH"})
    vni = book.add_format({"font_name": "VNI-Times"})
    plain = book.add_format({"font_name": "Times New Roman"})
    page.write("A1", 0.9755, percent)
    page.write("A2", 97.5, sign)
    page.write("A3", 45372, day)
    page.write("A4", 1234567.89, money)
    page.write_formula("A5", "=1/0", None, "#DIV/0!")
    page.write_formula("A6", "=A4*2", None, 2469135.78)
    page.write("A7", TCVN3, tcvn3)
    page.write("A8", TCVN3, capitals)
    page.write("A9", VNI, vni)
    page.write_rich_string("A10", plain, "Đơn vị: ", tcvn3, "Thµnh ñy", plain, " Đông Hà")
    page.write("A12", "hai  dấu cách\nxuống dòng")
    page.write_formula("A13", "=NA()", None, "#N/A")
    page.write_formula("A14", '="chữ"&" ghép"', None, "chữ ghép")
    page.write_string("A15", "=không phải công thức")
    page.write_formula("A16", "=SUM(B10:B12)-A4*0", None, 0)
    page.write_formula("A17", "=A7", None, TCVN3)
    page.merge_range("C1:D3", "gộp")
    page.write("B1", 5)
    page.write_comment("B1", "đã rà soát", {"author": "Nguyễn Văn A"})
    page.write("A20", "TU-DH")
    book.define_name("kpi_unit", "='Ô'!$A$20")
    page.set_row(1, None, None, {"hidden": True})
    other = book.add_worksheet("Ẩn")
    other.write("A1", 7)
    other.hide()
    book.close()
    return path
