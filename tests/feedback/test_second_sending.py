"""A clerk does what the messages say in the returned workbook, word by word, and it is accepted:
nothing is asked about a second time.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from kpi.home import Home
from kpi.periods import parse_period
from kpi.plan.load import parse_plan
from kpi.records.submission import Submission
from reports.forms import Entry, write_form
from tests.feedback.test_round_trip import Desk
from tests.plans import a_count, a_ratio, plan_text

PLAN = plan_text(
    years=(2022, 2025),
    calendar={"due_working_days": 10},
    fields=({"id": "F", "name": "Lĩnh vực"},),
    units=(
        {"id": "HU-A", "name": "Huyện ủy A", "kind": "district"},
        {"id": "HU-B", "name": "Huyện ủy B", "kind": "district"},
    ),
    indicators=(
        a_ratio("R1", field="F"),
        a_ratio("R2", field="F"),
        a_count("N1", name="Số lớp", field="F", unit_of_measure="lớp"),
        a_count("N2", name="Số buổi", field="F", unit_of_measure="buổi"),
        a_count("K1", name="Chiều dài", field="F", unit_of_measure="km", decimals=1),
        a_count("T1", name="Lượt người", field="F", unit_of_measure="lượt",
                over_time="running_total"),
        a_count("P1", name="Mức hài lòng", field="F", unit_of_measure="%", measure="score"),
        a_count("P2", name="Mức nắm tin", field="F", unit_of_measure="%", measure="score"),
        a_count("Y1", name="Có quy chế", field="F", measure="yes_no", unit_of_measure="có/không"),
        a_count("M1", name="Ban hành kế hoạch", field="F", measure="milestone", due="2024-12-31",
                unit_of_measure="ngày hoàn thành"),
    ),
)  # fmt: skip
GOOD: Mapping[str, Any] = {
    "R1.a": 12, "R1.b": 15, "R2.a": 7, "R2.b": 8, "N1": 12, "N2": 7, "K1": 3.5, "T1": 300,
    "P1": 85.5, "P2": 90, "Y1": "Có", "M1": "Chưa hoàn thành",
}  # fmt: skip
FIGURES = 8  # the column of what was done in the period
CODES = 2


@dataclass(frozen=True)
class Typed:
    """What is typed into a cell that has, or is given, a number format."""

    value: Any
    form: str = ""


@dataclass(frozen=True)
class Slip:
    """What a clerk wrote, a piece of the message that comes back, and what it makes him write,
    by the codes of rows."""

    wrote: Mapping[str, Any]
    told: str
    writes: Mapping[str, Any]


NUMBER = "0.00"
ROUNDS: Mapping[str, tuple[Slip, ...]] = {
    "percentages and numbers": (
        Slip({"N1": Typed(0.12, "0%")}, "đặt lại định dạng ô là Số", {"N1": Typed(12, NUMBER)}),
        Slip({"R1.a": Typed(0.12, "0%")}, "đặt lại định dạng ô là Số", {"R1.a": Typed(12, NUMBER)}),
        Slip({"P1": Typed(1.2, "0%")}, '"1,2 phần trăm"', {"P1": "1,2 phần trăm"}),
        Slip({"P2": Typed(0.0085, "0%")}, '"0,85 phần trăm"', {"P2": "0,85 phần trăm"}),
        Slip({"N2": Typed(0, "#,###")}, "đặt lại định dạng ô là Số", {"N2": Typed(0, NUMBER)}),
        Slip({"K1": "3,5 m"}, 'đổi sang đơn vị tính "km", chỉ ghi con số', {"K1": 0.0035}),
        Slip({"T1": "không"}, "ghi số lũy kế đến hết kỳ", {"T1": 0}),
        Slip({"M1": Typed(45444, "mm/yyyy")}, '"ngày 30 tháng 6 năm 2024"',
             {"M1": "ngày 30 tháng 6 năm 2024"}),
        Slip({"Y1": "-"}, "chọn Có hoặc Không", {"Y1": "Không"}),
    ),
    "a ratio's own row": (
        Slip({"R1": "90% (12/15)", "R1.a": None, "R1.b": None}, "xóa nội dung ô này",
             {"R1.a": 12, "R1.b": 15, "R1": None}),
        Slip({"R2": "khoảng 80%"}, "xóa nội dung ô này", {"R2": None}),
        Slip({"P1": 0.85}, "ghi 85 nếu là 85%", {"P1": 85}),
        Slip({"P2": 0.5}, '"0,5 phần trăm"', {"P2": "0,5 phần trăm"}),
        Slip({"N1": Typed(45323, "mm/dd/yyyy")}, "đặt lại định dạng ô là Số",
             {"N1": Typed(12, NUMBER)}),
        Slip({"M1": Typed(45323, "mm/dd/yyyy")}, 'ghi ngày bằng chữ (ví dụ "ngày 4 tháng 3',
             {"M1": "ngày 1 tháng 2 năm 2024"}),
        Slip({"N2": "1,234"}, "ghi 1234 (không có dấu phân cách)", {"N2": 1234}),
        Slip({"T1": "KPS"}, "ghi số lũy kế đến hết kỳ", {"T1": 0}),
    ),
    "words for figures": (
        Slip({"N1": "-"}, "ghi KPS nếu không phát sinh", {"N1": "KPS"}),
        Slip({"N2": "không có"}, "ghi KPS nếu không phát sinh", {"N2": "KPS"}),
        Slip({"K1": "N/A"}, "để trống nếu chưa có số liệu", {"K1": None}),
        Slip({"P1": "-"}, "ghi 0 nếu kết quả là 0", {"P1": 0}),
        Slip({"T1": "-"}, "ghi số lũy kế đến hết kỳ", {"T1": 310}),
        Slip({"R1.a": "12 hồ sơ cũ"}, "chỉ ghi con số", {"R1.a": 12}),
        Slip({"R2": "85%", "R2.a": None}, "xóa nội dung ô này", {"R2.a": 7, "R2": None}),
        Slip({"P2": "trên 90%"}, '"ước 120"', {"P2": "ước 90"}),
        Slip({"M1": "-"}, '"Chưa hoàn thành"', {"M1": "Chưa hoàn thành"}),
        Slip({"Y1": "đã xong"}, "chọn Có hoặc Không", {"Y1": "Có"}),
    ),
    "figures with marks": (
        Slip({"N1": "12 hoặc 13"}, "chỉ ghi một con số", {"N1": 12}),
        Slip({"N2": "(7)"}, "ghi số không có ngoặc", {"N2": 7}),
        Slip({"K1": "3.500"}, "không có dấu phân cách", {"K1": 3500}),
        Slip({"T1": "3OO"}, "gõ lại bằng chữ số", {"T1": 300}),
        Slip({"P1": 150}, "ghi lại", {"P1": 50}),
        Slip({"P2": "12/15"}, "ghi một con số", {"P2": 80}),
        Slip({"R1.a": "12/15", "R1.b": None}, "mỗi ô một số", {"R1.a": 12, "R1.b": 15}),
        Slip({"R2.b": "…"}, "ghi đủ hai số", {"R2.b": 8}),
        Slip({"M1": "tháng 6/2024"}, "ghi đủ ngày/tháng/năm", {"M1": "30/6/2024"}),
        Slip({"Y1": "1/2"}, "chọn Có hoặc Không", {"Y1": "Có"}),
    ),
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    home = Home(tmp_path / "nhà")
    home.inbox.mkdir(parents=True)
    home.plan.write_text(PLAN, encoding="utf-8")
    plan = parse_plan(home.plan.read_bytes()).plan
    assert plan is not None
    return Desk(home, plan)


@pytest.fixture
def form(desk: Desk, tmp_path: Path) -> Path:
    path = tmp_path / "2024-06_HU-A.xlsx"
    entries = {code: Entry(value) for code, value in GOOD.items()}
    write_form(path, desk.plan, "HU-A", parse_period("2024-06"), entries=entries, words=["Tốt"])
    return path


def code_cell(sheet: Worksheet, code: str) -> Cell:
    rows = range(1, sheet.max_row + 1)
    return next(c for r in rows if (c := sheet.cell(r, CODES)).value == code)  # type: ignore[misc,return-value]


def write(path: Path, values: Mapping[str, Any]) -> None:
    """Types into the cells of the period's figures; a format stays unless another is chosen."""
    book = openpyxl.load_workbook(path)
    sheet = book["Số liệu"]
    for code, value in values.items():
        cell = sheet.cell(code_cell(sheet, code).row, FIGURES)
        typed = value if isinstance(value, Typed) else Typed(value)
        cell.value = typed.value
        if typed.form:
            cell.number_format = typed.form
    book.save(path)


