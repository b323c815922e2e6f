"""Workbooks with one fault each, written for the judge: it must find that fault and no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

LONG = "Tỷ lệ văn bản không mật gửi, nhận trên môi trường mạng của các đơn vị trong toàn tỉnh"
HEADS = ("Chỉ tiêu", "Đơn vị chủ trì", "Nguyên nhân")


class Sheet:
    """One A4 sheet with the formats that all cases use."""

    def __init__(self, path: Path) -> None:
        base = {"font_name": "Times New Roman", "font_size": 11}
        self.book = xlsxwriter.Workbook(str(path), {"default_format_properties": base})
        self.page = self.book.add_worksheet("Trang")
        self.page.set_paper(9)
        self.page.set_margins(0.79, 0.79, 0.79, 0.79)
        self.page.set_column(0, 2, 26)
        self.plain = self.book.add_format(base)
        self.cell = self.book.add_format({**base, "border": 1, "text_wrap": True, "valign": "top"})
        self.bold = self.book.add_format({**base, "bold": True})
        self.head = self.book.add_format(
            {**base, "bold": True, "border": 1, "bg_color": "#E8EEF4", "text_wrap": True}
        )

    def heads(self, row: int) -> None:
        self.page.write_row(row, 0, HEADS, self.head)

    def rows(self, first: int, count: int) -> None:
        for row in range(first, first + count):
            texts = (f"Chỉ tiêu thứ {row}", f"Phòng số {row}", f"Do {row} đơn vị chưa gửi")
            self.page.write_row(row, 0, texts, self.cell)
            self.page.set_row(row, 18)


def good(sheet: Sheet) -> None:
    sheet.page.write_string(0, 0, "Kết quả thực hiện", sheet.bold)
    sheet.heads(1)
    sheet.page.repeat_rows(1)
    sheet.rows(2, 60)


def cut_row(sheet: Sheet) -> None:
    """Three lines of text in a row as high as one."""
    sheet.heads(0)
    sheet.rows(1, 12)
    sheet.page.write_string(12, 0, LONG, sheet.cell)


def cut_column(sheet: Sheet) -> None:
    """A text that is not wrapped, in a column too narrow, beside another."""
    unwrapped = sheet.book.add_format({"font_name": "Times New Roman", "border": 1})
    sheet.heads(0)
    sheet.rows(1, 12)
    sheet.page.write_string(5, 0, LONG, unwrapped)


def hashes(sheet: Sheet) -> None:
    """A figure too wide for its column."""
    sheet.rows(0, 12)
    sheet.page.set_column(3, 3, 4)
    sheet.page.write_number(3, 3, 12_345_678_901, sheet.cell)


def small(sheet: Sheet) -> None:
    """More columns than a page holds at a size that can be read."""
    sheet.page.fit_to_pages(1, 0)
    sheet.page.set_column(0, 8, 26)
    sheet.page.write_row(0, 0, [f"Cột thứ {n}" for n in range(9)], sheet.cell)
    sheet.rows(1, 30)


def headless(sheet: Sheet) -> None:
    """A table over two pages, its head only on the first."""
    sheet.heads(0)
    sheet.rows(1, 60)


def orphan(sheet: Sheet) -> None:
    """A title on the last line of a page, its rows on the next."""
    sheet.rows(0, 20)
    sheet.page.write_string(21, 0, "2. Chỉ tiêu chậm tiến độ", sheet.bold)
    sheet.page.set_h_pagebreaks([22])
    sheet.rows(22, 20)


def empty(sheet: Sheet) -> None:
    """A last page with two lines."""
    sheet.heads(0)
    sheet.page.repeat_rows(0)
    sheet.rows(1, 30)
    sheet.page.set_h_pagebreaks([29])


def pages(sheet: Sheet) -> None:
    """Three pages where a unit's page has two."""
    sheet.heads(0)
    sheet.page.repeat_rows(0)
    sheet.rows(1, 115)


def overprinted(sheet: Sheet) -> None:
    """Lines at a row's top that run over the row below: both are read on paper at once."""
    centred = sheet.book.add_format(
        {"font_name": "Times New Roman", "text_wrap": True, "valign": "vcenter"}
    )
    sheet.rows(0, 12)
    sheet.page.set_row(13, 15)
    sheet.page.write_string(13, 0, LONG, centred)
    sheet.page.write_string(14, 0, "Lịch sử Đảng", centred)


CASES: dict[str, tuple[Callable[[Sheet], None], str | None, set[str]]] = {
    "good": (good, "month", set()),
    "cut_row": (cut_row, None, {"cut"}),
    "cut_column": (cut_column, None, {"cut"}),
    "hashes": (hashes, None, {"hashes"}),
    "small": (small, None, {"small"}),
    "headless": (headless, None, {"headless"}),
    "orphan": (orphan, None, {"orphan"}),
    "empty": (empty, None, {"empty"}),
    "pages": (pages, "unit", {"pages"}),
    "overprinted": (overprinted, None, {"cut", "overprinted"}),
}
"""By name: what is written, the kind whose budget holds, the kinds of faults to be found."""


def write(name: str, folder: Path) -> Path:
    path = folder / f"{name}.xlsx"
    sheet = Sheet(path)
    draw: Any = CASES[name][0]
    draw(sheet)
    sheet.book.close()
    return path
