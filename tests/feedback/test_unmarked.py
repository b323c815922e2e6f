"""A cell whose figure has raised or struck-out characters loses them, not what it shows."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]

from tests.feedback.given import at, returned
from tests.feedback.strict import check


@pytest.mark.parametrize(
    ("mark", "written"),
    [
        ({"font_script": 1}, "12⁵"),
        ({"font_script": 2}, "12₅"),
        ({"font_strikeout": True}, "12[gạch: 5]"),
    ],
)
def test_runs_become_the_text_that_they_show(
    tmp_path: Path, mark: dict[str, object], written: str
) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page, small = book.add_worksheet("Bảng"), book.add_format(mark)
    page.write_rich_string("B2", "12", small, "5")
    page.write_rich_string("B3", "12", small, "5")
    book.close()
    given = returned(path, at("B2", written=written), at("B3", written="chữ khác"))
    check(given)
    sheet = openpyxl.load_workbook(given, rich_text=True)["Bảng"]
    assert sheet["B2"].value == written
    assert not isinstance(sheet["B3"].value, str)  # nothing was asked about its marks


def test_a_struck_out_number_is_shown_as_such_in_a_cell_without_the_line(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Bảng")
    page.write("B2", 12.5, book.add_format({"font_strikeout": True, "bold": True}))
    book.close()
    given = returned(path, at("B2", written="[gạch: 12,5]"))
    check(given)
    cell = openpyxl.load_workbook(given)["Bảng"]["B2"]
    assert (cell.value, cell.font.strike, cell.font.bold) == ("[gạch: 12,5]", None, True)
