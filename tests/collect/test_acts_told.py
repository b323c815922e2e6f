"""What people decided, in the words of `kpi compare`, `kpi explain` and `kpi status`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from flows import acts, closing, compare, entering, explain, status
from flows.cli import status_of
from flows.remind import units_not_sent
from kpi.collect import collect
from kpi.collect.access import reading
from kpi.home import Home
from kpi.periods import parse_period
from kpi.plan.model import Plan
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
