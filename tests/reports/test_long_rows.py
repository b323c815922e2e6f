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

from kpi.periods import parse_period
from reports.edition import Edition
from reports.printable import cell_text
from reports.workbook.book import Book
from reports.workbook.long_rows import Column, put_columns
from reports.workbook.long_sheet import LongSheet, Value
from reports.workbook.opening import LARGE, open_book
from reports.workbook.volumes import Contents
from tests.reports.case import small_plan

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


def columns_of_a_long_page(book: Book) -> list[Column]:
    """Seven thousand rows with all that cells hold, in formats that come again."""
    count, texts = 7_000, ["Xã Đông Hà", "Văn phòng " * 9, "<r>x</r>", "\x0b", "", None]
    text, day = book.cell(), book.cell(num_format=book.moment_format)
    numbers = [book.cell(num_format=book.number(d)) for d in (0, 2)]
    figures = [None if n % 11 == 0 else n * 10.0 ** (n % 9) for n in range(count)]
    return [
        Column([texts[n % 6] for n in range(count)], text),
        Column([f"tệp số {n % 700} của đơn vị" for n in range(count)], text),
        Column(figures, [numbers[n % 2] for n in range(count)]),
        Column([None if n % 7 == 0 else NOON for n in range(count)], day),
        Column([n / 3 if n % 3 else "chưa xong" for n in range(count)], numbers[1]),
        Column([(0.0, -0.0, "0", None, -1e9)[n % 5] for n in range(count)], numbers[0]),
        Column([n / 7 for n in range(count)], book.cell(bold=True)),
    ]


def page_of_columns(path: Path, *, together: bool, rows: int) -> bytes:
    edition = Edition(small_plan(), parse_period("2024-06"), NOON)
    book = open_book(path, edition, rows=rows, contents=Contents())
    page = book.page("sources", [20, 12, 14, 17, 12, 9, 9])
    page.columns(["a", "b", "c", "d", "e", "f", "g"])
    columns = columns_of_a_long_page(book)
    if together:
        put_columns(page, columns)
    else:
        for number in range(len(columns[0].values)):
            for place, column in enumerate(columns):
                value, style = column.values[number], column.style(number)
                if isinstance(value, str):
                    page.text(place, value, style)
                else:
                    page.spread(place, place, value, style)
            page.end()
    page.note("dưới bảng")
    book.close()
    return path.read_bytes()


@pytest.mark.parametrize("rows", [10, LARGE + 1], ids=["short", "long"])
def test_columns_make_the_file_that_cells_one_by_one_make(tmp_path: Path, rows: int) -> None:
    one = page_of_columns(tmp_path / "one.xlsx", together=True, rows=rows)
    other = page_of_columns(tmp_path / "other.xlsx", together=False, rows=rows)
    assert one == other
    shown = openpyxl.load_workbook(tmp_path / "one.xlsx").active
    assert shown.max_row == 7_002
