"""The pages of one unit and of one field read back: their figures are those of the results."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
import pytest
from report_case import AS_OF, Case, june, may, open_case, report_of, small_plan

from kpi.words import formats
from reports.excerpts.write import write_field, write_unit
from reports.report import Report

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported and will be removed")


def pdf_of(path: Path) -> tuple[str, list[list[list[str]]], int, float]:
    """The text, the tables, the pages, and the smallest letters of a file."""
    with pdfplumber.open(path) as pdf:
        letters: list[Any] = [c for page in pdf.pages for c in page.chars]
        text = " ".join(" ".join((page.extract_text() or "").split()) for page in pdf.pages)
        tables = [
            [[(c or "").replace("\n", " ") for c in row] for row in t]
            for page in pdf.pages
            for t in page.extract_tables()
        ]
        return text, tables, len(pdf.pages), min(c["size"] for c in letters)


def of_one_unit(indicators: int, name: str = "Số tài liệu") -> Case:
    """Unit A with so many counts, each with figures of its own, and unit B with others."""
    plan = small_plan()
    base = plan.indicator_by_id["N1"]
    made = tuple(replace(base, id=f"N{n:03d}", name=f"{name} {n}") for n in range(indicators))
    case = open_case(replace(plan, indicators=made, ranks="all"))
    statuses = ("met", "on_track", "at_risk", "behind", "no_target", "not_due")
    for n, indicator in enumerate(made):
        for unit, more in (("A", 0), ("B", 5000), ("ALL", 9000)):
            figures = {
                "value": 7.0 + n + more, "assessed": 1010.0 + n + more,
                "expected": 2010.0 + n + more,
                "target": 3010.0 + n + more, "achievement": 31.5 + n / 10,
                "change_previous": 4.0 + n, "change_last_year": -3.0 - n,
            }  # fmt: skip
            status = statuses[n % 6]
            shown = {} if status == "not_due" else figures
            alike = {"now_previous": 4.0 + n, "before_previous": 0.0,
                     "now_last_year": 0.0, "before_last_year": 3.0 + n}  # fmt: skip
            case.result(unit, indicator.id, status, pace=0.9, alike=alike, **shown)
    for unit, rank in (("A", 1), ("B", 2)):
        case.score(unit, "ALL", 61.7, rank)
    return case


@pytest.fixture
def month() -> Iterator[Case]:
    made = june()
    made.result("A", "N1", "behind", value=4.0, assessed=15.0, expected=20.0, target=40.0)
    made.observation("a1", "A", "N1", value=5.0, explanation="Thiếu máy quét.")
    made.problem("a1", unit="A", ordinal=1, message="Ô F13: đề nghị ghi lại.", severity="cell")
    yield made
    made.con.close()


def test_every_figure_of_a_units_page_is_that_of_the_results(tmp_path: Path) -> None:
    case = of_one_unit(30)
    made = write_unit(tmp_path / "units", report_of(case), "A")
    rows = case.con.execute(
        "SELECT indicator, value, assessed, expected, target, achievement, change_previous,"
        " change_last_year FROM results WHERE unit = 'A' AND status <> 'not_due' ORDER BY 1"
    ).fetchall()
    case.con.close()
    _, tables, pages, least = pdf_of(made.files[0])
    assert pages <= 2
    assert least >= 7.99
    told = [r for t in tables for r in t if len(r) == 9 and r[0].startswith("N")]
    assert [r[0].split(".")[0] for r in told] == [r[0] for r in rows]
    for line, row in zip(told, rows, strict=True):
        whole = [formats.number(v, 0) for v in row[1:5]]
        changes = [("+" if v > 0 else "") + formats.number(v, 0) for v in row[6:]]
        assert line[1:8] == [*whole, formats.number(row[5], 1), *changes]
    sheet = openpyxl.load_workbook(made.files[1]).worksheets[0]
    cells = [r for r in sheet.iter_rows(values_only=True) if str(r[1]).startswith("N0")]
    assert [(str(r[1]).split(".")[0], *r[2:9]) for r in cells] == [tuple(r) for r in rows]


def test_a_units_page_names_no_rank_no_score_and_nobody_elses_figures(tmp_path: Path) -> None:
    case = of_one_unit(12)
    made = write_unit(tmp_path / "units", report_of(case), "A")
    case.con.close()
    text, _, _, _ = pdf_of(made.files[0])
    sheet = openpyxl.load_workbook(made.files[1]).worksheets[0]
    cells = [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]
    for said in (text, " ".join(cells)):
        assert not re.search(r"[Tt]hứ hạng|xếp hạng|61,7|Đơn vị B|6\.0|10\.0", said)


def test_a_units_page_tells_what_is_behind_why_and_what_to_mend(
    month: Case, tmp_path: Path
) -> None:
    made = write_unit(tmp_path / "units", report_of(month), "A")
    text, tables, _, _ = pdf_of(made.files[0])
    assert "Ô F13: đề nghị ghi lại." in text
    cells = {cell for t in tables for row in t for cell in row}
    assert {
        "15/20, còn thiếu 5 tài liệu",
        "“Thiếu máy quét.”",
        "● Gửi đúng hạn",
    } <= cells
    sheet = openpyxl.load_workbook(made.files[1]).worksheets[0]
    lines = [str(row[0]) for row in sheet.iter_rows(values_only=True) if row[0]]
    assert any("15/20, còn thiếu 5 tài liệu" in line for line in lines)
    assert "- Ô F13: đề nghị ghi lại." in lines


def test_a_units_page_takes_two_pages_however_much_there_is(tmp_path: Path) -> None:
    case = of_one_unit(120, "Tỷ lệ cán bộ, công chức được tập huấn, bồi dưỡng kỹ năng nghiệp vụ")
    case.submission("a1", "A", AS_OF)
    for n in range(40):
        case.problem("a1", unit="A", ordinal=n, message="Ô F12: đề nghị giải trình. " * 8)
    made = write_unit(tmp_path / "units", report_of(case), "A")
    case.con.close()
    text, _, pages, least = pdf_of(made.files[0])
    assert pages == 2
    assert least >= 7.99
    assert "chỉ tiêu khác, xem tệp Excel kèm theo" in text  # what is left out is told
    sheet = openpyxl.load_workbook(made.files[1]).worksheets[0]
    assert sheet.page_setup.fitToHeight == 2


def test_a_unit_that_reports_nothing_is_told_so(month: Case, tmp_path: Path) -> None:
    month.con.execute("DELETE FROM results")
    made = write_unit(tmp_path / "units", report_of(month), "B")
    assert "đơn vị không có chỉ tiêu phải báo cáo" in pdf_of(made.files[0])[0]


def test_a_fields_page_tells_its_own_indicators_and_their_units(
    month: Case, tmp_path: Path
) -> None:
    report = report_of(month)
    report = Report(report.edition, report.figures, may(month))
    made = write_field(tmp_path / "fields", report, "F1")
    text, tables, pages, least = pdf_of(made.files[0])
    assert pages <= 2
    assert least >= 7.99
    assert "Tốt hơn 1: R1 Tỷ lệ văn bản điện tử (chậm tiến độ → đúng tiến độ)" in text
    assert "Y1" not in text
    rows = {r[0].split(".")[0]: r for t in tables for r in t if len(r) == 9}
    assert rows["N1"][1:4] == ["12", "45 ◐ 2/3 đơn vị", "60"]
    units = {r[0].split(" ")[0]: r for t in tables for r in t if len(r) == 3}
    assert units["R1"][1:] == ["1/3: Đơn vị B", "1/3: Đơn vị C"]


def test_equal_reports_give_equal_bytes_and_a_manifest_that_names_all(
    month: Case, tmp_path: Path
) -> None:
    told: list[Path] = []
    for unit in ("A", "B", "A"):
        made = write_unit(tmp_path / "units", report_of(month), unit, told.append)
    other = write_unit(tmp_path / "again" / "units", report_of(month), "A")
    for one, two in zip(made.files, other.files, strict=True):
        assert one.read_bytes() == two.read_bytes()
    manifest = json.loads(made.manifest.read_text(encoding="utf-8"))
    assert set(manifest["outputs"]) == {"A.pdf", "A.xlsx", "B.pdf", "B.xlsx"}
    assert len(told) == 3
