"""The cover's head: whose report, in the form that the plan names for its papers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from kpi.plan.model import FormTexts, Owner, ReportTexts
from reports.book.write import write_book
from reports.workbook.volumes import Volume
from tests.reports.case import june, report_of

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported and will be removed")
COUNTRY = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]


def head(folder: Path, form: str, owner: str, above: str) -> list[str]:
    """What stands above the title of a plan's cover."""
    case = june()
    texts = FormTexts(heading="ĐẢNG CỘNG SẢN VIỆT NAM" if form == "party" else "")
    plan = replace(
        case.plan, owners=(Owner(owner, "X"),), reports_to=above, form_texts=texts,
        report=ReportTexts(form=form),  # type: ignore[arg-type]
    )  # fmt: skip
    path = folder / "report.xlsx"
    write_book(path, report_of(replace(case, plan=plan)), Volume.REPORT)
    case.con.close()
    sheet = openpyxl.load_workbook(path).worksheets[0]
    found = [str(c.value) for row in sheet.iter_rows(max_row=9) for c in row if c.value]
    return found[: found.index("BÁO CÁO")]


def test_a_body_whose_name_holds_its_superiors_stands_below_it_without_it(tmp_path: Path) -> None:
    found = head(tmp_path, "party", "Ban Tuyên giáo Tỉnh ủy A", "Tỉnh ủy A")
    assert found == ["TỈNH ỦY A", "ĐẢNG CỘNG SẢN VIỆT NAM", "BAN TUYÊN GIÁO", "*"]


def test_a_states_body_has_the_countrys_name_and_no_mark_of_the_party(tmp_path: Path) -> None:
    found = head(tmp_path, "state", "Sở B", "Ủy ban nhân dân tỉnh A")
    assert found == ["ỦY BAN NHÂN DÂN TỈNH A", COUNTRY[0], "SỞ B", COUNTRY[1]]


def test_a_plain_body_has_its_names_alone(tmp_path: Path) -> None:
    assert head(tmp_path, "plain", "Công ty B", "Tổng công ty A") == ["TỔNG CÔNG TY A", "CÔNG TY B"]
