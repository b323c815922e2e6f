"""What a report says by its kind: figures worked out by hand, read back from every file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from report_case import Case, june, open_case, report_of, small_plan

from kpi.plan.model import Baseline, Predecessor, Unit
from reports.book.write import write_book
from reports.kinds import ask_kind, lines_of, told
from reports.leading.write import write_texts
from reports.report import Report
from reports.scope import kind_of, periods_of_report
from reports.workbook.volumes import Volume

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported and will be removed")
AS_OF = datetime(2026, 1, 31, 16, 59, 59)


def months(year: int) -> dict[str, int]:
    return {"first_month": year * 12, "last_month": year * 12 + 11}


def a_year() -> Case:
    """2024: R1 misses 80 by 2.3 points and must come to 90; N1 is 12 above 120, 2025 asks 150; L1
    has no target of 2025; Y1 is at 100 and stays there; W1 lies within its band."""
    case = open_case(small_plan(), "2024")
    case.result("ALL", "R1", "not_met", value=77.7, assessed=77.7, target=80.0, expected=80.0,
                achievement=97.1, pace=0.97, last_year=70.0, **months(2024))  # fmt: skip
    case.result("ALL", "N1", "exceeded", value=132.0, assessed=132.0, target=120.0,
                achievement=110.0, pace=1.1, last_year=100.0, **months(2024))  # fmt: skip
    case.result("ALL", "L1", "met", value=100.0, assessed=100.0, target=100.0, **months(2024))
    case.result("ALL", "Y1", "met", value=100.0, assessed=100.0, target=100.0, **months(2024))
    case.result("ALL", "W1", "met", value=45.0, assessed=45.0, **months(2024))
    for indicator, value in (("R1", 90.0), ("N1", 150.0), ("Y1", 100.0)):
        case.insert("target_line", {"indicator": indicator, "scope": "plan", "year": 2025,
                                    "value": value, "is_target": True})  # fmt: skip
    return case


def a_plan() -> Case:
    """2021 to 2025 from baselines of 2020: R1 is met in no year and goes over to the next plan, N1
    is met in each of the two years that could be judged. In the area X a district became two
    communes in July 2025."""
    plan = small_plan()
    based = [replace(i, baseline=Baseline(2020, 40.0)) for i in plan.indicators[:2]]
    units = (
        Unit("A", "Huyện A", "district", area="X", valid_to=date(2025, 6, 30)),
        Unit("B", "Xã B", "commune", area="X", valid_from=date(2025, 7, 1),
             succeeds=(Predecessor("A", 0.5),)),
        Unit("C", "Xã C", "commune", area="X", valid_from=date(2025, 7, 1),
             succeeds=(Predecessor("A", 0.5),)),
        Unit("D", "Huyện D", "district", area="Z"),
    )  # fmt: skip
    case = open_case(replace(plan, indicators=tuple(based), units=units), "2021-2025")
    for year in range(2021, 2026):
        case.result("ALL", "R1", "not_met", period=str(year), assessed=45.0 + year - 2021,
                    target=50.0 + year - 2021, **months(year))  # fmt: skip
        status = "exceeded" if year in {2021, 2024} else "inconclusive"
        case.result("ALL", "N1", status, period=str(year), assessed=60.0 + year - 2021,
                    target=50.0, **months(year))  # fmt: skip
    whole = {"first_month": 2021 * 12, "last_month": 2025 * 12 + 11}
    case.result("ALL", "R1", "not_met", assessed=49.0, target=54.0, **whole)
    case.result("ALL", "N1", "exceeded", assessed=64.0, target=50.0, **whole)
    for year, figure, status in ((2024, 40.0, "not_met"), (2025, 55.0, "met")):
        case.result("area:X", "R1", status, period=str(year), assessed=figure, **months(year))
        case.result("area:X", "N1", "not_met", period=str(year), assessed=80.0 - year + 2020,
                    **months(year))  # fmt: skip
    return case


def report(case: Case) -> Report:
    return report_of(case, AS_OF)


def cells_of(case: Case, folder: Path, sheet: str) -> dict[str, tuple[Any, ...]]:
    """The rows of a page of the workbook by their first cell."""
    path = folder / "report.xlsx"
    write_book(path, report(case), Volume.REPORT)
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return {str(r[0]): r[1:] for r in rows if r[0] is not None}


def annex_of(folder: Path, columns: int) -> dict[str, list[str]]:
    tables = docx.Document(str(folder / "report.docx")).tables
    table = next(t for t in tables if len(t.columns) == columns)
    rows = [[c.text for c in row.cells] for row in table.rows[1:]]
    return {row[0].split(".")[0]: row for row in rows}


def test_a_year_tells_the_margin_and_what_the_next_one_needs(tmp_path: Path) -> None:
    case = a_year()
    rows = cells_of(case, tmp_path, "Chỉ tiêu")
    # result, target, margin, achievement, since last year, status, next target, next step
    since = pytest.approx(7.7)
    assert rows["R1"][1:9] == (77.7, 80.0, -2.3, 97.1, since, "× Chưa đạt chỉ tiêu", 90.0, 12.3)
    assert rows["N1"][1:9] == (132.0, 120.0, 12.0, 110.0, 32.0, "▲ Vượt chỉ tiêu", 150.0, 18.0)
    assert rows["L1"][7:9] == (None, None)
    assert rows["Y1"][7:9] == (100.0, "đã đạt mức này")
    assert rows["W1"][2:4] == ("30 - 60", None)  # inside a band nothing is above or below
    write_texts(tmp_path, report(case))
    annex = annex_of(tmp_path, 10)
    assert annex["R1"][1:9] == [
        "77,7%", "80,0%", "thiếu 2,3 điểm phần trăm", "97,1", "+7,7 điểm %",
        "× Chưa đạt chỉ tiêu", "90,0%", "+12,3 điểm %",
    ]  # fmt: skip
    assert annex["N1"][3] == "vượt 12 tài liệu"
    said = told(report(case).edition, ask_kind(report(case)))
    case.con.close()
    assert said["judged"].startswith(
        "Trong 5 chỉ tiêu: 5 đã kết luận, trong đó đạt và vượt 4, chưa"
    )
    assert said["next"].endswith("R1 (77,7% → 90,0%); N1 (132 → 150).")
    message = (tmp_path / "thu.txt").read_text(encoding="utf-8").splitlines()
    assert len(message) == 10
    assert "R1 Tỷ lệ văn bản điện tử (77,7% → 90,0%)" in message[3]


def test_of_a_ceiling_nothing_is_missing_and_nothing_is_beyond(tmp_path: Path) -> None:
    """2 of at most 4 is no `vượt 2`; 8.4 % of at most 8 is too much, not short."""
    plan = small_plan()
    ceilings = [replace(i, direction="down") for i in plan.indicators[:2]]
    case = open_case(replace(plan, indicators=tuple(ceilings)), "2024")
    case.result("ALL", "R1", "not_met", assessed=8.4, target=8.0, expected=8.0, **months(2024))
    case.result("ALL", "N1", "exceeded", assessed=2.0, target=4.0, expected=4.0, **months(2024))
    write_texts(tmp_path, report(case))
    said = told(report(case).edition, ask_kind(report(case)))
    case.con.close()
    assert said["failed"] == "Chưa đạt 1: R1 (cao hơn 0,4 điểm phần trăm)."
    assert said["over"] == "Tốt hơn kế hoạch năm 1: N1 (thấp hơn 2 tài liệu)."
    annex = annex_of(tmp_path, 10)
    assert annex["R1"][3] == "cao hơn 0,4 điểm phần trăm"
    assert annex["N1"][3] == "thấp hơn 2 tài liệu"


def test_a_year_without_a_next_one_says_so() -> None:
    case = a_year()
    case.con.execute("DELETE FROM target_line")
    said = told(report(case).edition, ask_kind(report(case)))
    case.con.close()
    assert said["next"] == "Kế hoạch chưa giao chỉ tiêu cho năm 2025."


def test_a_plan_tells_baseline_years_result_margin_and_what_goes_on(tmp_path: Path) -> None:
    case = a_plan()
    rows = cells_of(case, tmp_path, "Chỉ tiêu")
    # name, baseline, five years, target, margin, status, years met, carried over
    assert rows["R1"][1:] == (
        40.0, 45.0, 46.0, 47.0, 48.0, 49.0, 54.0, -5.0, "× Chưa đạt chỉ tiêu", "0/5", "Chuyển tiếp",
    )  # fmt: skip
    assert rows["N1"][1:10] == (40.0, 60.0, 61.0, 62.0, 63.0, 64.0, 50.0, 14.0, "▲ Vượt chỉ tiêu")
    assert rows["N1"][10:] == ("2/2", None)
    areas = cells_of(case, tmp_path, "Địa bàn")
    # units 1 and 2; met of judged 0/2 and 1/2; R1 rose, N1 fell
    assert areas["X"] == (1, 2, "0/2", "1/2", 1, 1, 0)
    assert "Z" not in areas
    write_texts(tmp_path, report(case))
    annex = annex_of(tmp_path, 12)
    assert annex["R1"][1:10] == [
        "40,0", "×\u00a045,0", "×\u00a046,0", "×\u00a047,0", "×\u00a048,0", "×\u00a049,0",
        "54,0%", "thiếu 5,0 điểm phần trăm", "× Chưa đạt chỉ tiêu",
    ]  # fmt: skip
    said = told(report(case).edition, ask_kind(report(case)))
    case.con.close()
    assert said["failed"].endswith("kế hoạch sau 1: R1 (thiếu 5,0 điểm phần trăm).")
    assert said["never"] == "Không năm nào đạt chỉ tiêu năm 1: R1."
    assert said["always"] == "Năm nào cũng đạt chỉ tiêu năm: 1."


def test_a_plans_figures_are_those_of_the_results_of_its_years() -> None:
    case = a_plan()
    shown = ask_kind(report(case))
    rows = case.con.execute(
        "SELECT indicator, period::INTEGER, target, assessed, status FROM results"
        " WHERE unit = 'ALL' AND length(period) = 4 ORDER BY 1 DESC, 2"
    ).fetchall()
    case.con.close()
    told_years = [(y.indicator, y.year, y.target, y.assessed, y.status) for y in shown.plan_years]
    assert told_years == rows


def test_a_quarter_stands_beside_its_plan_and_the_same_quarter_of_last_year(tmp_path: Path) -> None:
    case = june()
    case.period = case.period.last_of("quarter")
    case.con.execute("UPDATE results SET period = '2024-Q2'")
    rows = cells_of(case, tmp_path, "So với kế hoạch, cùng kỳ")
    # assessed, expected, margin, now, last year, change, direction
    since = pytest.approx(-1.96)  # of 78,04 and 80
    assert rows["R1"][1:8] == (77.0, 80.0, -3.0, 78.0, 80.0, since, "↓ giảm sút")
    assert rows["L1"][1:8] == (45.0, 50.0, -5.0, 45.0, 30.0, 15.0, "↑ tốt lên")
    assert rows["W1"][2] == "30 - 60"
    said = lines_of(report(case).edition, ask_kind(report(case)))
    case.con.close()
    assert said[0].startswith(
        "So với kế hoạch đến kỳ: 1 chỉ tiêu bằng hoặc tốt hơn, 3 chỉ tiêu kém"
    )
    assert any("Giảm sút so với cùng kỳ năm trước 1: R1 (-2,0 điểm %)." in s for s in said)


def test_a_month_says_nothing_beside_and_a_plan_is_assessed_with_its_years() -> None:
    case = june()
    assert lines_of(report(case).edition, ask_kind(report(case))) == []
    case.con.close()
    plan = a_plan()
    plan.con.close()
    labels = [p.label for p in periods_of_report(plan.period)]
    assert labels[-6:] == ["2021", "2022", "2023", "2024", "2025", "2021-2025"]
    assert kind_of(plan.period) == "plan"


@pytest.mark.parametrize("made", [a_year, a_plan])
def test_pages_are_the_kinds_own(made: Any, tmp_path: Path) -> None:
    case = made()
    path = tmp_path / "report.xlsx"
    write_book(path, report(case), Volume.REPORT)
    sheets = openpyxl.load_workbook(path).sheetnames
    case.con.close()
    assert "Dự báo cuối năm" not in sheets  # the year is over
    assert "Vì sao thay đổi" not in sheets  # no report before to compare with
    assert ("Địa bàn" in sheets) == (made is a_plan)
    assert "So với kế hoạch, cùng kỳ" not in sheets


def test_equal_reports_give_equal_bytes_for_every_kind(tmp_path: Path) -> None:
    for made in (a_year, a_plan):
        files = []
        for name in ("one", "two"):
            case, folder = made(), tmp_path / made.__name__ / name
            folder.mkdir(parents=True)
            write_book(folder / "report.xlsx", report(case), Volume.REPORT)
            write_texts(folder, report(case))
            case.con.close()
            files.append({p.name: p.read_bytes() for p in folder.iterdir()})
        assert files[0] == files[1]
