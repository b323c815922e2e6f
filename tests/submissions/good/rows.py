"""Tables whose rows differ from ours: in another order, among totals, sections, signatures."""

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
    ok,
)  # fmt: skip

_SIGNED = [
    (), (None, "Ghi chú: số liệu lấy từ sổ theo dõi"), (),
    (None, "NGƯỜI LẬP BIỂU", None, None, None, None, None,
     "Đông Hà, ngày 17 tháng 6 năm 2024"),
    (None, "(ký, ghi rõ họ tên)", None, None, None, None, None, "TRƯỞNG BAN"), (), (),
    (None, "Nguyễn Văn An", None, None, None, None, None, "Trần Thị Bình"),
]  # fmt: skip
_TOTAL = (None, None, "Tổng cộng", None, 99, 99, 99, 99)
_COUNTED = ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)")
_LETTERED = ("A", "B", "C", "D", "1", "2", "3", "4=2+3", "5", "6")
_SECTION = ("I", None, "CÔNG TÁC BÁO CÁO VIÊN")
_VB = [line("VB"), line("VB.a", 12), line("VB.b", 15)]


def _case(name: str, *rows: object, **more: object) -> Case:
    return Case(name, book("b.xlsx", ("Số liệu", form(*rows)), **more), [ok()])  # type: ignore[arg-type]


CASES = [
    _case("rows in another order", line("KM", 3.5), *_VB, line("LOP", 15)),
    _case("parts before their ratio", line("VB.b", 15), line("VB.a", 12), line("LOP", 15),
          line("KM", 3.5)),
    _case("numbers of columns below the head", _COUNTED, *lines()),
    _case("letters and formulas below the head", _LETTERED, *lines()),
    _case("numbers of columns as numbers", tuple(range(1, 11)), *lines()),
    _case("sections with Roman numbers", _SECTION, line("LOP", 15),
          ("II", None, "TUYÊN TRUYỀN"), *_VB, line("KM", 3.5)),
    _case("sections with letters in the column of codes", (None, "A", "Lĩnh vực thứ nhất"),
          line("LOP", 15), (None, "B", "Lĩnh vực khác"), *_VB, line("KM", 3.5)),
    _case("fields with sums of their own",
          ("I", None, "Công tác báo cáo viên", None, None, None, None, 40), line("LOP", 15),
          ("II", None, "Tuyên truyền", None, None, None, None, 50), *_VB, line("KM", 3.5)),
    _case("a total below", *lines(), _TOTAL),
    _case("a total above and in between", _TOTAL, line("LOP", 15), (None, None, "Cộng", *[5] * 5),
          *_VB, line("KM", 3.5)),
    _case("a total in the column of codes", *lines(), (None, "TỔNG CỘNG", None, None, 1, 2, 3, 4)),
    Case("signatures below", book("b.xlsx", ("S", form(*lines(), *_SIGNED))),
         [ok(notes=["Ghi chú: số liệu lấy từ sổ theo dõi"])]),
    _case("signatures right below", *lines(), *_SIGNED[3:]),
    _case("the head again on the second page", line("LOP", 15), HEAD, *_VB, line("KM", 3.5)),
    _case("head and numbers again on the second page", _COUNTED, line("LOP", 15), HEAD, _COUNTED,
          *_VB, line("KM", 3.5)),
    _case("rows without codes, known by their names", (1, None, NAMES["LOP"], *[None] * 4, 15),
          (2, None, NAMES["VB"]), (None, None, NAMES["VB.a"], *[None] * 4, 12),
          (None, None, NAMES["VB.b"], *[None] * 4, 15), line("KM", 3.5)),
    _case("codes in small letters with spaces", (1, " lop ", "", *[None] * 4, 15),
          (1, "vb .a", "", *[None] * 4, 12), (1, "VB-b", "", *[None] * 4, 15), line("KM", 3.5)),
    _case("blank rows in between", line("LOP", 15), (), (), *_VB, (), (), (), line("KM", 3.5)),
    _case("the same row twice with the same figure", line("LOP", 15), *_VB, line("KM", 3.5),
          line("LOP", "15 lớp")),
    _case("hidden rows", *lines(), hidden_rows=[4, 5]),
    _case("hidden columns", *lines(), hidden_columns=[1, 7]),
    Case("a second table below with its own columns", book("b.xlsx", ("S", [
        *form(line("LOP", 15)), (), ("Phần II. Tuyên truyền",), ("Mã", "Kết quả", "Chỉ tiêu"),
        ("VB.a", 12, ""), ("VB.b", 15, ""), ("KM", 3.5, "")])), [ok()]),
    Case("a second table below of another month", book("b.xlsx", ("S", [
        *form(), (), ("Kỳ báo cáo: tháng 5/2024",), HEAD, line("LOP", 14), line("VB.a", 11),
        line("VB.b", 13), line("KM", 9)])),
         [ok(), ok({"LOP": 14, "VB": (11, 13), "KM": 9}, "TU-DH", "2024-05",
                   ("late", "sau hạn gửi"))]),
    Case("a second table below of another unit", book("b.xlsx", ("S", [
        *form(), (), ("Đơn vị: Huyện ủy Cam Lộ",), HEAD, line("LOP", 8), line("VB.a", 7),
        line("VB.b", 9), line("KM", 1.5)])),
         [ok(), ok({"LOP": 8, "VB": (7, 9), "KM": 1.5}, "HU-CL")]),
    Case("a list of people below the table", book("b.xlsx", ("S", [
        *form(), (), (), ("STT", "Họ và tên", "Chức vụ", "Số điện thoại"),
        (1, "Nguyễn Văn An", "Chuyên viên", 3852000)])),
         [ok(notes=["Số điện thoại", "3852000"])]),
    Case("rows of another plan left blank", book("b.xlsx", ("S", form(*lines(), line("ZZ1")))),
         [ok()]),
    Case("totals in a csv", csv_file("b.csv", form(*lines(), _TOTAL)), [ok()]),
    Case("the ratio in its own row", book("b.xlsx", ("S", form(
        line("LOP", 15), line("VB", "80% (12/15)"), line("KM", 3.5)))), [ok(FULL)]),
    Case("only the codes and figures", book("b.xlsx", ("S", [
        *TOP, ("Mã", "Kết quả"), *((r[1], r[7]) for r in lines())])), [ok()]),
]  # fmt: skip
