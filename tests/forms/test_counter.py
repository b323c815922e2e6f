"""The counter of blank cells, and how large numbers show: as LibreOffice computes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
import pytest
from forms_plans import HU, PLAN, indicator

from kpi.periods import parse_period
from reports.forms import Entry, write_form
from reports.forms.counter import number_format
from tests.office import convert, edit

JUNE = parse_period("2024-06")


def counted(path: Path) -> Any:
    return openpyxl.load_workbook(path, data_only=True)["Số liệu"]["H9"].value


@pytest.mark.parametrize(
    ("entries", "left"),
    [  # VB01.a, VB01.b, CH09, CH12, CH01, TT02
        ({}, 6),
        ({"CH09": Entry(3), "TT02": Entry("KPS")}, 4),
        ({"VB01": Entry("12/15")}, 4),
        ({"VB01.a": Entry(1)}, 5),
        ({"VB01.a": Entry(0), "VB01.b": Entry(0)}, 4),
        ({"VB01": Entry("12/15"), "CH09": Entry(1), "CH12": Entry("Có"),
          "CH01": Entry("Chưa hoàn thành"), "TT02": Entry(5)}, 0),
    ],
)  # fmt: skip
def test_a_form_says_how_many_cells_are_blank(
    tmp_path: Path, entries: dict[str, Entry], left: int
) -> None:
    path = tmp_path / "f.xlsx"
    write_form(path, PLAN, HU, JUNE, entries=entries)
    assert counted(path) == left


def test_the_counter_follows_what_is_typed(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    write_form(path, PLAN, HU, JUNE)
    typed: dict[tuple[str, str], str | float | None] = {
        ("Số liệu", "H13"): 12.0, ("Số liệu", "H14"): 15.0, ("Số liệu", "H19"): 7.0,
    }  # fmt: skip
    assert counted(edit(path, typed, tmp_path / "typed.xlsx")) == 3


def test_it_speaks_in_words_by_its_format_alone() -> None:
    assert number_format("vi") == '[=0]"Đã ghi đủ";"Chưa ghi đủ: còn "0" ô"'


def test_a_form_with_more_ratios_than_a_formula_can_name_has_no_counter(tmp_path: Path) -> None:
    many = tuple(
        indicator(f"R{n}", measure="ratio", unit_of_measure="%") for n in range(300)
    )  # fmt: skip
    path = tmp_path / "f.xlsx"
    write_form(path, PLAN.__class__(**{**_parts(), "indicators": many}), HU, JUNE)
    assert openpyxl.load_workbook(path)["Số liệu"]["H9"].value is None


def _parts() -> dict[str, Any]:
    return {name: getattr(PLAN, name) for name in PLAN.__dataclass_fields__}


def test_it_opens_at_the_first_yellow_cell(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    write_form(path, PLAN, HU, JUNE)
    book = openpyxl.load_workbook(path)
    chosen = {s.activeCell for s in book["Số liệu"].sheet_view.selection}
    assert book.active is book["Số liệu"]
    assert "H13" in chosen  # VB01's numerator; H12 is its formula
    assert not book["Số liệu"]["H13"].protection.locked


def test_large_numbers_show_their_thousands_and_a_typed_date_stays_a_date(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    write_form(path, PLAN, HU, JUNE, entries={"CH09": Entry(1234567), "TT02": Entry(999)})
    book = openpyxl.load_workbook(path)
    book["Số liệu"]["H19"].value = 45363
    book["Số liệu"]["H19"].number_format = "dd/mm/yyyy"
    book["Số liệu"]["H13"].value = 12345.25
    book.save(path)
    (shown,) = convert([path], "pdf", tmp_path / "pdf")
    with pdfplumber.open(shown) as paper:
        text = paper.pages[0].extract_text()
    assert "1.234.567" in text
    assert "12.345,25" in text
    assert "12/03/2024" in text
    assert book["Số liệu"]["H15"].number_format == "General"
