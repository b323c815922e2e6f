"""Formulas, hidden rows, numbers stored as text and the days of 1904 in .xlsx."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl import Workbook as OpenpyxlBook

from kpi.reading.catalogue import Catalogue
from kpi.reading.one_file import read_one
from kpi.records.answers import FileRead
from kpi.workbooks.xlsx.stale import is_stale
from tests.reading.books import NAMES, Book, form, row
from tests.reading.raw_xlsx import MAIN, RECEIVED, raw, strings

BESIDE = '<c r="B1"><v>2</v></c><c r="C1"><v>3</v></c><c r="D1" t="s"><v>0</v></c>'


def staleness(tmp_path: Path, formula: str, shown: str) -> bool:
    shared = strings("<si><t>chữ</t></si>")
    cells = f'<row r="1"><c r="A1"><f>{formula}</f><v>{shown}</v></c>{BESIDE}</row>'
    return is_stale(raw(tmp_path, cells, **shared), 1, 1)


@pytest.mark.parametrize(
    ("formula", "gives"),
    [
        ("B1+C1", "5"), ("B1*C1-1", "5"), ("-B1^2", "4"), ("2^3^2", "64"), ("50%*C1", "1.5"),
        ("(B1+C1)/4", "1.25"), ("SUM(B1:C1)", "5"), ("SUM(B1:C9,10)", "15"), ("sum", ""),
        ("AVERAGE(B1:C1)", "2.5"), ("MIN(B1,C1)+MAX(B1:C1)", "5"), ("PRODUCT(B1:C1,2)", "12"),
        ("COUNT(B1:C5)", "2"), ("ROUND(C1/B1+0.26,1)", "1.8"), ("ROUND(-10/3,2)", "-3.33"),
        ("$B$1+C$1", "5"), ("B1+E5", "2"), ("1.5E2+1", "151"), ("+B1--C1", "5"),
        ("0.1+0.2-0.3", "0"),
    ],
)  # fmt: skip
def test_plain_arithmetic_is_worked_out(tmp_path: Path, formula: str, gives: str) -> None:
    if not gives:
        assert not staleness(tmp_path, formula, "7")  # a name, which nobody here understands
        return
    assert not staleness(tmp_path, formula, gives)
    assert staleness(tmp_path, formula, repr(float(gives) + 1))
    assert staleness(tmp_path, formula, repr(float(gives) + 1e-4))


@pytest.mark.parametrize(
    "formula",
    [
        "Other!B1+1", "B1+D1", "IF(B1,1,2)", "VLOOKUP(B1,B1:C1,2)", "B1:C1*2", "A1+1", "SUM(A1:C1)",
        "B1/0", "AVERAGE(E1:F1)", "ROUND(2.5,0)", "ROUND(B1)", "(-8)^(1/3)", "B1 C1", "{1,2}",
        '"5"+1', "SUM(D1:D1)", "B1+", "1e999", "9^9^9^9", "[1]Sheet1!A1", "B1&amp;C1", "tên",
        "SUM((B1:C1))", "B1=2", "SUM(B1:C1 C1:D1)", "@B1", "((((" * 20 + "1" + "))))" * 20,
    ],
)  # fmt: skip
def test_what_is_not_wholly_understood_is_not_called_stale(tmp_path: Path, formula: str) -> None:
    assert not staleness(tmp_path, formula, "123456")


def test_values_computed_as_displayed_are_not_called_stale(tmp_path: Path) -> None:
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{rel}"><sheets><sheet name="S" sheetId="1" '
        'r:id="rId1"/></sheets><calcPr fullPrecision="0"/></workbook>'
    )
    cells = '<row r="1"><c r="A1"><f>1/3</f><v>0.3</v></c></row>'
    assert is_stale(raw(tmp_path, cells), 1, 1)
    assert not is_stale(raw(tmp_path, cells, **{"xl/workbook.xml": book}), 1, 1)


def answers(read: FileRead) -> dict[str, tuple[float | None, str]]:
    return {a.indicator: (a.value, a.held_by) for s in read.submissions for a in s.answers}


def formula_form(path: Path, formula: str, shown: Any) -> Path:
    """A form of xlsxwriter whose C1 is a formula; K1 is 40."""
    book = Book(path, NAMES)
    rows = [("Mã", "Chỉ tiêu", "Thực hiện"), ("C1", "a"), ("K1", "b", 40)]
    book.sheet("Số liệu", rows)
    book.book.worksheets()[0].write_formula("C2", formula, None, shown)
    return book.done()


@pytest.mark.parametrize(
    ("formula", "shown", "expected"),
    [
        ("=C3+2", 42, (42.0, "")),
        ("=C3+2", 41, (None, "formula_without_value")),
        ("=C3+2", 0, (None, "formula_without_value")),
        ("=C3-40", 0, (0.0, "")),
        ("=VLOOKUP(1,A1:B9,2)", 0, (None, "formula_without_value")),
        ("=VLOOKUP(1,A1:B9,2)", 12, (12.0, "")),
        ("=1/0", "#DIV/0!", (None, "error_cell")),
    ],
)
def test_an_input_cell_with_a_formula_is_read_or_asked_back(
    tmp_path: Path, known: Catalogue, formula: str, shown: Any, expected: tuple[float | None, str]
) -> None:
    path = formula_form(tmp_path / "f.xlsx", formula, shown)
    read = read_one(path, "2024-06_TU-DH.xlsx", RECEIVED, known)
    assert answers(read)["C1"] == expected
    assert answers(read)["K1"] == (40.0, "")


def test_a_stale_value_is_told_with_the_way_to_mend_it(tmp_path: Path, known: Catalogue) -> None:
    path = formula_form(tmp_path / "f.xlsx", "=C3+2", 41)
    problem = read_one(path, "2024-06_TU-DH.xlsx", RECEIVED, known).submissions[0].problems[0]
    assert (problem.cell, problem.written) == ("C2", "41")
    assert "F9" in problem.message


def test_formulas_of_a_program_that_never_computes_are_asked_back(
    tmp_path: Path, known: Catalogue
) -> None:
    book = OpenpyxlBook()
    page = book.active
    for line in (("Mã", "Chỉ tiêu", "Thực hiện"), ("C1", "a", "=C3+1"), ("K1", "b", 40)):
        page.append(line)
    path = tmp_path / "o.xlsx"
    book.save(path)
    read = read_one(path, "2024-06_TU-DH.xlsx", RECEIVED, known)
    assert answers(read) == {"C1": (None, "formula_without_value"), "K1": (40.0, "")}


def hidden_column(page: Any) -> None:
    page.set_column("F:F", None, None, {"hidden": True})


def hidden_rows(page: Any) -> None:
    for n in range(3, 5):
        page.set_row(n, None, None, {"hidden": True})


@pytest.mark.parametrize("hide", [hidden_column, hidden_rows])
def test_hidden_rows_and_columns_count(
    tmp_path: Path, known: Catalogue, hide: Callable[[Any], None]
) -> None:
    book = Book(tmp_path / "h.xlsx", NAMES)
    header = ("TT", "Mã", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch năm", "Thực hiện trong kỳ")
    book.sheet("Số liệu", [(), (), header, row("C1", 15)[:6], row("K1", "3,5")[:6]])
    hide(book.book.worksheets()[0])
    read = read_one(book.done(), "h.xlsx", RECEIVED, known)
    assert answers(read) == {"C1": (15.0, ""), "K1": (3.5, "")}


def test_a_number_stored_as_text_is_a_number(tmp_path: Path, known: Catalogue) -> None:
    path = form(tmp_path / "t.xlsx", row("C1", "15"), row("K1", " 3,5\u00a0"))
    read = read_one(path, "2024-06_TU-DH.xlsx", RECEIVED, known)
    assert answers(read) == {"C1": (15.0, ""), "K1": (3.5, "")}


def test_dates_of_1904_are_four_years_later(tmp_path: Path, known: Catalogue) -> None:
    for since, day in (({}, "2020-06-30"), ({"date_1904": True}, "2024-07-01")):
        book = xlsxwriter.Workbook(str(tmp_path / "d.xlsx"), since)
        page = book.add_worksheet("Số liệu")
        page.write_row(0, 0, ("Mã", "Chỉ tiêu", "Thực hiện"))
        page.write_row(1, 0, ("M1", "a"))
        page.write_number(1, 2, 44012, book.add_format({"num_format": "dd/mm/yyyy"}))
        book.close()
        read = read_one(tmp_path / "d.xlsx", "2024-06_TU-DH.xlsx", RECEIVED, known)
        problem = read.submissions[0].problems[0]
        shown = "/".join(str(int(part)) for part in reversed(day.split("-")))
        assert (problem.rule, problem.written) == ("bad_date", shown)