def second(desk: Desk, folder: Path) -> Path:
    """The returned workbook, to be mended and sent back under its own name."""
    return Path(shutil.copy(desk.returned, folder / desk.returned.name))


def messages(taken: Submission) -> str:
    return "\n".join(p.message for p in taken.problems if p.severity != "warning")


@pytest.mark.parametrize("name", ROUNDS)
def test_what_a_message_says_is_accepted_at_the_second_sending(
    desk: Desk, form: Path, tmp_path: Path, name: str
) -> None:
    slips = ROUNDS[name]
    write(form, {code: value for slip in slips for code, value in slip.wrote.items()})
    first = desk.receive(form, form.name)
    said = messages(first)
    assert [slip.told for slip in slips if slip.told not in said] == []
    assert first.held == len(slips)
    (tmp_path / "lại").mkdir()
    mended = second(desk, tmp_path / "lại")
    write(mended, {code: value for slip in slips for code, value in slip.writes.items()})
    again = desk.receive(mended, mended.name)
    assert messages(again) == ""
    assert again.held == 0
    assert again.outcome in ("accepted", "accepted_with_warnings")


def test_a_struck_code_is_mended_as_its_message_says(
    desk: Desk, form: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(form)
    _strike(code_cell(book["Số liệu"], "N1"), struck=True)
    book.save(form)
    first = desk.receive(form, form.name)
    assert "bỏ gạch ngang ở cả dòng (chọn dòng, bấm Ctrl+5)" in messages(first)
    (tmp_path / "lại").mkdir()
    mended = second(desk, tmp_path / "lại")
    book = openpyxl.load_workbook(mended)
    _strike(code_cell(book["Số liệu"], "N1"), struck=False)
    book.save(mended)
    assert desk.receive(mended, mended.name).held == 0


def _strike(cell: Cell, *, struck: bool) -> None:
    font = copy(cell.font)
    font.strike = struck
    cell.font = font


@pytest.mark.parametrize(
    ("wrote", "told"),
    [("06/2024", "tháng 6/2024"), ("tháng 6 năm 24", "tháng 6/2024"),
     ("tháng Giêng năm 2024", "tháng 1/2024"), ("tháng chạp/2023", "tháng 12/2023")],
)  # fmt: skip
def test_a_period_that_is_nearly_said_is_told_as_it_is_to_be_written(
    desk: Desk, form: Path, tmp_path: Path, wrote: str, told: str
) -> None:
    named = tmp_path / "bieu.xlsx"

    def head(line: str) -> Path:
        book = openpyxl.load_workbook(form)
        for name in list(book.defined_names):
            del book.defined_names[name]
        sheet = book["Số liệu"]
        for row in sheet.iter_rows(max_row=9):
            for cell in row:
                if "2024" in str(cell.value):
                    cell.value = line if "Kỳ báo cáo" in str(cell.value) else None
        book.save(named)
        return named

    first = desk.receive(head(f"Kỳ báo cáo: {wrote}"), named.name)
    assert f'ghi "{told}"' in messages(first)
    taken = desk.receive(head(f"Kỳ báo cáo: {told}"), named.name)
    assert taken.held == 0
    year, month = told.partition("/")[2], told.removeprefix("tháng ").partition("/")[0]
    assert taken.period == f"{year}-{int(month):02}"
