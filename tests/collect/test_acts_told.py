"""What people decided, in the words of `kpi compare`, `kpi explain` and `kpi status`, and in what
lies in the outbox for the unit."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from flows import acts, closing, compare, entering, explain, status
from flows.cli import status_of
from flows.feedback import give_back
from flows.remind import units_not_sent
from kpi.collect import collect
from kpi.collect.access import reading
from kpi.home import Home
from kpi.periods import parse_period
from kpi.plan.model import Plan
from kpi.warehouse.store import open_warehouse
from tests.collect.test_withdraw import FIRST, FOURTH, SECOND, THIRD, WHY, submission

BETWEEN = ("--between", "2024-07-01", "2024-07-04")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def stands_at(moment: datetime) -> None:
        for room in (acts, closing, compare, entering, explain, status):
            monkeypatch.setattr(room, "now_utc", lambda: moment)

    return stands_at


@pytest.fixture
def acted(
    home: Home, plan: Plan, send: Callable[..., Any], clock: Any,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., str]:  # fmt: skip
    """On 1 July HU-A has 7 classes and 12 of 15; then acts on the 2nd and 3rd; gives what a
    command says on the 4th."""
    send("a.csv", "HU-A,2024-06,N1,,,7,,", "HU-A,2024-06,R1,12,15,,,")
    collect(home, plan, FIRST)

    def said(*words: str, at: datetime = FOURTH) -> str:
        clock(at)
        assert status_of([*words, "--home", str(home.root)]) == 0, capsys.readouterr().err
        return capsys.readouterr().out

    return said


def test_a_comparison_takes_apart_what_people_did(acted: Callable[..., str]) -> None:
    acted("enter", "HU-B", "2024-06", "N1", "5", "--reason", "Gọi điện", at=SECOND)
    acted("withdraw", "HU-A", "2024-06", "N1", "--reason", WHY, at=THIRD)
    acted("excuse", "HU-A", "2024-06", "--reason", "Bão", at=THIRD)
    told = acted("compare", "2024-06", *BETWEEN)
    assert "Do nhập theo yêu cầu" in told
    assert "nhap-tay/lan-1.csv" in told
    assert "Do rút số liệu" in told
    assert "Rút số liệu của Huyện ủy A (HU-A), tháng 6/2024 (" in told
    assert f"Lý do: {WHY}" in told
    assert "Do đơn vị được miễn" not in told.split("ĐỊA BÀN")[0].split("Do rút")[0]
    lines = told.splitlines()
    values = [n.strip() for n in lines if n.strip().startswith("Thực hiện trong kỳ")]
    assert values[:2] == [
        "Thực hiện trong kỳ: 7 lớp → 12 lớp (+5)",
        "Thực hiện trong kỳ: 12 lớp → 5 lớp (−7)",
    ]


def test_an_explanation_names_acts_with_their_reasons(acted: Callable[..., str]) -> None:
    acted("enter", "HU-B", "2024-06", "N1", "5", "--reason", "Gọi điện", at=SECOND)
    acted("withdraw", "HU-A", "2024-06", "--reason", WHY, at=THIRD)
    acted("excuse", "HU-A", "2024-06", "--reason", "Bão", at=THIRD)
    whole = acted("explain", "N1", "2024-06")
    assert "ĐIỀU CHỈNH THEO YÊU CẦU" in whole
    assert "Rút số liệu: Huyện ủy A" in whole
    assert f"Lý do: {WHY}" in whole
    assert "nhập theo yêu cầu: Gọi điện (" in whole
    unit = acted("explain", "N1", "2024-06", "--unit", "HU-A")
    assert "Đơn vị được miễn báo cáo kỳ này" in unit
    assert "Miễn báo cáo: Huyện ủy A" in unit


def test_a_unit_whose_figures_were_withdrawn_owes_them_again(
    acted: Callable[..., str], home: Home, plan: Plan
) -> None:
    assert "Đã gửi: 1/2 đơn vị" in acted("status", "2024-06", at=SECOND)
    acted("withdraw", submission(home, "a.csv"), "--reason", WHY, at=THIRD)
    told = acted("status", "2024-06")
    assert "Đã gửi: 0/2 đơn vị" in told
    assert "Đã rút số liệu: Huyện ủy A (HU-A), mọi chỉ tiêu" in told
    with reading(home, FOURTH) as warehouse:
        owing = units_not_sent(plan, warehouse, parse_period("2024-06"), FOURTH)
    assert set(owing) == {"HU-A", "HU-B"}


def everything(acted: Callable[..., str]) -> None:
    """One act of each kind, on 2 and 3 July; HU-B's report of 3 July comes after the closing."""
    acted("enter", "HU-B", "2024-06", "N1", "5", "--reason", "Gọi điện", at=SECOND)
    acted("withdraw", "HU-A", "2024-06", "R1", "--reason", WHY, at=SECOND)
    acted("excuse", "HU-A", "2024-Q2", "--reason", "Bão", at=SECOND)
    acted("close", "2024-06", "--by", "Trần Thị Bình", at=SECOND)
    acted("reopen", "2024-06", "--reason", "Thiếu số", at=THIRD)
    acted("close", "2024-06", "--by", "Nguyễn Văn An", at=THIRD)


