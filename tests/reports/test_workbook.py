"""The workbooks as people get them: words, figures, print set-up, safe text; golden text per sheet.

A golden file lies in the folder of its workbook: `report` or `annex`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import report_dump
from report_case import AS_OF, Case, june, may, open_case, small_plan

from kpi.assessment.bounds import FullReturn, Stretch
from kpi.forecasts import ForecastRow
from kpi.plan.model import Approval
from kpi.words import say
from reports.render import publish
from tests.reports.workbooks import Both, annex_of, links_of, report_of, sheet, texts

# openpyxl says that it does not know the 2010 data bars; Excel and LibreOffice do
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported and will be removed")

GOLDEN = Path(__file__).parent / "golden"
PARTS = {
    "report": {
        "cover": "Bìa", "summary": "Tổng hợp", "indicators": "Chỉ tiêu",
        "reasons": "Vì sao thay đổi", "forecast": "Dự báo cuối năm", "units": "Theo đơn vị",
        "method": "Phương pháp",
    },
    "annex": {
        "reasons": "Vì sao thay đổi", "forecast": "Dự báo cuối năm", "units": "Theo đơn vị",
        "method": "Phương pháp", "cover": "Bìa", "sources": "Nguồn số liệu",
        "statements": "Thuyết minh", "problems": "Số liệu cần rà soát", "delivery": "Gửi báo cáo",
        "missing": "Số liệu còn thiếu", "record": "Dự báo các năm trước",
        "methods": "Ba phương pháp",
        "unit_figures": "Số liệu đơn vị", "heat": "Đơn vị và chỉ tiêu",
    },
}  # fmt: skip
# of each workbook the sheet of its pictures, without golden text, and the hidden one they draw
DRAWN = {"report": ("Biểu đồ", "Số liệu biểu đồ"), "annex": ("Biểu đồ để in",)}


# C has not sent: R1 stays or falls with it, of N1 nothing bounds it
MISSING = (
    FullReturn("R1", "on_track", 1, 1, (
        Stretch("at_risk", 0.0, 40.0, 70.0, 75.9), Stretch("on_track", 40.1, 100.0, 76.0, 79.0),
    )),
    FullReturn("N1", "behind", 1, 3, ()),
)  # fmt: skip
# What June of two complete years forecast: of the people once right and once not, of the ratio,
# which has no range, once.
RECORD = (
    ForecastRow("2024-06", "R1", 2023, 6, 75.04, None, None, 77.0, None),
    ForecastRow("2024-06", "L1", 2023, 6, 90.4, 80.2, 100.6, 95.0, held=True),
    ForecastRow("2024-06", "L1", 2022, 6, 70.0, 60.0, 81.0, 85.0, held=False),
)


@pytest.fixture(autouse=True, scope="module")
def no_drawing() -> Iterator[None]:
    """The drawn charts have tests of their own; here they would only take time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.charts.draw.draw_charts", lambda *_: [])
        yield


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, no_drawing: None) -> Path:  # noqa: ARG001
    """The hand-made month's workbook, for tests that only read it."""
    made = june()
    folder = tmp_path_factory.mktemp("report") / "r"
    path = publish(
        made.assessment,
        made.plan,
        made.period,
        folder,
        as_of=AS_OF,
        last=may(made),
        missing=MISSING,
        record=RECORD,
    ).report
    made.con.close()
    return path


@pytest.fixture(scope="module")
def book(report: Path) -> Both:
    return Both(report)


@pytest.fixture(scope="module")
def dumped(report: Path) -> dict[str, dict[str, str]]:
    return {"report": report_dump.sheets(report), "annex": report_dump.sheets(annex_of(report))}


def row_of(ws: openpyxl.worksheet.worksheet.Worksheet, code: str) -> list[Any]:
    return next(
        [c.value for c in row] for row in ws.iter_rows() if code in [c.value for c in row[:2]]
    )


