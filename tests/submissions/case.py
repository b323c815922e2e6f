"""A case of the corpus: how the file is made, under which name it is sent, and what it means.

What is meant is written by hand in each case, independent of what the reader says. Figures are
numbers, (numerator, denominator) pairs, ISO dates of milestones, or the words of a state; `"? r"`
is asked back under rule r; what is not named must not be read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

Grid = Sequence[Sequence[Any]]
Maker = Callable[[Path], Path]

HEAD = ("TT", "Mã", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm", "Kỳ trước",
        "Lũy kế từ đầu năm", "Thực hiện trong kỳ", "Giải trình", "Minh chứng")  # fmt: skip
UNIT_LINE = ("Đơn vị báo cáo: Ban Tuyên giáo Thành ủy Đông Hà",)
PERIOD_LINE = ("Kỳ báo cáo: tháng 6/2024",)
TOP: Grid = (UNIT_LINE, PERIOD_LINE)
NAMES = {"LOP": "Số lớp tập huấn chuyển đổi số", "VB": "Tỷ lệ văn bản điện tử",
         "VB.a": "Số văn bản điện tử", "VB.b": "Tổng số văn bản",
         "KM": "Chiều dài tuyến truyền thanh số", "QD": "Ban hành kế hoạch chuyển đổi số",
         "CO": "Có chuyên mục tuyên truyền trên mạng", "LK": "Số lượt người được tập huấn",
         "DG": "Mức độ hài lòng"}  # fmt: skip
MEASURES = {"LOP": "lớp", "VB": "%", "VB.a": "", "VB.b": "", "KM": "km", "QD": "ngày hoàn thành",
            "CO": "có/không", "LK": "lượt người", "DG": "%"}  # fmt: skip

FULL: Mapping[str, Any] = {"LOP": 15, "VB": (12, 15), "KM": 3.5}
"""The figures of the plain case: what a month's report of the plan asks for."""


@dataclass(frozen=True)
class Sub:
    """One unit and period of a file: the outcome, the figures, and every message by its rule and
    a piece of its text."""

    unit: str
    period: str
    outcome: str
    figures: Mapping[str, Any] = field(default_factory=dict)
    says: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Case:
    """`make` writes the file into a folder. `sent_as` is its path in the inbox, else its name.
    `resaved` asks LibreOffice to save it again: (kind, options of the filter)."""

    name: str
    make: Maker
    subs: Sequence[Sub]
    sent_as: str = ""
    resaved: tuple[str, str] | None = None
    received: str = "2024-06-17"


def ok(
    figures: Mapping[str, Any] = FULL, unit: str = "TU-DH", period: str = "2024-06",
    *says: tuple[str, str], notes: Sequence[str] = (),
) -> Sub:  # fmt: skip
    """A submission that is accepted whole; with warnings if some are named."""
    outcome = "accepted_with_warnings" if says else "accepted"
    return Sub(unit, period, outcome, figures, says, notes)


def part(
    figures: Mapping[str, Any], *says: tuple[str, str], unit: str = "TU-DH",
    period: str = "2024-06", notes: Sequence[str] = (),
) -> Sub:  # fmt: skip
    """A submission of which some cells are asked back."""
    return Sub(unit, period, "accepted_in_part", figures, says, notes)


def no(*says: tuple[str, str], unit: str = "", period: str = "", held: Sequence[str] = ()) -> Sub:
    """A submission of which nothing is taken; `held` are the indicators it spoke of."""
    return Sub(unit, period, "rejected", dict.fromkeys(held, "?"), says)


def line(code: str, value: Any = None, *more: Any) -> tuple[Any, ...]:
    """A row under HEAD: the plan, the period before and the total differ from the figure."""
    others = (200, 9, 77) if "." not in code else (None, None, None)
    return (None, code, NAMES.get(code, "Chỉ tiêu khác"), MEASURES.get(code, ""), *others, value,
            *more)  # fmt: skip


def lines(figures: Mapping[str, Any] = FULL) -> list[tuple[Any, ...]]:
    """The rows of a form: a ratio in three rows."""
    found: list[tuple[Any, ...]] = []
    for code, value in figures.items():
        if isinstance(value, tuple):
            found += [line(code), line(f"{code}.a", value[0]), line(f"{code}.b", value[1])]
        else:
            found.append(line(code, value))
    return found


def form(*rows: Sequence[Any], top: Grid = TOP, head: Sequence[Any] = HEAD) -> list[Sequence[Any]]:
    return [*top, head, *(rows or lines())]


def book(
    name: str, *sheets: tuple[str, Grid], merged: Sequence[tuple[str, str]] = (),
    names: Mapping[str, str] | None = None, hidden: Sequence[str] = (),
    comments: Mapping[str, str] | None = None, formats: Mapping[str, dict[str, Any]] | None = None,
    hidden_rows: Sequence[int] = (), hidden_columns: Sequence[int] = (),
) -> Maker:  # fmt: skip
    """A workbook; `merged` are areas of the first sheet with their text, `names` defined names
    whose texts stand in column Z of the first sheet."""

    def make(folder: Path) -> Path:
        path = folder / name
        written = xlsxwriter.Workbook(str(path))
        for number, (title, rows) in enumerate(sheets):
            page = written.add_worksheet(title)
            for r, cells in enumerate(rows):
                for c, value in enumerate(cells):
                    if value is not None:
                        page.write(r, c, value)
            if title in hidden:
                page.hide()
            if number:
                continue
            for area, text in merged:
                page.merge_range(area, text)
            for place, text in (comments or {}).items():
                page.write_comment(place, text)
            for place, look in (formats or {}).items():
                r, c = int(place[1:]) - 1, ord(place[0]) - 65
                page.write(place, rows[r][c], written.add_format(look))
            for row in hidden_rows:
                page.set_row(row - 1, None, None, {"hidden": True})
            for column in hidden_columns:
                page.set_column(column, column, None, None, {"hidden": True})
            for n, (what, text) in enumerate((names or {}).items()):
                page.write(n, 25, text)
                written.define_name(what, f"='{title}'!$Z${n + 1}")
        written.close()
        return path

    return make


def openpyxl_book(name: str, rows: Grid, merged: Sequence[str] = ()) -> Maker:
    """The same table as another library writes it."""

    def make(folder: Path) -> Path:
        from openpyxl import Workbook

        written = Workbook()
        page = written.active
        assert page is not None
        page.title = "Số liệu"
        for r, cells in enumerate(rows, start=1):
            for c, value in enumerate(cells, start=1):
                if value is not None:
                    page.cell(r, c, value)
        for area in merged:
            page.merge_cells(area)
        written.save(folder / name)
        return folder / name

    return make


def csv_text(rows: Grid, separator: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(
        [["" if v is None else v for v in row] for row in rows]
    )
    return out.getvalue()


def text_file(name: str, text: str | bytes, encoding: str = "utf-8") -> Maker:
    def make(folder: Path) -> Path:
        data = text if isinstance(text, bytes) else text.encode(encoding)
        (folder / name).write_bytes(data)
        return folder / name

    return make


def csv_file(name: str, rows: Grid, separator: str = ",", encoding: str = "utf-8") -> Maker:
    return text_file(name, csv_text(rows, separator), encoding)
