"""The annex in print: heads belong to the rows below them, names keep their room."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from reports.book.write import write_book
from reports.workbook.volumes import Volume
from tests.reports.case import report_of
from tests.reports.large_case import before, large

INDICATORS, UNITS = 53, 57  # as large as the demonstration


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("annex")
    found = {}
    for label in ("2024-06", "2024"):
        case = large(INDICATORS, UNITS, label=label)
        report = replace(report_of(case), last=before(case))
        for volume in Volume:
            path = folder / f"{label}-{volume.name}.xlsx"
            write_book(path, report, volume)
            found[f"{label} {volume.name}"] = load_workbook(path)
        case.con.close()
    return found


def heads_of(sheet: Any) -> list[list[str]]:
    """The rows in bold, centred and of more than one cell, as texts."""
    rows = ([c for c in row if c.value and c.font.b and c.alignment.horizontal == "center"]
            for row in sheet.iter_rows())  # fmt: skip
    return [[c.value for c in row] for row in rows if len(row) > 1]


def repeated(sheet: Any) -> int:
    return int(sheet.print_title_rows.split(":")[0].strip("$"))


def test_both_tables_of_why_lights_changed_have_the_head_that_pages_repeat(
    books: dict[str, Any],
) -> None:
    heads = heads_of(books["2024-06 ANNEX"]["Vì sao thay đổi"])
    assert len(heads) == 2
    assert heads[0] == heads[1]


def test_no_table_of_missing_figures_follows_the_head_of_another(books: dict[str, Any]) -> None:
    sheet = books["2024-06 ANNEX"]["Số liệu còn thiếu"]
    firsts = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "Chỉ tiêu"]
    assert firsts
    assert repeated(sheet) == firsts[-1]


def test_units_names_keep_their_room_beside_fifty_codes(books: dict[str, Any]) -> None:
    sheet = books["2024-06 ANNEX"]["Đơn vị và chỉ tiêu"]
    assert sheet.max_column == INDICATORS + 1
    assert sheet.column_dimensions["A"].width >= 22
    assert max(sheet.row_dimensions[row].height or 0 for row in range(6, 6 + UNITS)) < 50


def test_at_a_years_end_nothing_is_said_to_be_on_track(books: dict[str, Any]) -> None:
    sheets = (s for s in books["2024 REPORT"] if s.title in {"Tổng hợp", "Số liệu biểu đồ"})
    texts = [
        c.value for s in sheets for row in s.iter_rows() for c in row if isinstance(c.value, str)
    ]
    assert any("đạt hoặc vượt" in text for text in texts)
    wrong = ("hoặc đúng tiến độ", "Lên đúng tiến độ", "chậm hoặc chưa đạt khác")
    assert [text for text in texts if any(word in text for word in wrong)] == []
