"""Tables whose heads differ from ours: moved, renamed, in two rows, doubled, with other figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.submissions.case import (
    HEAD,
    TOP,
    Case,
    Grid,
    book,
    csv_file,
    form,
    line,
    lines,
    ok,
    openpyxl_book,
)  # fmt: skip

_ALIASES = {
    "Thực hiện": 7, "Kết quả": 7, "KẾT QUẢ THỰC HIỆN": 7, "Thực hiện tháng 6/2024": 7,
    "Kết quả kỳ này": 7, "Thực hiện trong kỳ (số liệu)": 7, "thực  hiện trong kì": 7,
    "Thực hiện\ntrong kỳ": 7, "Trong kỳ": 7, "TH trong kỳ": 7, "Thực hiện tháng 6": 7,
    "Mã số": 1, "Mã chỉ tiêu": 1, "MÃ": 1, "Nội dung": 2, "Tên chỉ tiêu": 2, "ĐVT": 3,
    "Kế hoạch năm 2024": 4, "Chỉ tiêu giao": 4, "Thực hiện kỳ trước": 5, "Tháng trước": 5,
    "Luỹ kế": 6, "Thực hiện lũy kế": 6, "Kết quả (lũy kế từ đầu năm)": 6,
    "Tỷ lệ hoàn thành kế hoạch": 6, "So với cùng kỳ (%)": 6, "Thực hiện cùng kỳ năm 2023": 5,
}  # fmt: skip


def _renamed(text: str, column: int) -> Grid:
    return form(head=[text if n == column else h for n, h in enumerate(HEAD)])


def _moved(order: Sequence[int]) -> Grid:
    def turn(row: Sequence[Any]) -> list[Any]:
        return [row[n] if n < len(row) else None for n in order]

    return [*TOP, turn(HEAD), *(turn(r) for r in lines())]


def _two_rows(first: Sequence[Any], second: Sequence[Any], value_at: int) -> Grid:
    """Rows with decoys in every column but the figure's."""
    rows = []
    for _, code, name, *_, value in lines():
        row: list[Any] = [None, code, name, *([88] * (len(first) - 3))]
        row[value_at] = value
        if "." not in str(code) and value is None:
            row[3:] = [None] * (len(first) - 3)
        rows.append(row)
    return [*TOP, first, second, *rows]


_GROUP = ["TT", "Mã", "Chỉ tiêu", "Kế hoạch năm", "Kết quả thực hiện", None, "Ghi chú khác"]
_UNDER = [None, None, None, None, "Trong kỳ", "Lũy kế", None]
_BOTH = ["TT", "Mã", "Chỉ tiêu", "Kế hoạch", None, "Thực hiện", None]
_BOTH_UNDER = [None, None, None, "Năm", "Trong kỳ", "Kỳ trước", "Trong kỳ"]
_LOW = [None, None, None, "Kết quả thực hiện", None, "So với cùng kỳ", None]
_LOW_UNDER = ["TT", "Mã", "Chỉ tiêu", "Trong kỳ", "Lũy kế", "Tăng", "Giảm"]


def _noted(rows: Grid) -> Grid:
    """The column of other words is empty, so that nothing there is a note."""
    return [[None if n == 6 and r > 3 else c for n, c in enumerate(row)]
            for r, row in enumerate(rows)]  # fmt: skip


_GROUPED = _noted(_two_rows(_GROUP, _UNDER, 4))
_BARE_GROUPED = [
    [None if c in ("TT", "Mã", "Chỉ tiêu", "Kế hoạch năm", "Ghi chú khác", "Kết quả thực hiện")
     and r == 2 else c for c in row]
    for r, row in enumerate(_GROUPED)
]  # fmt: skip
_AREAS = [("A3:A4", "TT"), ("B3:B4", "Mã"), ("C3:C4", "Chỉ tiêu"), ("D3:D4", "Kế hoạch năm"),
          ("E3:F3", "Kết quả thực hiện"), ("G3:G4", "Ghi chú khác")]  # fmt: skip
_DOUBLE = [*HEAD[:8], "Kết quả"]

