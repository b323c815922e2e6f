"""The list of pages: a page added to a copy of it is asked, drawn and listed; nothing else knows.

`quiet_units.sql` beside this file is all that the page added here needs on disk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest
from report_case import Case, report_of

from reports.book import PAGES
from reports.book.page import BookPage, only_rows
from reports.book.write import write_book, write_books
from reports.figures.query import ColumnsDiffer, row_of
from reports.report import Report
from reports.workbook.book import Book
from reports.workbook.volumes import Volume

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported and will be removed")


@row_of("quiet_units")
@dataclass(frozen=True, slots=True)
class QuietUnit:
    unit_name: str
    forms: int


def ask(report: Report) -> tuple[QuietUnit, ...]:
    return report.rows(QuietUnit)


def draw(book: Book, units: tuple[QuietUnit, ...]) -> None:
    page = book.page("quiet", (40, 12))
    for unit in units:
        page.text(0, unit.unit_name, book.cell())
        page.figure(1, unit.forms, book.cell(num_format="0"))
        page.end()


QUIET = BookPage("quiet", ask, draw)


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `kpi/words/vi/report.toml` would say of the page."""
    from kpi.words import section

    report = section("report", "vi")
    monkeypatch.setitem(report["sheets"], "quiet", "Chưa gửi")
    monkeypatch.setitem(report["cover"], "quiet", "Đơn vị còn nợ biểu")


def test_a_page_is_its_query_its_rows_its_drawing_and_a_line_of_the_list(
    case: Case, tmp_path: Path
) -> None:
    path = tmp_path / "report.xlsx"
    write_book(path, report_of(case), Volume.REPORT, (*PAGES, QUIET))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[-1] == "Chưa gửi"
    assert list(book["Chưa gửi"].iter_rows(values_only=True)) == [("Đơn vị C", 1)]
    assert "Đơn vị còn nợ biểu" in {c.value for row in book["Bìa"].iter_rows() for c in row}


def test_a_page_that_is_not_shown_is_neither_asked_nor_listed(case: Case, tmp_path: Path) -> None:
    def refuse(report: Report) -> tuple[QuietUnit, ...]:
        raise AssertionError(report)

    hidden = replace(QUIET, ask=refuse, shown=lambda report: report.edition.plan.ranks != "none")
    write_book(tmp_path / "report.xlsx", report_of(case), Volume.REPORT, (*PAGES, hidden))
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    assert "Chưa gửi" not in book.sheetnames
    assert "Đơn vị còn nợ biểu" not in {c.value for row in book["Bìa"].iter_rows() for c in row}


def test_a_page_of_the_annex_stands_in_it_alone_and_is_listed_in_both(
    case: Case, tmp_path: Path
) -> None:
    behind = replace(QUIET, volumes=(Volume.ANNEX,))
    for path in write_books(tmp_path, report_of(case), (*PAGES, behind)):
        book = openpyxl.load_workbook(path)
        assert ("Chưa gửi" in book.sheetnames) == (path.name == "phu-luc.xlsx")
        assert "Đơn vị còn nợ biểu" in {c.value for row in book["Bìa"].iter_rows() for c in row}


def test_every_page_of_the_list_has_a_folder_of_its_key_and_no_page_another_name() -> None:
    folder = Path(__file__).parents[2] / "reports" / "book"
    keys = [page.key for page in PAGES]
    assert len(set(keys)) == len(keys)
    assert {p.parent.name for p in folder.glob("*/drawing.py")} == set(keys)


def test_no_page_needs_another_but_charts_and_small_lines_their_data() -> None:
    folder = Path(__file__).parents[2] / "reports" / "book"
    needs = {
        (path.parent.name, other)
        for path in folder.glob("*/*.py")
        for other in re.findall(r"from reports\.book\.(\w+)\.", path.read_text(encoding="utf-8"))
        if other != path.parent.name
    }
    assert needs == {("charts", "chart_data"), ("indicators", "chart_data")}


@row_of("quiet_units")
@dataclass(frozen=True, slots=True)
class Misnamed:
    unit_name: str
    sheets: int


@row_of("quiet_units")
@dataclass(frozen=True, slots=True)
class Mistyped:
    unit_name: str
    forms: str


@pytest.mark.parametrize("row", [Misnamed, Mistyped])
def test_rows_that_are_not_as_their_dataclass_says_are_not_made(case: Case, row: type) -> None:
    with pytest.raises(ColumnsDiffer, match=r"quiet_units\.sql: .*forms"):
        report_of(case).rows(row)


def test_a_query_is_run_once_for_all_pages_that_print_it(case: Case) -> None:
    report = report_of(case)
    assert report.rows(QuietUnit) is report.rows(QuietUnit)


def test_a_row_that_extends_another_is_of_no_query_until_it_says_of_which(case: Case) -> None:
    @dataclass(frozen=True, slots=True)
    class Quieter(QuietUnit):
        pass

    with pytest.raises(TypeError, match=r"Quieter is the row of no query"):
        report_of(case).rows(Quieter)


@dataclass(frozen=True, slots=True)
class Quiet:
    units: tuple[QuietUnit, ...]
    again: tuple[QuietUnit, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    units: tuple[QuietUnit, ...]
    forms: int


def test_a_page_of_rows_alone_is_filled_by_what_its_fields_say(case: Case) -> None:
    page = only_rows(Quiet)(report_of(case))
    assert page == Quiet((QuietUnit("Đơn vị C", 1),), (QuietUnit("Đơn vị C", 1),))


def test_a_page_that_has_more_than_rows_asks_by_itself() -> None:
    with pytest.raises(ValueError, match=r"Counted\.forms"):
        only_rows(Counted)
