"""What `kpi check` and `kpi status` say beside the plan's own findings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize("name", ["indicators.yml", "indicators.yaml.txt"])
def test_a_plan_under_another_name_is_told_with_what_to_do(
    kpi: Callable[..., Any], home: Path, name: str
) -> None:
    (home / "indicators.yaml").rename(home / name)
    ran = kpi("check")
    assert ran.status == 1
    assert name in ran.err
    assert "Đổi tên tệp thành indicators.yaml" in ran.err


def test_a_workbook_in_place_of_the_plan_is_told(kpi: Callable[..., Any], home: Path) -> None:
    (home / "indicators.yaml").rename(home / "Kế hoạch 2024.xlsx")
    ran = kpi("status", "2024-01")
    assert ran.status == 1
    assert "Kế hoạch 2024.xlsx" in ran.err


def test_what_lies_beside_the_plan_is_told_and_changes_no_exit_status(
    kpi: Callable[..., Any], home: Path
) -> None:
    plan = (home / "indicators.yaml").read_bytes()
    (home / "indicators.yml").write_bytes(plan)
    ran = kpi("check")
    assert ran.status == 0
    assert "indicators.yml nằm cạnh indicators.yaml" in ran.err


def test_a_renamed_id_is_told_by_check_status_and_report_until_the_plan_names_it(
    kpi: Callable[..., Any], home: Path
) -> None:
    inbox = home / "data" / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    rows = "unit,period,indicator,value\nA,2024-01,SP01,5\nB,2024-01,SP01,6\n"
    (inbox / "thang-1.csv").write_text(rows, encoding="utf-8")
    assert kpi("collect").status in {0, 1}
    path = home / "indicators.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("id: SP01", "id: SP99"), encoding="utf-8")
    told = "chỉ tiêu SP01 (Số sản phẩm số), mã này không còn trong kế hoạch; có lẽ nay là SP99"
    for command in (("check",), ("status", "2024-01"), ("report", "2024-01")):
        ran = kpi(*command)
        assert ran.status == 0
        assert told in ran.out + ran.err
        assert "2 số liệu (tháng 1/2024) của" in ran.out + ran.err
        assert "was: [SP01]" in ran.out + ran.err
    path.write_text(text.replace("id: SP01", "id: SP99\n    was: [SP01]"), encoding="utf-8")
    ran = kpi("check")
    assert "SP01" not in ran.out + ran.err
    assert "11" in kpi("export", "results", "2024-01").out


def test_a_home_without_figures_is_not_touched_and_one_with_figures_keeps_its_plan(
    kpi: Callable[..., Any], home: Path
) -> None:
    kept = home / "data" / "plan.json"
    assert kpi("check").status == 0
    assert not kept.exists()
    assert kpi("collect").status == 0
    assert kpi("check").status == 0
    assert kept.is_file()


def test_a_plan_that_is_kept_says_the_same_and_a_broken_one_still_stops(
    kpi: Callable[..., Any], home: Path
) -> None:
    kpi("collect")
    said = [kpi("status", "2024-01").out for _ in range(3)]
    assert (home / "data" / "plan.json").is_file()
    (home / "data" / "plan.json").write_text("{", encoding="utf-8")
    assert {*said, kpi("status", "2024-01").out} == {said[0]}
    path = home / "indicators.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("measure: count", "measure: x"))
    assert kpi("status", "2024-01").status == 1


def test_a_workbook_just_written_or_taken_in_is_not_offered_to_be_taken_in(
    kpi: Callable[..., Any], home: Path
) -> None:
    book = home / "ke-hoach.xlsx"
    assert kpi("plan", "to-excel", str(book)).status == 0
    ran = kpi("check")
    assert ran.status == 0
    assert "ke-hoach.xlsx" not in ran.out + ran.err
    path = home / "indicators.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Số sản phẩm số", "Số sản phẩm đã số hóa"), encoding="utf-8")
    assert "kpi plan from-excel ke-hoach.xlsx" in kpi("check").err
    assert kpi("plan", "from-excel", str(book), "--yes").status == 0
    assert "ke-hoach.xlsx" not in kpi("check").err


REVISED = """
    targets: {2023: 80, 2024: 90}
    target_revisions: [{year: 2024, value: 70, decided: 2024-01-10, decision: Số 1}]"""


def test_a_target_changed_while_a_revision_is_in_force_is_told_to_have_no_effect(
    kpi: Callable[..., Any], home: Path
) -> None:
    path = home / "indicators.yaml"
    text = path.read_text(encoding="utf-8")
    place = text.index("targets:", text.index("id: SP01"))
    end = text.index("\n", place)
    text = text[:place].rstrip() + REVISED + text[end:]
    path.write_text(text, encoding="utf-8")
    inbox = home / "data" / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    rows = "unit,period,indicator,value\nA,2024-01,SP01,5\nB,2024-01,SP01,6\n"
    (inbox / "thang-1.csv").write_text(rows, encoding="utf-8")
    assert kpi("collect").status in {0, 1}
    assert "lần điều chỉnh" not in kpi("check").out
    path.write_text(text.replace("2024: 90}", "2024: 95}"), encoding="utf-8")
    ran = kpi("check")
    assert ran.status == 0
    assert "Chỉ tiêu SP01, năm 2024" in ran.out
    assert "từ 90 thành 95" in ran.out
    assert "ngày 10/1/2024 đang thay bằng 70" in ran.out
    path.write_text(text.replace("2023: 80", "2023: 85"), encoding="utf-8")
    assert "lần điều chỉnh" not in kpi("check").out