@pytest.mark.parametrize(
    ("volume", "part"), [(volume, part) for volume, parts in PARTS.items() for part in parts]
)
def test_a_sheet_is_as_it_was(dumped: dict[str, dict[str, str]], volume: str, part: str) -> None:
    found = dumped[volume][PARTS[volume][part]]
    golden = GOLDEN / volume / f"{part}.txt"
    if os.environ.get("KPI_REWRITE_GOLDEN"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8")


def test_every_sheet_has_its_golden_text_or_is_drawn(report: Path) -> None:
    for volume, path in (("report", report), ("annex", annex_of(report))):
        found = openpyxl.load_workbook(path).sheetnames
        assert sorted(found) == sorted((*PARTS[volume].values(), *DRAWN[volume]))


def test_native_charts_are_as_they_were(report: Path) -> None:
    found = "\n".join(report_dump.charts(report).values())
    golden = GOLDEN / "report" / "charts.txt"
    if os.environ.get("KPI_REWRITE_GOLDEN"):
        golden.write_text(found, encoding="utf-8", newline="\n")
    assert found == golden.read_text(encoding="utf-8")


def test_an_indicator_shows_all_that_a_leader_asks(book: Both) -> None:
    row = row_of(book["Chỉ tiêu"], "R1")
    assert row == [
        "R1", "Tỷ lệ văn bản điện tử (%) – Đơn vị A", 78.04, 77, 80, 80, 96.25,
        pytest.approx(3.08), pytest.approx(-1.96), None,  # against 74,96 and 80, not rounded
        "↑ tốt lên", "► Đúng tiến độ", "◐ 2/3",
    ]  # fmt: skip


def test_a_changed_ratio_reads_in_points_and_an_estimate_says_so(book: Both) -> None:
    ws = book["Chỉ tiêu"]
    cells = next(row for row in ws.iter_rows() if row[0].value == "R1")
    assert "điểm %" in cells[7].number_format
    assert cells[2].number_format == '[$-42A]#,##0.0" (ước)"'
    assert cells[4].number_format == "[$-42A]#,##0.0"


def test_the_summary_counts_add_up_on_the_page(book: Both) -> None:
    ws = book["Tổng hợp"]
    rows = [[c.value for c in row] for row in ws.iter_rows()]
    start = next(n for n, row in enumerate(rows) if row[0] == "Kết quả đánh giá") + 1
    end = next(n for n, row in enumerate(rows) if row[0] == "Tổng số")
    assert sum(row[4] for row in rows[start:end]) == rows[end][4] == 5


def test_the_summary_is_one_printed_page_and_names_who_has_not_sent(
    book: Both,
) -> None:
    ws = book["Tổng hợp"]
    assert ws.sheet_properties.pageSetUpPr.fitToPage
    assert {ws.page_setup.fitToWidth, ws.page_setup.fitToHeight} <= {None, 1}  # 1 is the default
    silent = "Chưa gửi 1 đơn vị: Đơn vị C (tháng 6/2024; đã gửi, chưa tiếp nhận được)."
    assert any(silent in text for text in texts(ws))


def test_every_sheet_prints_on_a4_with_its_marking_and_page_numbers(
    book: Both,
) -> None:
    for ws in book.worksheets:
        assert ws.page_setup.paperSize == 9
        assert ws.oddHeader.right.text == "Lưu hành nội bộ"
        assert "Chỉ tiêu là đề xuất, chờ duyệt" in ws.oddFooter.left.text
        assert ws.oddFooter.right.text == "Trang &P/&N"


def test_approved_targets_are_said_to_be_approved(case: Case, tmp_path: Path) -> None:
    approval = Approval("Số 15-KH/BTGTU", datetime(2022, 1, 10).date())
    case.plan = replace(case.plan, approved=approval)
    book = Both(report_of(case, tmp_path))
    footer = book["Tổng hợp"].oddFooter.left.text
    assert "Chỉ tiêu được phê duyệt tại Số 15-KH/BTGTU ngày 10/1/2022" in footer
    assert not any("đề xuất, chờ duyệt" in ws.oddFooter.left.text for ws in book.worksheets)


def test_the_owner_is_the_one_of_the_period(tmp_path: Path) -> None:
    for label, owner in (("2025-01", "Ban Tuyên giáo"), ("2025-03", "Ban Tuyên giáo và Dân vận")):
        made = open_case(small_plan(), label)
        cover = texts(sheet(report_of(made, tmp_path / label), "Bìa"))
        assert owner.upper() in cover
        made.con.close()


def test_ranks_are_shown_only_where_the_plan_says_so(case: Case, tmp_path: Path) -> None:
    hidden = texts(sheet(annex_of(report_of(case, tmp_path)), "Theo đơn vị"))
    assert "Thứ hạng" not in hidden
    case.plan = replace(case.plan, ranks="annex")
    ranked = report_of(case, tmp_path)
    assert "Thứ hạng" in texts(sheet(annex_of(ranked), "Theo đơn vị"))
    assert "Thứ hạng" not in texts(openpyxl.load_workbook(ranked)["Theo đơn vị"])


def test_no_data_is_white_and_the_reds_are_for_what_is_behind() -> None:
    from reports.looks import STATUS

    assert STATUS["no_data"].fill == "#FFFFFF"
    symbols = [look.symbol for name, look in STATUS.items() if name != "met_so_far"]
    assert len(set(symbols)) == len(symbols)


CODES = re.compile(r"\b20\d\d-(?:Q[1-4]|H[12]|9M|\d\d)\b")


def test_no_period_code_stands_on_a_vietnamese_page(book: Both) -> None:
    found = {t for ws in book.worksheets for t in texts(ws) if CODES.search(t)}
    assert not found


def test_no_english_status_or_code_word_stands_on_a_vietnamese_page(
    book: Both,
) -> None:
    page = " ".join(t for ws in book.worksheets for t in texts(ws))
    english = (
        r"\b(on_track|at_risk|behind|met|no_data|target|value|status|unit|data|None|accepted)\b"
    )
    assert not re.search(english, page)


def test_the_report_is_there_in_english_too(case: Case, tmp_path: Path) -> None:
    case.plan = replace(case.plan, locale="en")
    book = Both(report_of(case, tmp_path))
    assert [ws.title for ws in book.worksheets[:3]] == ["Cover", "Summary", "Indicators"]
    row = row_of(book["Indicators"], "R1")
    assert row[11] == "► On track"


def test_a_learned_profile_names_the_years_that_it_rests_on(case: Case, tmp_path: Path) -> None:
    for indicator, year, years in (("N1", 2024, [2022, 2023]), ("L1", 2024, []), ("N1", 2023, [])):
        for month in (6, 12):
            row = {"indicator": indicator, "year": year, "month_of_year": month, "years": years}
            case.insert("profile_in_force", row)
    path = report_of(case, tmp_path)
    assert texts(sheet(annex_of(path), "Dự báo cuối năm"))[-1] == (
        "Tỷ trọng các tháng học từ những năm trước có đủ số liệu (mỗi năm tính như nhau):"
        " N1: 2 năm (2022, 2023); L1: chưa có năm nào (0 năm), chia đều các tháng."
    )
    basis = {r[0].value: r[2].value for r in sheet(annex_of(path), "Phương pháp").iter_rows()}
    assert basis["N1"] == "Tỷ trọng trong năm: học từ 2 năm trước có đủ số liệu (2022, 2023)"
    assert "(0 năm), chia đều các tháng" in basis["L1"]
    assert "Tỷ trọng" not in basis["R1"]


def test_what_earlier_years_forecast_stands_beside_what_came(book: Both) -> None:
    ws = book["Dự báo các năm trước"]
    rows = [[c.value for c in row] for row in ws.iter_rows() if row[1].value in ("R1", "L1")]
    assert [[r[0], r[1], *r[4:]] for r in rows] == [
        [1, "R1", 2023, 75.04, None, None, 77, "không có khoảng", None],
        [2, "L1", 2023, 90.4, 80.2, 100.6, 95, "có", "1/2"],
        [None, "L1", 2022, 70, 60, 81, 85, "không", None],
    ]
    assert any("2023, 2022" in t and "ở 1 trên 2 lần" in t for t in texts(ws))


def test_before_a_year_is_complete_the_page_of_earlier_forecasts_says_so(
    case: Case, tmp_path: Path
) -> None:
    ws = sheet(annex_of(report_of(case, tmp_path)), "Dự báo các năm trước")
    assert say("report.record.no_year", "vi") in texts(ws)
    assert ws.max_row == 3


def test_a_period_that_ends_the_year_has_no_page_of_earlier_forecasts(tmp_path: Path) -> None:
    for label in ("2024-12", "2024", "2021-2025"):
        made = open_case(small_plan(), label)
        annex = openpyxl.load_workbook(annex_of(report_of(made, tmp_path / label)))
        assert "Dự báo các năm trước" not in annex.sheetnames
        made.con.close()


def test_text_is_never_higher_than_a_row_can_be(case: Case, tmp_path: Path) -> None:
    case.problem("b1", unit="B", indicator="R1", ordinal=1, message="\n".join("x" * 120))
    ws = sheet(report_of(case, tmp_path), "Số liệu cần rà soát")
    assert max(d.height for d in ws.row_dimensions.values() if d.height) <= 409


def test_a_period_without_any_data_still_gives_a_whole_report(tmp_path: Path) -> None:
    made = open_case(small_plan())
    for indicator in made.plan.indicators:
        made.result("ALL", indicator.id, "no_data", units_reported=0, units_expected=3)
    book = Both(report_of(made, tmp_path, datetime(2024, 6, 16)))
    assert say("report.summary.no_score", "vi") in texts(book["Tổng hợp"])
    assert say("report.nothing", "vi") in texts(book["Thuyết minh"])
    made.con.close()


def test_a_large_report_is_written_row_by_row_with_the_same_cells(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = report_dump.sheets(annex_of(report_of(case, tmp_path / "small")))
    monkeypatch.setattr("reports.workbook.opening.LARGE", 0)
    large = report_dump.sheets(annex_of(report_of(case, tmp_path / "large")))
    assert large == small


def test_each_workbook_lists_its_own_pages_and_leads_to_those_of_the_other(report: Path) -> None:
    def places(path: Path) -> tuple[set[str], set[tuple[str, str]]]:
        links = links_of(openpyxl.load_workbook(path)["Bìa"])
        own = {link.location for link in links if not link.target}
        return own, {(link.target, link.location) for link in links if link.target}

    def of(*names: str) -> set[str]:
        return {f"'{name}'!A1" for name in names if name != "Bìa"}

    leading, behind = (of(*PARTS[v].values(), DRAWN[v][0]) for v in ("report", "annex"))
    assert places(report) == (leading, {("phu-luc.xlsx", place) for place in behind})
    assert places(annex_of(report)) == (behind, {("report.xlsx", place) for place in leading})


def test_a_page_for_leadership_says_where_its_figures_come_from(book: Both) -> None:
    where = "trang “Nguồn số liệu” của tệp “phu-luc.xlsx”."
    assert f"Mỗi số của các đơn vị lấy từ tệp, trang, ô nào: {where}" in texts(book["Chỉ tiêu"])


def test_the_rows_that_charts_draw_are_in_their_workbook_and_not_printed(report: Path) -> None:
    book = openpyxl.load_workbook(report)
    assert book["Số liệu biểu đồ"].sheet_state == "hidden"
    assert [ws.title for ws in book.worksheets if ws.sheet_state == "hidden"] == ["Số liệu biểu đồ"]