CASES = [
    *(
        Case(f"column called {text!r}", book("bieu.xlsx", ("Số liệu", _renamed(text, at))), [ok()])
        for text, at in _ALIASES.items()
    ),
    Case("columns turned round", book("b.xlsx", ("S", _moved(range(9, -1, -1)))), [ok()]),
    Case("figures before the codes",
         book("b.xlsx", ("S", _moved([7, 1, 2, 3, 0, 4, 5, 6]))), [ok()]),
    Case("without names of indicators", book("b.xlsx", ("S", _moved([0, 1, 7]))), [ok()]),
    Case("without codes", book("b.xlsx", ("S", _moved([0, 2, 7]))), [ok()]),
    Case("far to the right and down",
         book("b.xlsx", ("S", [*[()] * 5, *([None] * 6 + list(r) for r in form())])), [ok()]),
    Case("head in two rows, merged",
         book("b.xlsx", ("S", _BARE_GROUPED), merged=_AREAS), [ok()]),
    Case("head in two rows, the merging lost", book("b.xlsx", ("S", _GROUPED)), [ok()]),
    Case("head in two rows, as csv", csv_file("b.csv", _GROUPED, ";"), [ok()]),
    Case("head in two rows, by openpyxl",
         openpyxl_book("b.xlsx", _GROUPED, ["E3:F3", "A3:A4", "B3:B4", "C3:C4"]), [ok()]),
    Case("head in two rows, saved as xls", book("b.xlsx", ("S", _BARE_GROUPED), merged=_AREAS),
         [ok()], resaved=("xls", "")),
    Case("head in two rows, saved as ods", book("b.xlsx", ("S", _BARE_GROUPED), merged=_AREAS),
         [ok()], resaved=("ods", "")),
    Case("Trong kỳ under the plan and under the result",
         book("b.xlsx", ("S", _two_rows(_BOTH, _BOTH_UNDER, 6))), [ok()]),
    Case("head whose names stand in its lower row",
         book("b.xlsx", ("S", _two_rows(_LOW, _LOW_UNDER, 3)),
              merged=[("D3:E3", "Kết quả thực hiện"), ("F3:G3", "So với cùng kỳ")]), [ok()]),
    Case("head whose names stand in its lower row, the merging lost",
         book("b.xlsx", ("S", _two_rows(_LOW, _LOW_UNDER, 3))), [ok()]),
    Case("head in three rows", book("b.xlsx", ("S", [
        *TOP, ("TT", "Mã", "Chỉ tiêu", "Năm 2024", None, None),
        (None, None, None, "Kế hoạch", "Thực hiện", None),
        (None, None, None, "Cả năm", "Trong kỳ", "Lũy kế"),
        (1, "LOP", "", 99, 15, 98), (2, "VB", ""), (None, "VB.a", "", 97, 12, 96),
        (None, "VB.b", "", 95, 15, 94), (3, "KM", "", 93, 3.5, 92)])), [ok()]),
    Case("two columns of figures that agree",
         book("b.xlsx", ("S", [*TOP, _DOUBLE, *((*r, r[7]) for r in lines())])), [ok()]),
    Case("two columns of figures, each filled in part", book("b.xlsx", ("S", [
        *TOP, _DOUBLE, (*line("LOP", 15), None), (*line("VB.a", None), 12),
        (*line("VB.b", 15), 15), (*line("KM", None), "3,5")])), [ok()]),
    Case("a column of this month beside one of last month", book("b.xlsx", ("S", [
        *TOP, ("Mã", "Chỉ tiêu", "Thực hiện tháng 5/2024", "Thực hiện tháng 6/2024"),
        ("LOP", "", 14, 15), ("VB.a", "", 11, 12), ("VB.b", "", 13, 15), ("KM", "", 9, 3.5)])),
         [ok()]),
    Case("columns for the two numbers of a ratio", book("b.xlsx", ("S", [
        *TOP, ("Mã", "Chỉ tiêu", "Tử số", "Mẫu số", "Giá trị"), ("LOP", "", None, None, 15),
        ("VB", "", 12, 15, None), ("KM", "", None, None, 3.5)])), [ok()]),
    Case("a remark far beside the head",
         book("b.xlsx", ("S", form(head=[*HEAD, *[None] * 6, "in ngày 3"]))), [ok()]),
]  # fmt: skip
