"""Cells that could be read in two ways, or in none: each is asked back in so many words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.submissions.case import FULL, HEAD, Case, book, form, line, lines, no, part

_ASKED: Mapping[tuple[str, Any], tuple[str, str]] = {
    ("LOP", "-"): ("ambiguous_mark", "Chưa rõ là không phát sinh hay chưa có số liệu"),
    ("LOP", "\u202e51"): ("unreadable", "Chưa đọc được nội dung này"),
    ("LOP", "x"): ("ambiguous_mark", "trong khi chỉ tiêu này cần con số"),
    ("LOP", "có"): ("ambiguous_mark", "trong khi chỉ tiêu này cần con số"),
    ("LOP", "12O"): ("unreadable", "chữ cái gõ nhầm thay cho chữ số"),
    ("LOP", "khoảng 20"): ("approximate", "Đây là con số ước chừng"),
    ("LOP", "≥ 80"): ("approximate", "Đây là con số ước chừng"),
    ("LOP", "15 buổi"): ("wrong_unit_of_measure", "Đơn vị tính của chỉ tiêu là \"lớp\""),
    ("LOP", "15%"): ("wrong_unit_of_measure", "Đơn vị tính của chỉ tiêu là \"lớp\""),
    ("LOP", "(15)"): ("ambiguous_number", "Chưa rõ là số âm"),
    ("LOP", "3/12"): ("ambiguous_number", "Chưa rõ là ngày tháng hay một số trên tổng số"),
    ("LOP", "chưa triển khai"): ("not_a_state_here", "Chưa rõ số liệu là 0 hay chưa có"),
    ("LOP", "mười lăm"): ("unreadable", "Chưa đọc được nội dung này"),
    ("LOP", "1,234"): ("ambiguous_number", "Chưa rõ là 1234 hay 1,234"),
    ("KM", "1.234"): ("ambiguous_number", "Chưa rõ là 1234 hay 1,234"),
    ("LOP", "=1/0"): ("error_cell", "báo lỗi công thức"),
    ("VB.a", "80%"): ("wrong_unit_of_measure", "Dòng này cần số đếm được"),
    ("VB.a", None): ("parts_missing", "ghi đủ hai số vào hai dòng VB.a và VB.b"),
    ("VB.a", 17): ("numerator_above_denominator", "17"),
    ("LOP", 15.5): ("not_whole", "15,5"),
}  # fmt: skip
_CHECKED = ("not_whole", "numerator_above_denominator")


def _figures(code: str, rule: str, value: Any) -> dict[str, Any]:
    """A finding of the checks leaves the reader's figure as it was read."""
    whole = code.partition(".")[0]
    if rule not in _CHECKED:
        return {**FULL, whole: f"? {rule}"}
    return {**FULL, whole: value if whole == code else (value, 15)}


def _rows(code: str, value: Any) -> list[Any]:
    return [line(r[1], value) if r[1] == code else r for r in lines()]


_SECRET = ("secret_with_number", 'ghi "mật" bên cạnh con số. Tệp không được tiếp nhận')

CASES = [
    *(
        Case(f"{code} written {value!r}", book("b.xlsx", ("S", form(*_rows(code, value)))),
             [part(_figures(code, rule, value), (rule, piece))])
        for (code, value), (rule, piece) in _ASKED.items()
        if value != "=1/0"
    ),
    Case("a bare share in a percentage", book("b.xlsx", ("S", [
        ("Đơn vị: TU-DH",), ("Quý II/2024",), HEAD, line("LK", 120), line("CO", "có"),
        line("DG", 0.85), line("QD", "20/5/2024")])),
         [part({"LK": 120, "CO": 100, "DG": "? ambiguous_percentage", "QD": "2024-05-20"},
               ("ambiguous_percentage", "Chưa rõ là 0,85% hay 85%"), period="2024-Q2")]),
    Case("a day after the day of receipt", book("b.xlsx", ("S", [
        ("Đơn vị: TU-DH",), ("Quý II/2024",), HEAD, line("LK", 120), line("CO", "có"),
        line("DG", 85), line("QD", "20/7/2024")])),
         [part({"LK": 120, "CO": 100, "DG": 85, "QD": "? bad_date"},
               ("bad_date", "20/7/2024"), period="2024-Q2")]),
    Case("none occurred of a running total", book("b.xlsx", ("S", [
        ("Đơn vị: TU-DH",), ("Quý II/2024",), HEAD, line("LK", "KPS"), line("CO", "có"),
        line("DG", 85), line("QD", "20/5/2024")])),
         [part({"LK": "? not_a_state_here", "CO": 100, "DG": 85, "QD": "2024-05-20"},
               ("not_a_state_here", "số lũy kế"), period="2024-Q2")]),
    Case("a number that a program turned into a day", book("b.xlsx", ("S", form(
        line("LOP", 45363), *lines()[1:])), formats={"H4": {"num_format": "dd/mm/yyyy"}}),
         [part({**FULL, "LOP": "? ambiguous_number"}, ("ambiguous_number", "12/3/2024"))]),
    Case("two figures in a ratio that disagree", book("b.xlsx", ("S", form(
        line("LOP", 15), line("VB", "90% (12/15)"), line("KM", 3.5)))),
         [part({**FULL, "VB": "? parts_disagree"}, ("parts_disagree", "90%"))]),
    Case("a bare percentage of a ratio", book("b.xlsx", ("S", form(
        line("LOP", 15), line("VB", 80), line("KM", 3.5)))),
         [part({**FULL, "VB": "? parts_missing"}, ("parts_missing", "thiếu số để tính tỷ lệ"))]),
    *(
        Case(f"a secret beside a number: {name}",
             book("b.xlsx", ("S", form(*rows)), comments=pinned),
             [no(_SECRET, unit="TU-DH", period="2024-06", held=held)])
        for name, rows, held, pinned in (
            ("in one cell", [line("LOP", "mật 15"), *lines()[1:]], ["LOP", "VB", "KM"], {}),
            ("in the explanation", [line("LOP", 15, "mật"), *lines()[1:]],
             ["LOP", "VB", "KM"], {}),
            ("in the other part", [line("LOP", 15), line("VB.a", "mật"), line("VB.b", 15)],
             ["LOP", "VB"], {}),
            ("in a comment", lines(), ["LOP", "VB", "KM"], {"H4": "mật"}),
        )
    ),
]  # fmt: skip
