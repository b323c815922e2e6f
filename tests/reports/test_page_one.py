"""Page one of the workbook: what a leader must decide stands there in full."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from reports import amounts
from reports.book.write import write_book
from reports.docx import Paragraph
from reports.edition import Edition
from reports.leading.facts import Late, ask
from reports.leading.paper import paper_of
from reports.leading.rooms import ASKED, ROOMS
from reports.workbook.volumes import Volume
from tests.reports.case import Case, june, open_case, report_of, small_plan

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported and will be removed")
WHY = "Nguyên nhân đơn vị nêu"


def summary(case: Case, folder: Path) -> list[str]:
    """All texts of the page, from top to bottom."""
    path = folder / "report.xlsx"
    write_book(path, report_of(case), Volume.REPORT)
    sheet = openpyxl.load_workbook(path)["Tổng hợp"]
    return [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]


def test_where_no_unit_says_why_the_title_says_so_and_no_column_stands_empty(
    tmp_path: Path,
) -> None:
    case = june()
    said = summary(case, tmp_path)
    case.con.close()
    title = "2. Chậm tiến độ, chưa đạt: 1 chỉ tiêu (chưa đơn vị nào nêu nguyên nhân)"
    assert title in said
    assert WHY not in said


def test_where_a_unit_says_why_its_words_have_a_column(tmp_path: Path) -> None:
    case = june()
    case.observation("a1", "A", "N1", value=12.0, explanation="Thiếu máy quét.")
    said = summary(case, tmp_path)
    case.con.close()
    assert WHY in said
    assert any("Thiếu máy quét." in text for text in said)


def test_what_has_no_figures_is_named_with_whom_it_waits_for(tmp_path: Path) -> None:
    case = open_case(small_plan())
    case.result("ALL", "W1", "no_data", units_reported=0, units_expected=1, provisional=True)
    case.result("C", "W1", "no_data")
    said = " ".join(summary(case, tmp_path))
    case.con.close()
    assert "chưa đánh giá: W1 Tỷ lệ họp trực tuyến (chờ Đơn vị C)." in said


def test_what_units_ask_is_never_cut_to_its_first_words() -> None:
    assert min(room.asked for room in ROOMS) >= 70
    assert ASKED >= 3


def test_a_name_of_which_one_word_would_stand_in_a_list_is_its_code_alone() -> None:
    name = "Số lượt cán bộ được tập huấn"
    assert amounts.titled("CH09", name, 12) == "CH09"
    assert amounts.titled("CH09", name, 24) == "CH09 Số lượt cán bộ…"
    assert amounts.titled("CH09", name, 90) == f"CH09 {name}"


def test_a_list_names_the_last_one_rather_than_counting_it() -> None:
    case = june()
    case.con.close()
    edition = Edition(case.plan, case.period, datetime(2024, 6, 30))
    assert amounts.listed(edition, ["A", "B", "C"], 2, "more_units") == "A; B; C"
    assert amounts.listed(edition, ["A", "B", "C"], 1, "more_units") == "A; và 2 đơn vị khác"


def test_counts_of_thousands_are_written_as_figures_are_and_years_as_years() -> None:
    case = june()
    case.con.close()
    edition = Edition(case.plan, case.period, datetime(2024, 6, 30))
    assert "2.075" in edition.say("leading.sent.owed", total=2075, ways="gửi đúng hạn 9")
    assert "2025" in edition.say("kinds.year.no_next", next=2025)


def test_the_official_report_names_no_page_of_units_that_sent_late() -> None:
    case = june()
    report = report_of(case)
    facts = replace(ask(report), late=tuple(Late(n, f"Đơn vị {n}", ["2024-06"]) for n in range(40)))
    paper = paper_of(report.edition, facts)
    case.con.close()
    (said,) = (
        part.text
        for section in paper.sections
        for own in section.sections
        for part in own.parts
        if isinstance(part, Paragraph) and part.text.startswith("Gửi chậm")
    )
    assert said.startswith("Gửi chậm 40 đơn vị")
    assert said.endswith("; và 25 đơn vị khác.")
