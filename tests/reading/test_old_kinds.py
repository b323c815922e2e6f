"""Cells of .xls and .ods as the real LibreOffice writes them: values, formats, fonts, notes."""

from __future__ import annotations

import pytest

from kpi.reading.one_file import open_book
from kpi.workbooks.grid import Cell, Comment, Sheet, Workbook
from tests.office import convert
from tests.reading.old_books import MEANT, odd_book

KINDS = ("xls", "ods")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    folder = tmp_path_factory.mktemp("odd")
    source = odd_book(folder / "odd.xlsx")
    return {k: open_book(convert([source], k, folder / k)[0], k) for k in KINDS}


@pytest.fixture(params=KINDS)
def sheet(books: dict[str, Workbook], request: pytest.FixtureRequest) -> Sheet:
    return books[request.param].sheets[0]


@pytest.mark.parametrize(
    ("row", "cell"),
    [(1, Cell("number", "", 0.9755, "percent")),
     (2, Cell("number", "", 97.5, "percent_sign")),
     (3, Cell("number", "", 45372.0, "date")),
     (4, Cell("number", "", 1234567.89, shown="1234567,89 ₫")),
     (5, Cell("error", "#DIV/0!", formula=True)),
     (6, Cell("number", "", 2469135.78, formula=True)),
     (7, Cell("text", MEANT)),
     (8, Cell("text", MEANT.upper())),
     (9, Cell("text", MEANT)),
     (10, Cell("text", "Đơn vị: Thành ủy Đông Hà")),
     (12, Cell("text", "hai  dấu cách\nxuống dòng")),
     (13, Cell("error", "#N/A", formula=True)),
     (15, Cell("text", "=không phải công thức")),
     (16, Cell("number", "", 0.0, formula=True)),
     (19, None)],
)  # fmt: skip
def test_a_cell_is_read_with_its_format_font_and_formula(
    sheet: Sheet, row: int, cell: Cell | None
) -> None:
    assert sheet.at(row, 1) == cell


def test_what_hangs_on_cells_is_kept(sheet: Sheet) -> None:
    assert sheet.formulas[6, 1].replace("$", "") == "A4*2"
    assert sheet.comments[1, 2].text.endswith("đã rà soát")
    assert sheet.merged == ((1, 3, 3, 4),)
    assert sheet.at(1, 3) == Cell("text", "gộp")
    assert [sheet.at(r, c) for r in (1, 2, 3) for c in (3, 4)].count(None) == 5
    assert sheet.names == {"kpi_unit": (20, 1)}


@pytest.mark.parametrize("kind", KINDS)
def test_hidden_sheets_are_read_and_marked(books: dict[str, Workbook], kind: str) -> None:
    assert [(s.name, s.hidden) for s in books[kind].sheets] == [("Ô", False), ("Ẩn", True)]
    assert books[kind].sheets[1].at(1, 1) == Cell("number", "", 7.0)
    assert not books[kind].since_1904


def test_the_author_of_a_comment_is_kept_where_the_file_names_one(
    books: dict[str, Workbook],
) -> None:
    assert isinstance(books["xls"].sheets[0].comments[1, 2], Comment)


def test_a_formula_that_gives_words_is_never_read_as_nought(books: dict[str, Workbook]) -> None:
    """LibreOffice saves 0 for it in .xls, so that only its kind tells that it was no sum."""
    for row, words in ((14, "chữ ghép"), (17, MEANT)):
        assert books["xls"].sheets[0].at(row, 1) == Cell("no_value", formula=True)
        cell = books["ods"].sheets[0].at(row, 1)
        assert cell is not None
        assert (cell.kind, cell.formula) == ("text", True)
        assert row == 17 or cell.text == words
