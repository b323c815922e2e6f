"""Long figures are printed in full, and what has no data or is not done is said in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from report_case import AS_OF, Case, open_case, small_plan

from kpi.plan.model import Indicator
from reports.render import publish
from reports.workbook.book import LEAST_SIZE
from reports.workbook.layout import WIDEST
from reports.workbook.measure import Shape, shape_of, width_of

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported and will be removed")

BILLIONS = 12_345_678_901.0  # 11 digits about as wide as a unit of column width, and 3 dots


@pytest.fixture(autouse=True)
def no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.charts.draw.draw_charts", lambda *_: [])


def book_of(case: Case, folder: Path) -> dict[str, Any]:
    """The sheets of both workbooks by name; a name that both have is the annex's."""
    path = publish(case.assessment, case.plan, case.period, folder / "r", as_of=AS_OF).report
    books = [openpyxl.load_workbook(path.with_name(n)) for n in ("report.xlsx", "phu-luc.xlsx")]
    return {ws.title: ws for book in books for ws in book.worksheets}


def columns_of(ws: Any, value: float) -> list[tuple[str, float, float]]:
    """Of each cell with the value: its column, the column's width, the size of its letters."""
    return [
        (c.column_letter, ws.column_dimensions[c.column_letter].width, c.font.size)
        for row in ws.iter_rows() for c in row if c.value == value
    ]  # fmt: skip


def with_figure(case: Case, value: float) -> None:
    set_to = "UPDATE results SET value = ?, assessed = ?, target = ?, expected = ?"
    case.con.execute(f"{set_to} WHERE indicator = 'N1'", [value] * 4)
    case.result("A", "N1", "behind", value=value, assessed=value)
    case.observation("a1", "A", "N1", value=value)


def test_columns_are_wide_enough_for_amounts_in_dong(case: Case, tmp_path: Path) -> None:
    with_figure(case, BILLIONS)
    book = book_of(case, tmp_path)
    for name in ("Tổng hợp", "Chỉ tiêu", "Dự báo cuối năm", "Số liệu đơn vị", "Nguồn số liệu"):
        found = columns_of(book[name], BILLIONS)
        assert found, name
        assert all(12.5 < width <= WIDEST and size == 11 for _, width, size in found), name


def test_columns_of_ordinary_figures_keep_their_width(case: Case, tmp_path: Path) -> None:
    ws = book_of(case, tmp_path)["Chỉ tiêu"]
    assert [w for _, w, _ in columns_of(ws, 78.04)] == [pytest.approx(11.5, abs=0.8)]


def test_a_figure_beyond_reason_is_printed_smaller(case: Case, tmp_path: Path) -> None:
    with_figure(case, 1e17)
    [*found] = columns_of(book_of(case, tmp_path)["Chỉ tiêu"], 1e17)
    assert found
    widest = WIDEST * 1.02 + 0.8  # the columns together are as broad as paper at a whole per cent
    assert all(width <= widest and LEAST_SIZE <= size < 11 for _, width, size in found)


def test_units_with_long_figures_have_fewer_columns_beside_each_other(tmp_path: Path) -> None:
    usual = small_plan().indicators[1]
    many = tuple(replace(usual, id=f"N{n:02d}") for n in range(14))
    case = open_case(small_plan(indicators=many))
    for n in range(14):
        for unit in ("ALL", "A"):
            case.result(unit, f"N{n:02d}", "behind", assessed=BILLIONS)
    ws = book_of(case, tmp_path)["Số liệu đơn vị"]
    case.con.close()
    # a sign of 0.99, a blank and 3 dots of 0.25, 11 digits of 0.5: 7.49 x 11 points, 15.7 units of
    # 5.25 points, 1.6 beside them: 15 columns of 10.5 hold 9 of 17.3
    assert len(columns_of(ws, BILLIONS)) == 14
    assert max(c for c, *_ in columns_of(ws, BILLIONS)) == "J"