def test_the_status_tells_each_decision_with_who_when_and_why(acted: Callable[..., str]) -> None:
    everything(acted)
    told = acted("status", "2024-06")
    lines = told[told.index("CHỐT, ĐIỀU CHỈNH, MIỄN BÁO CÁO") :].splitlines()[1:7]
    assert lines[0].startswith("  Tháng 6/2024 đã chốt: Nguyễn Văn An, lúc 10:00 3/7/2024")
    entered, withdrawn, excused, closed, opened = (line.strip() for line in lines[1:])
    assert entered.startswith("Đã nhập theo yêu cầu: Huyện ủy B (HU-B), N1 = 5, tháng 6/2024 (")
    assert entered.endswith("10:00 2/7/2024). Lý do: Gọi điện")
    assert withdrawn.startswith("Đã rút số liệu: Huyện ủy A (HU-A), R1, tháng 6/2024 (")
    assert withdrawn.endswith(f"10:00 2/7/2024). Lý do: {WHY}")
    assert excused.startswith("Được miễn báo cáo: Huyện ủy A (HU-A), quý II/2024 (")
    assert closed == "Đã chốt số liệu: tháng 6/2024 (Trần Thị Bình, 10:00 2/7/2024)."
    assert opened.startswith("Đã mở lại số liệu: tháng 6/2024 (")
    assert opened.endswith("Lý do: Thiếu số")


def test_the_status_as_json_and_workbook_has_the_same_decisions(
    acted: Callable[..., str], tmp_path: Path
) -> None:
    everything(acted)
    found = json.loads(acted("status", "2024-06", "--format", "json"))
    assert found["closed"]["who"] == "Nguyễn Văn An"
    kinds = ["enter", "withdraw", "excuse", "close", "reopen", "close"]
    assert [d["kind"] for d in found["decisions"]] == kinds
    entered = found["decisions"][0]
    assert (entered["written"], entered["reason"], bool(entered["who"])) == ("5", "Gọi điện", True)
    book = tmp_path / "tinh-hinh.xlsx"
    acted("status", "2024-06", "--format", "xlsx", "--out", str(book))
    sheet = openpyxl.load_workbook(book)["Điều chỉnh"]
    rows = [[c.value for c in row] for row in sheet.iter_rows()]
    heads = next(n for n, row in enumerate(rows) if row[1] == "Nội dung")
    assert [row[1] for row in rows[heads + 1 : heads + 7]] == [
        "Nhập theo yêu cầu", "Rút số liệu", "Miễn báo cáo", "Chốt số liệu", "Mở lại số liệu",
        "Chốt số liệu",
    ]  # fmt: skip
    assert rows[heads + 2][9] == WHY
    assert sheet.cell(heads + 2, 1).alignment.horizontal == "center"  # off the text beside


def notice(home: Home, unit: str, period: str = "2024-06") -> str:
    path = home.outbox(period) / f"{period}_{unit}_thong-bao.txt"
    return path.read_text(encoding="utf-8-sig") if path.is_file() else ""


def test_a_unit_is_told_what_was_decided_about_its_figures(
    acted: Callable[..., str], home: Home
) -> None:
    everything(acted)
    of_a, of_b = notice(home, "HU-A"), notice(home, "HU-B")
    assert "về số liệu tháng 6/2024 của Huyện ủy A" in of_a
    assert "- Số liệu R1: " in of_a
    assert WHY in of_a
    assert "- Đã ghi N1: Số lớp = 5 theo thông tin của đơn vị" in of_b
    assert "Huyện ủy A" not in of_b
    assert "được miễn báo cáo kỳ này" in notice(home, "HU-A", "2024-Q2")


def test_a_unit_is_told_that_its_report_waits_and_that_it_counts_after_all(
    acted: Callable[..., str], home: Home, plan: Plan, send: Any
) -> None:
    acted("close", "2024-06", at=SECOND)
    send("a2.csv", "HU-A,2024-06,N1,,,9,,")
    collect(home, plan, THIRD)
    with open_warehouse(home) as warehouse:
        give_back(home, plan, warehouse)
    assert "Báo cáo a2.csv, nhận lúc 10:00 3/7/2024, đến sau khi" in notice(home, "HU-A")
    acted("reopen", "2024-06", "--reason", WHY)
    assert "nay được tính vào số liệu (từ 10:00 4/7/2024)" in notice(home, "HU-A")


def test_the_next_feedback_names_what_was_withdrawn_and_what_a_blank_left_in_force(
    acted: Callable[..., str], home: Home, plan: Plan, send: Any
) -> None:
    acted("withdraw", "HU-A", "2024-06", "R1", "--reason", WHY, at=SECOND)
    send("a2.csv", "HU-A,2024-06,N1,,,,,", "HU-A,2024-06,R1,11,15,,,")
    collect(home, plan, THIRD)
    with open_warehouse(home) as warehouse:
        [path] = give_back(home, plan, warehouse).written
    sheet = openpyxl.load_workbook(path)["Cần sửa"]
    told = "\n".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value)
    assert "đã được rút" in told
    assert WHY in told
    assert "số cũ 7 vẫn được giữ" in told


def test_an_excuse_of_a_longer_period_names_the_forms_inside(
    acted: Callable[..., str], home: Home
) -> None:
    told = acted("excuse", "HU-A", "2024-H2", "--reason", "Bão")
    assert "tháng 7/2024 đến tháng 12/2024; quý III/2024 đến quý IV/2024" in told
    assert "tháng 7/2024 đến tháng 12/2024" in notice(home, "HU-A", "2024-H2")
    assert "các kỳ bên trong" not in acted("excuse", "HU-B", "2024-07", "--reason", "Bão")
