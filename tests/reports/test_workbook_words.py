"""The workbooks' texts from outside: safe, whole, alike ones once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from report_case import Case, open_case, small_plan

from reports.workbook.texts import clean
from tests.reports.workbooks import Both, links_of, report_of, sheet, texts

# openpyxl says that it does not know the 2010 data bars; Excel and LibreOffice do
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported and will be removed")


@pytest.fixture(autouse=True, scope="module")
def no_drawing() -> Iterator[None]:
    """The drawn charts have tests of their own; here they would only take time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.charts.draw.draw_charts", lambda *_: [])
        yield


HOSTILE = "=cmd|' /C calc'!A0"
MARKED = "<r>nợ & có</r>"  # xlsxwriter takes such a text for its own


def test_text_from_outside_never_becomes_a_formula_or_a_link(case: Case, tmp_path: Path) -> None:
    case.statement("a1", "A", HOSTILE, 1)
    case.statement("a1", "A", "@SUM(1+1)", 2)
    case.statement("a1", "A", "http://example.com", 3)
    case.statement("a1", "A", MARKED, 4)
    case.problem("b1", unit="B", indicator="R1", ordinal=1, message=HOSTILE, written=HOSTILE)
    book = Both(report_of(case, tmp_path))
    for ws in book.worksheets:
        assert not [c.coordinate for row in ws.iter_rows() for c in row if c.data_type == "f"]
    assert HOSTILE in texts(book["Thuyết minh"])
    assert f"{MARKED} " in texts(book["Thuyết minh"])
    inside = [ws for ws in book.worksheets if ws.title != "Bìa"]
    links = [link for ws in inside for link in links_of(ws)]
    assert not links


def test_names_with_control_characters_and_formula_signs_do_no_harm(tmp_path: Path) -> None:
    plan = small_plan()
    nasty = "=1+1\x00\x0b<b>& $x^2$ 漢字"
    bad = tuple(replace(i, name=nasty, unit_of_measure=nasty) for i in plan.indicators)
    units = tuple(replace(u, name=f"{u.id} {nasty}") for u in plan.units)
    marking = "&D&F " + "rất dài " * 60
    made = open_case(replace(plan, indicators=bad, units=units, marking=marking))
    made.result("ALL", "R1", "behind", assessed=1.0, target=2.0, expected=2.0, pace=0.5)
    made.result("A", "R1", "behind")
    book = Both(report_of(made, tmp_path))
    for ws in book.worksheets:
        assert not [c.coordinate for row in ws.iter_rows() for c in row if c.data_type == "f"]
        assert len(str(ws.HeaderFooter.oddHeader)) <= 300
    made.con.close()


def test_what_a_workbook_cannot_hold_becomes_blank() -> None:
    assert clean("a\x00b\ud800c\uffffd\ne\tf") == "a b c d\ne\tf"
    assert len(clean("x" * 40_000)) == 32_767


def test_a_long_explanation_is_quoted_letter_for_letter(case: Case, tmp_path: Path) -> None:
    words = "Đơn vị gặp khó khăn về nhân lực; " * 160  # more than 5,000 letters
    case.statement("a1", "A", words, 1)
    ws = sheet(report_of(case, tmp_path), "Thuyết minh")
    rows = [[c.value for c in row] for row in ws.iter_rows()]
    quoted = "".join(row[3] for row in rows if row[3] and "khó khăn" in row[3])
    assert quoted == words
    heights = [d.height for d in ws.row_dimensions.values() if d.height]
    assert max(heights) <= 409


def test_what_units_say_of_what_is_behind_stands_under_it_and_in_full_behind_it(
    case: Case, tmp_path: Path
) -> None:
    long = "Do thay đổi người phụ trách, " * 15 + "sẽ làm bù trong quý III."
    case.result("B", "N1", "behind", value=1.0, assessed=1.0)
    case.observation("a1", "A", "N1", value=11.0, explanation="Thiếu kinh phí")
    case.observation("b1", "B", "N1", value=1.0, explanation=long)
    case.observation("a1", "A", "R1", numerator=1.0, denominator=2.0, explanation="không hỏi")
    case.observation("a1", "A", "L1", state="withheld", explanation="không nêu")
    path = report_of(case, tmp_path)
    quoted = why(sheet(path, "Tổng hợp"), "N1")
    assert "“Do thay đổi người phụ trách, Do thay" in quoted
    assert "…” (Đơn vị B)" in quoted
    assert "“Thiếu kinh phí” (Đơn vị A)" in quoted
    assert len(quoted) < 400 + len("“…” (Đơn vị B); “Thiếu kinh phí” (Đơn vị A)")
    rows = [
        [c.value for c in row]
        for row in sheet(path, "Thuyết minh").iter_rows()
        if str(row[2].value).startswith("Giải trình")
    ]
    assert rows == [
        ["Đơn vị B", "Tháng 6/2024", "Giải trình N1. Số tài liệu", long],
        ["Đơn vị A", "Tháng 6/2024", "Giải trình N1. Số tài liệu", "Thiếu kinh phí"],
    ]


def why(ws: openpyxl.worksheet.worksheet.Worksheet, code: str) -> str:
    """What units say of an indicator that is behind."""
    rows = [row for row in ws.iter_rows(values_only=True) if f"▼ {code}. " in str(row[0])]
    return str(rows[0][6])


def test_alike_words_of_units_are_said_once_with_their_number(case: Case, tmp_path: Path) -> None:
    for unit in "ABC":
        case.observation("b1", unit, "N1", value=1.0, explanation="Chậm\tkinh phí")
    said = why(sheet(report_of(case, tmp_path), "Tổng hợp"), "N1")
    assert said == "“Chậm kinh phí” (3 đơn vị: Đơn vị A, Đơn vị B, Đơn vị C)"
