"""A home with every kind of report, and its package: made once for all tests."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from flows.cli import status_of
from kpi.home import Home
from tests.plans import HEADER, a_count, a_home, a_ratio, plan_text, put

ODD_NAME = 'Đơn vị "B", dòng một\ndòng hai; =1+1'
UNITS = (
    {"id": "A", "name": "Đơn vị A", "kind": "district", "area": "Vùng một"},
    {"id": "B", "name": '"Đơn vị \\"B\\", dòng một\\ndòng hai; =1+1"', "kind": "district",
     "area": "Vùng một"},
    {"id": "C", "name": "Đơn vị C", "kind": "district", "area": "Vùng hai"},
)  # fmt: skip
PLAN = plan_text(
    units=UNITS,
    indicators=(
        a_ratio(
            baseline={"year": 2023, "value": 40},
            targets={2024: 60, 2025: 80},
            unit_targets={"district": {2024: 55}, "A": {2025: 70}},
            target_revisions=[
                {"year": 2024, "value": 65, "decided": "2024-02-15", "decision": "Số 12"},
                {"year": 2025, "value": 90, "decided": "2199-01-01", "decision": "Số 99"},
            ],
        ),
        a_count(targets={2024: 120, 2025: 240}),
        {
            "id": "MS01", "name": "Có quy chế", "field": "F1", "measure": "milestone",
            "unit_of_measure": "ngày", "frequency": "quarter", "reported_by": ["district"],
            "due": "2024-12-31",
        },
        {
            "id": "CT01", "name": "Chỉ số chung", "field": "F1", "measure": "formula",
            "unit_of_measure": "điểm", "formula": "VB01 / 2 + SP01",
        },
    ),
)  # fmt: skip
SECRET, ONCE_TOLD = "987654", "424242"
JANUARY = """\
A,2024-01,VB01,30,90,,,
A,2024-01,SP01,,,5,,
B,2024-01,VB01,,,mật,,
B,2024-01,SP01,,,không phát sinh,,
C,2024-01,VB01,,,không thuộc phạm vi,,
"""
FEBRUARY = f"A,2024-02,VB01,0,0,,,\nA,2024-02,SP01,,,ước 12,,\nB,2024-02,SP01,,,{ONCE_TOLD},,\n"
LATER = "B,2024-02,SP01,,,mật,,\n"
REFUSED = f"B,2024-03,SP01,,,{SECRET} mật,,\n"
MARCH = "C,2024-03,SP01,,,7,,\n"
QUARTER = "A,2024-Q1,MS01,,,10/2/2024,,\nB,2024-Q1,MS01,,,Chưa hoàn thành,,\n"


def kpi(home: Home, *arguments: object) -> int:
    return status_of(["--home", str(home.root), *map(str, arguments)])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = a_home(tmp_path_factory.mktemp("home"), PLAN)
    for number, text in enumerate((JANUARY, FEBRUARY, REFUSED, MARCH, QUARTER)):
        put(home, f"{number}.csv", HEADER + text)
    kpi(home, "collect")
    put(home, "later.csv", HEADER + LATER)
    kpi(home, "collect")
    return home


@pytest.fixture(scope="session")
def package(filled: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the first quarter and its months."""
    place = tmp_path_factory.mktemp("given") / "gói dữ liệu"
    assert kpi(filled, "export", "package", place, "2024-Q1") == 0
    return place
