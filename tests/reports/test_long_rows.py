"""Rows of a long sheet are written at once: byte for byte what the workbook's library writes."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from reports.printable import cell_text
from reports.workbook.long_sheet import LongSheet, Value

NOON = datetime(2024, 6, 7, 12, 30)
ROWS: tuple[tuple[Value, ...], ...] = (
    ("Đảng ủy xã", 12.0, None, 0.1 + 0.2, NOON),
    (" trước và sau ", 1e21, "a & b < c > \"d\" 'e'", -3, None),
    ("_x0041_", 1 / 3, "hai\ndòng", 0, NOON),
    (None, None, None, None, None),
    ("dấu 😀", 123456789.123456789, "", 1e-9, NOON),
)


def written(path: Path, *, at_once: bool, heights: dict[int, float]) -> bytes:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    plain, day = book.add_format({"border": 1}), book.add_format({"num_format": "d/m/yyyy"})
    sheet = book.add_worksheet("A", LongSheet)
    sheet.write_string(0, 0, "Tên", plain)
    for row, values in enumerate(ROWS, 2):
        if row in heights:
            sheet.set_row(row, heights[row])
        cells = [
            (column, value, day if isinstance(value, datetime) else plain)
            for column, value in enumerate(values, 1)
        ]
        if at_once:
            sheet.put_row(row, cells)
            continue
        for column, value, style in cells:
            if value is None:
                sheet.write_blank(row, column, None, style)
            elif isinstance(value, str):
                sheet.write_string(row, column, value, style)
            elif isinstance(value, datetime):
                sheet.write_datetime(row, column, value, style)
            else:
                sheet.write_number(row, column, value, style)
    sheet.merge_range(9, 0, 9, 3, "dưới", plain)
    sheet.autofilter(1, 0, 7, 4)
    book.close()
    return zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("heights", [{}, {3: 40.0, 5: 33.25}], ids=["plain", "with heights"])
def test_rows_written_at_once_are_the_librarys_own_bytes(
    tmp_path: Path, heights: dict[int, float]
) -> None:
    one = written(tmp_path / "one.xlsx", at_once=True, heights=heights)
    other = written(tmp_path / "other.xlsx", at_once=False, heights=heights)
    assert one == other
    assert one.count(b"<row ") == len(ROWS) + 2


@pytest.mark.parametrize("at_once", [True, False])
@given(inside=st.text(alphabet="<>&r/t x", max_size=8))
def test_text_that_looks_like_the_librarys_own_marks_stays_text(
    tmp_path_factory: pytest.TempPathFactory, inside: str, at_once: bool
) -> None:
    path, text = tmp_path_factory.mktemp("r") / "a.xlsx", f"<r>{inside}</r>"
    with xlsxwriter.Workbook(str(path), {"constant_memory": at_once}) as book:
        book.add_worksheet().write_string(0, 0, cell_text(text))
    assert openpyxl.load_workbook(path).active["A1"].value.rstrip() == text
