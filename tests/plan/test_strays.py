"""A plan under another name, or as a workbook, is noticed in the folder of the plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.plan.strays import strays

PLAN = "plan: {id: p}\nindicators: []\n"


@pytest.mark.parametrize(
    "name",
    [
        "indicators.yml",
        "indicators.yaml.txt",
        "Indicators.YAML",
        "indicators (1).yaml",
        "indicators.yaml.yaml",
        "indicators",
        "indicators.yaml.bak",
        "kế hoạch.yaml",
    ],
)
def test_the_text_of_a_plan_is_noticed_under_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PLAN, encoding="utf-8")
    assert [(s.path.name, s.form) for s in strays(tmp_path)] == [(name, "yaml")]


@pytest.mark.parametrize(
    "name", ["Kế hoạch 2021-2025.xlsx", "chi_tieu.xls", "indicators.ods", "KE-HOACH.XLSX"]
)
def test_a_workbook_of_a_plan_is_noticed(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    assert [(s.path.name, s.form) for s in strays(tmp_path)] == [(name, "workbook")]


@pytest.mark.parametrize(
    "name",
    [
        "indicators.yaml",
        "indicators.schema.json",
        "prefect.yaml",
        "2024-06_TU-DH.xlsx",
        "~$Kế hoạch.xlsx",
        "ghi chú.txt",
    ],
)
def test_other_files_are_no_plan(tmp_path: Path, name: str) -> None:
    text = PLAN if name == "indicators.yaml" else "name: x\n"
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert strays(tmp_path) == ()


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert strays(tmp_path / "none") == ()
