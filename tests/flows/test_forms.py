"""`kpi forms`: whose forms lie where, what is left as it is, and what is said of it."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from flows.cli import status_of
from tests.plans import a_count, plan_text

UNITS = (
    {"id": "HU-A", "name": "Huyện ủy A", "kind": "district"},
    {"id": "HU-B", "name": "Huyện ủy B", "kind": "district"},
    {"id": "VP", "name": "Văn phòng", "kind": "office"},
)
INDICATORS = (
    a_count("N1", field="F"),
    a_count("Q1", field="F", frequency="quarter"),
)


class Home:
    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys
        self.plan()

    def plan(self, **head: object) -> None:
        text = plan_text(
            years=(2022, 2025), fields=({"id": "F", "name": "Lĩnh vực"},), units=UNITS,
            indicators=INDICATORS, **head,
        )  # fmt: skip
        (self.root / "indicators.yaml").write_text(text, "utf-8")

    def kpi(self, *arguments: str) -> tuple[int, str, str]:
        status = status_of(["--home", str(self.root), *arguments])
        said = self.capsys.readouterr()
        return status, said.out, said.err

    @property
    def forms(self) -> list[str]:
        folder = self.root / "data" / "forms"
        return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.xlsx"))


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, capsys)


def test_each_unit_has_a_folder_with_all_its_forms_of_the_month(home: Home) -> None:
    status, out, err = home.kpi("forms", "2024-06")
    assert status == 0
    assert home.forms == [
        "2024-06/HU-A/2024-06_HU-A.xlsx", "2024-06/HU-A/2024-Q2_HU-A.xlsx",
        "2024-06/HU-B/2024-06_HU-B.xlsx", "2024-06/HU-B/2024-Q2_HU-B.xlsx",
    ]  # fmt: skip
    assert "4 biểu trống cho 2 đơn vị (tháng 6/2024, quý II/2024)" in out
    assert "mọi tệp trong thư mục mang mã của mình" in err


def test_where_the_plan_says_so_they_are_one_workbook(home: Home) -> None:
    home.plan(forms="one")
    home.kpi("forms", "2024-06")
    assert home.forms == ["2024-06/HU-A/2024-06_HU-A.xlsx", "2024-06/HU-B/2024-06_HU-B.xlsx"]


@pytest.mark.parametrize("written", ["HU-B", "Huyện ủy B", "huyen uy b"])
def test_one_unit_is_meant_by_id_or_by_name(home: Home, written: str) -> None:
    status, out, _ = home.kpi("forms", "2024-05", "--unit", written)
    assert (status, home.forms) == (0, ["2024-05/HU-B/2024-05_HU-B.xlsx"])
    assert str(home.root / "data" / "forms" / "2024-05" / "HU-B") in out


def test_a_unit_that_nobody_knows_or_that_need_not_report_is_told(home: Home) -> None:
    status, _, err = home.kpi("forms", "2024-05", "--unit", "Huyện ủy C")
    assert status == 1
    assert "Huyện ủy C" in err
    status, _, err = home.kpi("forms", "2024-05", "--unit", "VP")
    assert (status, home.forms) == (1, [])
    assert "Văn phòng không phải báo cáo tháng 5/2024" in err


@pytest.mark.parametrize("forms", ["several", "one"])
def test_a_form_that_holds_answers_is_left_and_named(home: Home, forms: str) -> None:
    home.plan(forms=forms)
    home.kpi("forms", "2024-06")
    path = home.root / "data" / "forms" / "2024-06" / "HU-A" / "2024-06_HU-A.xlsx"
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["H12"] = 5
    book.save(path)
    before = path.read_bytes()
    status, out, err = home.kpi("forms", "2024-06")
    assert status == 0
    assert path.read_bytes() == before
    assert f"Giữ nguyên biểu đã có số liệu: {path}" in err
    assert f"{3 if forms == 'several' else 1} biểu trống" in out


@pytest.mark.parametrize("period", ["2021-12", "2026-06"])
def test_a_period_outside_of_the_plans_years_has_no_forms(home: Home, period: str) -> None:
    status, _, err = home.kpi("forms", period)
    assert (status, home.forms) == (1, [])
    assert "nằm ngoài các năm của kế hoạch (2022 - 2025)" in err


def test_what_was_before_the_plan_may_still_be_gathered(home: Home) -> None:
    assert home.kpi("forms", "2021-12", "--backfill")[0] == 0
    assert home.forms


def test_the_step_after_a_check_names_a_month_that_the_plan_has(home: Home) -> None:
    """The clock stands after the plan's last year, or before it ends."""
    _, _, err = home.kpi("check")
    [month] = re.findall(r"forms (\d{4})-\d\d", err)
    assert 2022 <= int(month) <= 2025
