"""Finds the table of a sheet by the texts of its headers, wherever they stand.

A header is known by its words or not at all; what is nearly one is no header.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kpi.intake.grammar.text import clean, key
from kpi.intake.grid import Cell, Row, Sheet
from kpi.intake.period_words import without_periods

Role = Literal[
    "ordinal", "code", "name", "unit_of_measure", "target", "previous", "cumulated", "value",
    "explanation", "note", "evidence", "unit", "unit_or_measure", "period", "numerator",
    "denominator",
]  # fmt: skip

_HEADERS: dict[Role, tuple[str, ...]] = {
    "ordinal": ("TT", "STT", "Số TT", "Số thứ tự"),
    "code": ("Mã", "Mã số", "Mã chỉ tiêu", "Mã CT", "Ký hiệu", "Mã số chỉ tiêu", "indicator"),
    "name": ("Chỉ tiêu", "Tên chỉ tiêu", "Nội dung", "Nội dung chỉ tiêu", "Chỉ tiêu, nội dung"),
    "unit_of_measure": ("Đơn vị tính", "ĐVT", "ĐV tính", "Đ.V.T", "Đơn vị đo"),
    "target": (
        "Kế hoạch năm", "Kế hoạch", "KH năm", "Chỉ tiêu giao", "Kế hoạch giao",
        "Kế hoạch năm (chỉ tiêu giao)", "Kế hoạch cả năm",
    ),
    "previous": ("Kỳ trước", "Thực hiện kỳ trước", "Kì trước", "Số kỳ trước", "Tháng trước"),
    "cumulated": (
        "Lũy kế từ đầu năm", "Lũy kế", "Luỹ kế từ đầu năm", "Lũy kế đầu năm", "Lũy kế năm",
        "Lũy kế từ đầu năm (trước kỳ này)", "Lũy kế từ đầu năm đến kỳ trước",
    ),
    "value": (
        "Thực hiện trong kỳ", "Thực hiện", "Kết quả", "Kết quả thực hiện", "Kết quả trong kỳ",
        "Kết quả thực hiện trong kỳ", "Số liệu thực hiện", "Số thực hiện trong kỳ",
        "Thực hiện kỳ này", "Kết quả kỳ này", "Kỳ này", "Số liệu", "Giá trị", "TH trong kỳ",
        "Thực hiện trong kì", "value",
    ),
    "explanation": ("Giải trình", "Nội dung giải trình", "Giải trình, nguyên nhân", "explanation"),
    "note": ("Ghi chú", "note", "notes", "Chú thích"),
    "evidence": (
        "Minh chứng", "Tài liệu kiểm chứng", "Tài liệu minh chứng", "Hồ sơ minh chứng",
        "Tài liệu chứng minh", "Văn bản minh chứng", "evidence",
    ),
    "unit": ("unit", "Mã đơn vị", "Tên đơn vị", "Đơn vị báo cáo"),
    "unit_or_measure": ("Đơn vị",),
    "period": ("period", "Kỳ báo cáo", "Kỳ", "Kì báo cáo", "Kỳ số liệu"),
    "numerator": ("numerator", "Tử số", "Tử", "Số thực hiện"),
    "denominator": ("denominator", "Mẫu số", "Mẫu", "Tổng số"),
}  # fmt: skip

ROLES: Mapping[str, Role] = {key(h): role for role, texts in _HEADERS.items() for h in texts}
_ENGLISH = frozenset(
    ("unit", "period", "indicator", "numerator", "denominator", "value", "note", "evidence",
     "explanation")
)  # fmt: skip
_AFTER = re.compile(r"\s*[(\[*:].*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Table:
    """Where a table's columns are. `columns` lists the columns of each role from left to right.

    A `long` table names unit and period in every row; `plain` tells that its headers are the
    English ones, so that its numbers have a decimal dot and no grouping."""

    header_row: int
    columns: Mapping[Role, tuple[int, ...]]
    long: bool
    plain: bool

    def first(self, role: Role) -> int | None:
        found = self.columns.get(role)
        return found[0] if found else None


@lru_cache(maxsize=20_000)
def role_of(text: str) -> Role | None:
    """The role of a header text; a remark in brackets and a named period do not matter."""
    if not text or len(text) > 120:
        return None
    whole = ROLES.get(key(text))
    if whole:
        return whole
    bare = _AFTER.sub("", without_periods(clean(text)))
    return ROLES.get(key(bare))


def find_table(sheet: Sheet) -> Table | None:
    """The first row of the sheet that heads a table of answers; None if there is none."""
    for number, row in sheet.rows.items():
        if len(row) < 2:
            continue
        table = _table_of(number, row)
        if table is not None:
            return table
    return None


def _table_of(number: int, row: Row) -> Table | None:
    columns: dict[Role, list[int]] = {}
    english = True
    for column, cell in row.items():
        role = role_of(cell.text) if cell.kind == "text" else None
        if role is not None:
            columns.setdefault(role, []).append(column)
            english = english and key(cell.text) in _ENGLISH
    known = {role: tuple(found) for role, found in columns.items()}
    _settle_parts(known)
    if not ("code" in known or "name" in known):
        return None
    if not ("value" in known or ("numerator" in known and "denominator" in known)):
        return None
    if "unit_or_measure" in known and "unit" not in known:
        beside = "period" in known or "unit_of_measure" in known
        known["unit" if beside else "unit_of_measure"] = known.pop("unit_or_measure")
    return Table(number, known, "unit" in known or "period" in known, english)


def _settle_parts(known: dict[Role, tuple[int, ...]]) -> None:
    """`Số thực hiện` and `Tổng số` are a pair; alone the first is the value, the second none."""
    if "numerator" in known and "denominator" not in known:
        known["value"] = tuple(sorted((*known.get("value", ()), *known.pop("numerator"))))
    elif "denominator" in known and "numerator" not in known:
        del known["denominator"]


def is_header_again(cell: Cell) -> bool:
    """Whether a cell below the header repeats it, as on every printed page."""
    return cell.kind == "text" and role_of(cell.text) in ("code", "name")
