"""A milestone is done with its day or not done, in every file, and never a percentage."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from report_case import AS_OF, Case, open_case, report_of, small_plan

from kpi.plan.model import Indicator
from reports.book.write import write_book
from reports.leading import write_texts
from reports.web import write_page
from reports.workbook.volumes import Volume

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported and will be removed")
STATES = {
    "M1": "Hoàn thành ngày 12/5/2023",
    "M2": "2/3 đơn vị đã hoàn thành",
    "M3": "Chưa hoàn thành",
}
LABELS = ("2024-06", "2024-Q2", "2024", "2021-2025")


def milestone(code: str, due: date) -> Indicator:
    return Indicator(
        code, f"Việc {code}", "F1", "milestone", "ngày hoàn thành", decimals=1, over_time="stock",
        due=due, frequency="month", reported_by=("district",), reporters=("A", "B", "C"), lead="A",
    )  # fmt: skip


def told_in(label: str) -> Case:
    """All three units have M1 done, two of them M2, none M3, which is not due before 2026."""
    plan = small_plan(
        indicators=(
            milestone("M1", date(2023, 6, 30)),
            milestone("M2", date(2023, 6, 30)),
            milestone("M3", date(2026, 6, 30)),
        )
    )
    case = open_case(plan, label)
    at = {"first_month": 2024 * 12 + 5, "last_month": 2024 * 12 + 5, "units_expected": 3,
          "units_reported": 3, "previous": 0.0, "last_year": 0.0}  # fmt: skip
    for code, status, share, day in (
        ("M1", "met", 100.0, date(2023, 5, 12)),
        ("M2", "not_met", 200 / 3, date(2023, 5, 12)),
        ("M3", "not_due", 0.0, None),
    ):
        case.result("ALL", code, status, value=share, assessed=share, achievement=share,
                    done_on=day, **at)  # fmt: skip
        case.outlook(code)
    if label == "2021-2025":
        for year in range(2021, 2026):
            case.con.execute(
                "INSERT INTO results BY NAME (SELECT * REPLACE (? AS period) FROM results"
                " WHERE period = ?)", [str(year), label],
            )  # fmt: skip
    return case


@pytest.fixture(scope="module", params=LABELS)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("milestones")
    case = told_in(request.param)
    report = report_of(case, AS_OF)
    write_book(made / "report.xlsx", report, Volume.REPORT)
    write_texts(made, report)
    write_page(made, report)
    case.con.close()
    return made


def rows_of(table: list[list[str]]) -> dict[str, str]:
    """The row of each milestone as one text."""
    lines = (" | ".join(cells) for cells in table)
    found = ((re.search(r"\bM[123]\b", line), line) for line in lines)
    return {code[0]: line for code, line in found if code}


def check(told: dict[str, str], *, year_columns: bool) -> None:
    assert set(told) == set(STATES)
    for code, state in STATES.items():
        expected = "Đã hoàn thành" if year_columns and code == "M1" else state
        assert expected in told[code], (code, told[code])
        assert not re.search(r"%|100|66[,.]|điểm", told[code]), told[code]


def test_the_workbook_tells_milestones_in_words(
    folder: Path, request: pytest.FixtureRequest
) -> None:
    sheet = openpyxl.load_workbook(folder / "report.xlsx")["Chỉ tiêu"]
    table = [[str(c) for c in row if c is not None] for row in sheet.iter_rows(values_only=True)]
    of_plan = "2021-2025" in request.node.name
    check(rows_of([row for row in table if row and row[0] in STATES]), year_columns=of_plan)


def test_beside_the_plan_to_date_a_milestone_is_done_and_at_no_years_level(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "report.xlsx")
    if "So với kế hoạch, cùng kỳ" in book.sheetnames:  # in a part of the year
        rows = book["So với kế hoạch, cùng kỳ"].iter_rows(values_only=True)
        [done] = [row for row in rows if row[0] == "M1"]
        assert done[2:10] == (STATES["M1"], "hạn 30/6/2023", *[None] * 5, "● Đã hoàn thành")


def test_the_official_report_tells_milestones_in_words(
    folder: Path, request: pytest.FixtureRequest
) -> None:
    tables = docx.Document(str(folder / "report.docx")).tables
    table = [[c.text for c in row.cells] for t in tables for row in t.rows]
    check(rows_of(table), year_columns="2021-2025" in request.node.name)


def test_the_page_for_phones_tells_milestones_in_words(folder: Path) -> None:
    html = (folder / "report.html").read_text(encoding="utf-8")
    [table] = re.findall(r'<table [^>]*id="table".*?</table>', html, re.DOTALL)
    rows = [re.sub(r"<[^>]+>", " ", row) for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)]
    check(rows_of([[" ".join(row.split())] for row in rows]), year_columns=False)


def test_what_is_overdue_says_how_many_units_have_it_done(folder: Path) -> None:
    text = (folder / "thu.txt").read_text(encoding="utf-8")
    assert "M2 Việc M2: 2/3 đơn vị đã hoàn thành, quá hạn ngày 30/6/2023" in text
    assert "%" not in text.splitlines()[4]
