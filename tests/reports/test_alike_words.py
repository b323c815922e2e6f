"""Units' words in the annex: alike ones once with number and names, every word as written."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from report_case import Case, report_of

from reports.book.write import write_book
from reports.workbook.volumes import Volume

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported and will be removed")
REPORTED = datetime(2024, 6, 18, 3)
HEADING = "4. Kiến nghị, đề xuất"


def words_of(case: Case, folder: Path) -> list[tuple[str, ...]]:
    path = folder / "phu-luc.xlsx"
    write_book(path, report_of(case), Volume.ANNEX)
    sheet = openpyxl.load_workbook(path)["Thuyết minh"]
    return [tuple(c or "" for c in row) for row in sheet.iter_rows(min_row=4, values_only=True)]


def test_alike_words_stand_once_with_their_number_and_names(case: Case, tmp_path: Path) -> None:
    case.submission("b2", "B", REPORTED)
    case.statement("a1", "A", "Đề nghị cấp máy quét.", 3, heading=HEADING)
    case.statement("b2", "B", "đề nghị  cấp máy quét", 0, heading=HEADING)
    case.statement("b2", "B", "Đề nghị mở lớp.", 1, heading=HEADING)
    rows = words_of(case, tmp_path)
    assert ("2 đơn vị", "Tháng 6/2024", HEADING, "Đề nghị cấp máy quét.") in rows
    assert ("", "", "Đơn vị nêu", "Đơn vị A; Đơn vị B (tháng 6/2024)") in rows
    assert ("Đơn vị B", "Tháng 6/2024", HEADING, "Đề nghị mở lớp.") in rows
    texts = [row[3] for row in rows]
    assert texts.count("Đề nghị cấp máy quét.") == 1
    assert "đề nghị  cấp máy quét" not in texts


def test_words_under_other_headings_are_not_alike(case: Case, tmp_path: Path) -> None:
    case.submission("b2", "B", REPORTED)
    case.statement("a1", "A", "Mở lớp tập huấn.", 2, heading="3. Nhiệm vụ trọng tâm kỳ tới")
    case.statement("b2", "B", "Mở lớp tập huấn.", 0, heading=HEADING)
    rows = [row for row in words_of(case, tmp_path) if row[3] == "Mở lớp tập huấn."]
    assert [row[0] for row in rows] == ["Đơn vị A", "Đơn vị B"]
