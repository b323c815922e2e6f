"""The two workbooks of a report, opened for tests."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
from report_case import AS_OF, Case

from reports.render import publish


def annex_of(report: Path) -> Path:
    return report.with_name("phu-luc.xlsx")


class Both:
    """The sheets of both workbooks; a name that both have is the report's."""

    def __init__(self, report: Path) -> None:
        books = [openpyxl.load_workbook(path) for path in (report, annex_of(report))]
        self.worksheets = [ws for book in books for ws in book.worksheets]

    def __getitem__(self, name: str) -> openpyxl.worksheet.worksheet.Worksheet:
        return next(ws for ws in self.worksheets if ws.title == name)


def report_of(case: Case, folder: Path, as_of: datetime = AS_OF) -> Path:
    return publish(case.assessment, case.plan, case.period, folder / "r", as_of=as_of).report


def sheet(path: Path, name: str) -> openpyxl.worksheet.worksheet.Worksheet:
    if path.name == "phu-luc.xlsx":
        return openpyxl.load_workbook(path)[name]
    return Both(path)[name]


def texts(ws: openpyxl.worksheet.worksheet.Worksheet) -> list[str]:
    return [c.value for row in ws.iter_rows() for c in row if isinstance(c.value, str)]


def links_of(ws: openpyxl.worksheet.worksheet.Worksheet) -> list[Any]:
    return [c.hyperlink for row in ws.iter_rows() for c in row if c.hyperlink]