@pytest.mark.parametrize(
    ("number_format", "shape"),
    [
        ('[$-42A]"▼ "#,##0.00"%"', Shape("▼ ", signed=False, places=2, after="%")),
        ('[$-42A]+#,##0.0" điểm %";[$-42A]-#,##0.0" điểm %";"không đổi"',
         Shape("", signed=True, places=1, after=" điểm %")),
        ("0", Shape("", signed=False, places=0, after="")),
        ("[$-42A]hh:mm d/m/yyyy", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_room_around_the_digits_is_read_from_the_format(
    number_format: str, shape: Shape | None
) -> None:
    assert shape_of(number_format) == shape


def test_more_digits_a_sign_and_words_need_more_room() -> None:
    plain, signed = Shape("", signed=False, places=0, after=""), Shape("", True, 0, " điểm %")
    widths = [width_of(v, plain) for v in (1, 999, 1000, -1000, 1e9)] + [width_of(1e9, signed)]
    assert widths == sorted(set(widths))
    assert width_of(999.96, replace(plain, places=1)) == width_of(1000, replace(plain, places=1))


def test_indicators_without_data_are_counted_and_listed_with_the_units_they_wait_for(
    case: Case, tmp_path: Path
) -> None:
    for unit in ("A", "C"):
        case.result(unit, "W1", "no_data")
    case.result("B", "W1", "not_applicable")
    book = book_of(case, tmp_path)
    summary = "\n".join(str(c.value) for row in book["Tổng hợp"].iter_rows() for c in row)
    waiting = "chưa có số liệu, chưa đánh giá: W1 Tỷ lệ họp trực tuyến (chờ 2 đơn vị)."
    assert f"1 chỉ tiêu {waiting}" in summary
    rows = [[c.value for c in row] for row in book["Số liệu còn thiếu"].iter_rows()]
    assert ["1. Chỉ tiêu chưa có số liệu: 1"] in [r[:1] for r in rows]
    assert ["W1. Tỷ lệ họp trực tuyến", "0/3", "Đơn vị A; Đơn vị C"] in [r[:3] for r in rows]


def test_without_data_nothing_is_said_to_be_complete_or_settled(tmp_path: Path) -> None:
    case = open_case(small_plan())
    for code in ("R1", "N1"):
        case.result("ALL", code, "no_data", units_reported=0, units_expected=3)
    book = book_of(case, tmp_path)
    case.con.close()
    said = "\n".join(str(c.value) for ws in book.values() for row in ws.iter_rows() for c in row)
    assert "2 chỉ tiêu chưa có số liệu" in said
    assert "đã đầy đủ" not in said
    assert "có thể làm đổi đánh giá." not in said


def test_incomplete_formulas_are_named_though_their_cases_are_not_reckoned(tmp_path: Path) -> None:
    made_of = small_plan().indicators
    formula = Indicator("F", "Chỉ số", "F1", "formula", "điểm", "month", 1, "stock",
                        formula="R1 + W1", operands=("R1", "W1"))  # fmt: skip
    case = open_case(small_plan(indicators=(*made_of, formula)))
    case.result("ALL", "F", "behind", assessed=5.0, provisional=True)
    ws = book_of(case, tmp_path)["Số liệu còn thiếu"]
    case.con.close()
    assert any("1 chỉ tiêu có số liệu chưa đầy đủ nhưng" in str(r[0].value) for r in ws.iter_rows())


def test_a_milestone_that_is_not_done_is_said_in_words(tmp_path: Path) -> None:
    milestone = Indicator("M1", "Ban hành quy chế", "F1", "milestone", "mốc", "month", 1, "stock",
                          reporters=("A", "B"), due=date(2024, 9, 30))  # fmt: skip
    case = open_case(small_plan(indicators=(milestone,)))
    case.result("ALL", "M1", "not_due", assessed=50.0)
    for name, unit, done in (("a1", "A", None), ("b1", "B", date(2024, 6, 3))):
        case.submission(name, unit, AS_OF)
        case.observation(name, unit, "M1", value=100.0 if done else 0.0, done_on=done)
    ws = book_of(case, tmp_path)["Nguồn số liệu"]
    case.con.close()
    assert [r[5].value for r in ws.iter_rows() if r[2].value == "M1"] == [
        "Chưa hoàn thành", "3/6/2024",
    ]  # fmt: skip
