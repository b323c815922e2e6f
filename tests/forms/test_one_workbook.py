"""Month, quarter and half in one workbook: each sheet is a submission of its own period."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from forms_plans import HU, PLAN, indicator

from kpi.periods import ending_with, parse_period
from kpi.reading.one_file import read_one
from kpi.records.answers import SubmissionRead
from reports.forms import Entry, write_form, write_forms
from reports.forms.form import Part, book_bytes
from tests.office import convert

JUNE, Q2, HALF = ending_with(parse_period("2024-06").last_month)
NOW = datetime(2024, 7, 10)
ONE = replace(PLAN, forms="one", indicators=(*PLAN.indicators, indicator("KT01", frequency="half")))
FILLED = (
    Part(JUNE, entries={"VB01.a": Entry(12), "VB01.b": Entry(15), "CH09": Entry(40)}),
    Part(Q2, entries={"CH14": Entry(8.5)}),
    Part(HALF, entries={"KT01": Entry(1234)}),
)
SAID = {
    "2024-06": [("VB01", 12, None), ("CH09", None, 40)],
    "2024-Q2": [("CH14", None, 8.5)],
    "2024-H1": [("KT01", None, 1234)],
}


def filled(folder: Path, *parts: Part, name: str = "2024-06_HU-VL.xlsx") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(book_bytes(ONE, HU, parts or FILLED, ["Kết quả tốt"]))
    return path


def read(path: Path) -> tuple[SubmissionRead, ...]:
    found = read_one(path, path.name, datetime(2024, 7, 10, tzinfo=UTC), ONE)
    assert found.problems == ()
    assert all(not s.problems for s in found.submissions)
    assert {s.unit for s in found.submissions} == {HU}
    return found.submissions


def said(path: Path) -> dict[str, list[tuple[str, float | None, float | None]]]:
    return {s.period: [(a.indicator, a.numerator, a.value) for a in s.answers] for s in read(path)}


def test_each_period_has_a_sheet_called_by_its_name(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(filled(tmp_path))
    assert book.sheetnames == [
        "Tháng 6-2024", "Quý II-2024", "6 tháng đầu năm 2024", "Thuyết minh",
    ]  # fmt: skip


def test_each_sheet_is_read_as_a_submission_of_its_own_period(tmp_path: Path) -> None:
    assert said(filled(tmp_path)) == SAID


def test_the_words_belong_to_the_first_period_that_was_filled(tmp_path: Path) -> None:
    words = [s.words for s in read(filled(tmp_path))]
    assert words == [(("Kết quả nổi bật", "Kết quả tốt"),), (), ()]


def test_a_period_left_blank_is_no_submission(tmp_path: Path) -> None:
    parts = (replace(FILLED[0], entries={}), FILLED[1], replace(FILLED[2], entries={}))
    assert said(filled(tmp_path, *parts)) == {"2024-Q2": SAID["2024-Q2"]}


@pytest.mark.parametrize("name", ["2024-06_HU-VL.xlsx", "Quý II-2024.xlsx", "Bieu.xlsx"])
def test_the_name_of_the_file_may_be_that_of_any_of_its_periods(tmp_path: Path, name: str) -> None:
    assert said(filled(tmp_path, name=name)) == SAID


def test_a_name_that_is_no_period_of_the_workbook_is_asked_back(tmp_path: Path) -> None:
    path = filled(tmp_path, name="2024-05_HU-VL.xlsx")
    found = read_one(path, path.name, datetime(2024, 7, 10, tzinfo=UTC), ONE)
    rules = {p.rule for s in found.submissions for p in s.problems}
    assert rules == {"wrong_period"}


def test_a_lone_form_of_another_period_than_its_name_is_still_asked_back(tmp_path: Path) -> None:
    path = tmp_path / "2024-06_HU-VL.xlsx"
    write_form(path, ONE, HU, Q2, entries={"CH14": Entry(8.5)})
    found = read_one(path, path.name, datetime(2024, 7, 10, tzinfo=UTC), ONE)
    assert [p.rule for s in found.submissions for p in s.problems] == ["wrong_period"]


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_saved_by_libreoffice_it_says_the_same(tmp_path: Path, kind: str) -> None:
    (saved,) = convert([filled(tmp_path)], kind, tmp_path / "saved")
    assert said(saved) == SAID
    assert [s.notes for s in read(saved)] == [(), (), ()]


def test_without_its_names_it_is_known_by_its_headings(tmp_path: Path) -> None:
    path = filled(tmp_path)
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        sheet.defined_names.clear()
        for row in range(1, 5):
            sheet.cell(row, 12).value = None
    book.save(path)
    assert said(path) == SAID


def test_the_workbook_lies_under_the_first_period_in_the_units_folder(tmp_path: Path) -> None:
    done = write_forms(ONE, (JUNE, Q2, HALF), tmp_path, NOW)
    assert [p.name for p in done.blank][:2] == ["2024-06_HU-VL.xlsx", "2024-06_DU-QS.xlsx"]
    assert {p.parent.name for p in done.blank} >= {HU, "DU-QS"}
    sheets = openpyxl.load_workbook(done.blank[0]).sheetnames
    assert len(sheets) == 4


def test_an_answer_on_any_sheet_keeps_the_workbook(tmp_path: Path) -> None:
    for number, _ in enumerate(FILLED):
        parts = [p if n == number else replace(p, entries={}) for n, p in enumerate(FILLED)]
        path = filled(tmp_path / str(number) / HU, *parts)
        before = path.read_bytes()
        done = write_forms(ONE, (JUNE, Q2, HALF), tmp_path / str(number), NOW)
        assert done.kept == [path]
        assert path.read_bytes() == before


def test_blank_forms_of_single_periods_make_way_and_filled_ones_stay(tmp_path: Path) -> None:
    write_forms(PLAN, (JUNE, Q2), tmp_path, NOW)
    filled_one = tmp_path / "DU-QS" / "2024-Q2_DU-QS.xlsx"
    write_form(filled_one, PLAN, "DU-QS", Q2, entries={"CH14": Entry(7)})
    done = write_forms(ONE, (JUNE, Q2, HALF), tmp_path, NOW)
    assert done.kept == [filled_one]
    assert [p.name for p in (tmp_path / HU).iterdir()] == ["2024-06_HU-VL.xlsx"]
