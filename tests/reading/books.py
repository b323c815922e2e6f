"""Small workbooks for tests: forms as units mangle them, and files that are no forms at all."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

HEADER = ("TT", "Mã", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm", "Thực hiện trong kỳ", "Giải trình")
TOP: tuple[tuple[Any, ...], ...] = (
    ("Đơn vị báo cáo: Ban Tuyên giáo Thành ủy Đông Hà",),
    ("Kỳ báo cáo: tháng 6/2024",),
    HEADER,
)
NAMES = {"kpi_plan": "thu", "kpi_unit": "TU-DH", "kpi_period": "2024-06", "kpi_version": "abc"}


MEASURES = {"K1": "km", "N1": "nghìn trang", "V1": "đồng", "T1": "lượt người", "P1": "%",
            "S1": "điểm (thang 100)", "Y1": "có/không", "M1": "ngày hoàn thành", "R1": "%",
            "H1": "giờ/văn bản", "F1": "%"}  # fmt: skip


def row(code: str, value: Any, explanation: Any = None) -> tuple[Any, ...]:
    measure = "" if "." in code else MEASURES.get(code, "lớp")
    return (1, code, f"Chỉ tiêu {code}", measure, 100, value, explanation)


class Book:
    """Writes sheets of rows; `names` puts the defined names into column Z of the first sheet."""

    def __init__(self, path: Path, names: dict[str, str] | None = None) -> None:
        self.path, self.names = path, names
        self.book = xlsxwriter.Workbook(str(path))

    def sheet(
        self, name: str, rows: Sequence[Sequence[Any]], *, hidden: bool = False,
        formats: dict[str, str] | None = None, hidden_rows: Sequence[int] = (),
    ) -> Book:  # fmt: skip
        page = self.book.add_worksheet(name)
        for r, line in enumerate(rows):
            for c, value in enumerate(line):
                page.write(r, c, value)
        for cell, code in (formats or {}).items():
            style = self.book.add_format({"num_format": code})
            page.write(cell, rows[int(cell[1:]) - 1][ord(cell[0]) - 65], style)
        for r in hidden_rows:
            page.set_row(r, None, None, {"hidden": True})
        if hidden:
            page.hide()
        if self.names:
            for n, (key, text) in enumerate(self.names.items()):
                page.write(n, 25, text)
                self.book.define_name(key, f"='{name}'!$Z${n + 1}")
            self.names = None
        return self

    def done(self) -> Path:
        self.book.close()
        return self.path


def form(path: Path, *rows: tuple[Any, ...], names: dict[str, str] | None = None) -> Path:
    """A form of TU-DH for 2024-06 with these rows."""
    return Book(path, NAMES if names is None else names).sheet("Số liệu", (*TOP, *rows)).done()


def raw_book(path: Path, sheet_xml: str, **more: str) -> Path:
    """A workbook with one hand-written sheet; `more` are further members by name."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet_xml,
        **more,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def sheet_xml(cells: str) -> str:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'
