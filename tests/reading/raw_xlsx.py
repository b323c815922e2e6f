"""Cells of .xlsx written as XML, for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from kpi.workbooks.grid import Sheet
from kpi.workbooks.xlsx.reader import read_xlsx
from tests.reading.books import raw_book, sheet_xml

RECEIVED = datetime(2024, 6, 18, 3, tzinfo=UTC)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def raw(path: Path, cells: str, **more: str) -> Sheet:
    """The sheet of a workbook whose rows are written by hand."""
    return read_xlsx(raw_book(path / "raw.xlsx", sheet_xml(cells), **more)).sheets[0]


def strings(*items: str) -> dict[str, str]:
    return {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">' + "".join(items) + "</sst>"}
