"""The plan's workbook in print: every sheet is as large as its words need to be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kpi.begin.first_plan import first_plan, usual
from kpi.plan.shipped import shipped_plan_text
from kpi.planning.document import written_document
from kpi.planning.tables import plan_tables
from reports.plan_book.write import About, write_plan_book

READABLE = 8.0  # points
SIDES = {"9": 297.0, "8": 420.0}  # A4 and A3 across, mm
INCH = 25.4
PLANS = {
    "first": first_plan(usual((2026, 2030), "vi")),
    "shipped": shipped_plan_text().decode(),
    "of twenty years": first_plan(usual((2026, 2045), "vi")),
}


def book_of(text: str, path: Path) -> Any:
    about = About("Cơ quan", "Kế hoạch", "Đề xuất", "", "vi")
    write_plan_book(path, plan_tables(written_document(text), "vi"), about)
    return load_workbook(path)


def points(sheet: Any) -> float:
    """The size in print of 11 points, by the paper and the columns' widths."""
    widths = [c.width * (c.max - c.min + 1) for c in sheet.column_dimensions.values()]
    across = sum(widths) * 7 / 96 * INCH
    margins = (sheet.page_margins.left + sheet.page_margins.right) * INCH
    room = SIDES[str(sheet.page_setup.paperSize)] - margins
    pages = sheet.page_setup.fitToWidth or 1
    if pages > 1:
        repeated = sum(sheet.column_dimensions[c].width for c in "ABC") * 7 / 96 * INCH
        across += (pages - 1) * repeated
    return 11 * min(1.0, room * pages / across)


@pytest.mark.parametrize("name", PLANS)
def test_no_sheet_is_printed_smaller_than_8_points(name: str, tmp_path: Path) -> None:
    book = book_of(PLANS[name], tmp_path / "a.xlsx")
    small = {s.title: round(points(s), 1) for s in book if points(s) < READABLE}
    assert small == {}


def test_a_sheet_several_pages_wide_repeats_code_and_name(tmp_path: Path) -> None:
    book = book_of(PLANS["of twenty years"], tmp_path / "a.xlsx")
    sheet = book["Chỉ tiêu"]
    assert sheet.page_setup.fitToWidth > 1
    assert sheet.print_title_cols == "$A:$C"
    assert book["Lĩnh vực"].print_title_cols is None
    assert book["Lĩnh vực"].page_setup.paperSize == 9


def test_an_address_has_room_in_its_column(tmp_path: Path) -> None:
    sheet = book_of(PLANS["first"], tmp_path / "a.xlsx")["Đơn vị"]
    (head,) = (c for c in sheet[6] if c.value == "Các nơi nhận")
    assert sheet.column_dimensions[head.column_letter].width >= len("ytdp@example.vn") + 3


def test_no_page_ends_with_a_fields_name_or_the_head(tmp_path: Path) -> None:
    sheet = book_of(PLANS["shipped"], tmp_path / "a.xlsx")["Chỉ tiêu"]
    ends = [b.id for b in sheet.row_breaks.brk]
    assert len(ends) >= 3
    assert all(isinstance(sheet.cell(row, 1).value, int) for row in ends)


def test_numbers_are_shown_as_the_plans_language_writes_them(tmp_path: Path) -> None:
    sheet = book_of(PLANS["shipped"], tmp_path / "a.xlsx")["Chỉ tiêu"]
    cells = [c for row in sheet.iter_rows(min_row=7, min_col=2) for c in row]
    formats = {c.value: c.number_format for c in cells if isinstance(c.value, (int, float))}
    assert formats[20_000] == "[$-42A]#,##0"
    assert formats[77.75] == "[$-42A]#,##0.00"
    assert {f for f in formats.values() if not f.startswith("[$-42A]#,##0")} == {"0"}
