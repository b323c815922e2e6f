"""Entering a figure by hand: it counts like a file's, says where it is from, and is refused where a
form would have been asked about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from flows import acts, entering
from flows.cli import status_of
from kpi.collect import collect
from kpi.home import Home
from kpi.plan.model import Plan
from tests.collect.test_withdraw import (
    FIRST,
    FOURTH,
    SECOND,
    THIRD,
    WHY,
    exported,
    in_force,
    is_sound,
)  # fmt: skip

PHONED = "Đơn vị báo qua điện thoại"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures are entered on the third day."""
    monkeypatch.setattr(entering, "now_utc", lambda: THIRD)
    monkeypatch.setattr(acts, "now_utc", lambda: THIRD + timedelta(minutes=1))


@pytest.fixture
def kpi(home: Home) -> Callable[..., int]:
    return lambda *words: status_of([*words, "--home", str(home.root)])


@pytest.fixture
def one(home: Home, plan: Plan, send: Callable[..., Any]) -> Home:
    """HU-A sends June with 7 classes."""
    send("a.csv", "HU-A,2024-06,N1,,,7,,")
    collect(home, plan, FIRST)
    return home


def test_a_figure_entered_replaces_the_one_in_force_and_is_archived(
    one: Home, kpi: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kpi("enter", "HU-A", "2024-06", "N1", "9", "--reason", PHONED) == 0
    assert in_force(one) == {("HU-A", "N1"): "9.0"}
    assert in_force(one, SECOND) == {("HU-A", "N1"): "7.0"}
    said, noted = capsys.readouterr()
    assert "Đã ghi N1 = 9 của Huyện ủy A (HU-A), tháng 6/2024 (thay số cũ)" in said
    assert noted.splitlines()[-1].startswith("Tiếp theo:")
    [row] = [r for r in exported(one, "submissions", FOURTH) if r["file"] == "nhap-tay/lan-1.csv"]
    assert (row["cells_in"], row["superseded"], row["outcome"]) == (1, 1, "accepted")
    is_sound(one)


def test_both_parts_of_a_ratio_a_unit_with_senders_and_a_name_are_understood(
    one: Home, kpi: Any
) -> None:
    assert kpi("enter", "Huyện ủy B", "2024-06", "VB điện tử", "12/15", "--reason", PHONED) == 1
    assert kpi("enter", "Huyện ủy B", "2024-06", "R1", "12/15", "--reason", PHONED) == 0
    assert in_force(one)["HU-B", "R1"] == "80.0"
    assert kpi("enter", "HU-B", "2024-Q2", "Ban hành", "15/6/2024", "--reason", PHONED) == 0
    is_sound(one)


def test_what_was_entered_can_be_withdrawn_and_entered_again(
    one: Home, kpi: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for value in ("9", "9"):
        assert kpi("enter", "HU-A", "2024-06", "N1", value, "--reason", PHONED) == 0
    assert kpi("withdraw", "HU-A", "2024-06", "--reason", WHY) == 0
    assert in_force(one) == {}
    monkeypatch.setattr(entering, "now_utc", lambda: THIRD + timedelta(minutes=2))
    assert kpi("enter", "HU-A", "2024-06", "N1", "9", "--reason", PHONED) == 0
    assert in_force(one) == {("HU-A", "N1"): "9.0"}
    is_sound(one)


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("HU-X", "2024-06", "N1", "9"), 1, "Kế hoạch không có đơn vị “HU-X”"),
        (("HU-A", "2024-06", "X9", "9"), 1, "Kế hoạch không có chỉ tiêu “X9”"),
        (("HU-A", "tháng 6", "N1", "9"), 2, "không phải kỳ báo cáo"),
        (("HU-A", "2031-06", "N1", "9"), 1, "nằm ngoài các năm của kế hoạch"),
        (("HU-A", "2024-06", "N1", "1,5"), 1, "Chưa ghi: giá trị “1,5”"),
        (("HU-A", "2024-06", "N1", "-5"), 1, "Chưa ghi: giá trị “-5”"),
        (("HU-A", "2024-06", "N1", "-"), 1, "Chưa ghi: giá trị “-”"),
        (("HU-A", "2024-06", "N1", "chưa có số liệu"), 1, "Giá trị không phải là số liệu"),
        (("HU-A", "2024-06", "N1", ""), 1, "Giá trị không phải là số liệu"),
        (("HU-A", "2024-06", "N1", "mật 4321"), 1, "Chưa ghi: giá trị"),
        (("HU-A", "2024-06", "R1", "80"), 1, "Chưa ghi: giá trị “80”"),
        (("HU-A", "2024-06", "R1", "16/15"), 1, "Chưa ghi: giá trị “16/15”"),
        (("HU-A", "2024-06", "M1", "15/6/2024"), 1, "Chưa ghi: giá trị “15/6/2024”"),
    ],
)
def test_what_a_form_would_have_been_asked_about_is_refused_and_leaves_nothing(
    one: Home, kpi: Any, capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...], status: int, told: str,
) -> None:  # fmt: skip
    before = sorted(one.archive.rglob("*")), (one.archive / "ledger.jsonl").read_bytes()
    assert kpi("enter", *words, "--reason", PHONED) == status
    said = capsys.readouterr().err
    assert told in said
    assert status == 2 or "kpi enter" in said or "Kiểm tra lại kỳ" in said or "Ghi mã" in said
    assert (sorted(one.archive.rglob("*")), (one.archive / "ledger.jsonl").read_bytes()) == before


@pytest.mark.usefixtures("one")
def test_a_reason_is_needed(kpi: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert kpi("enter", "HU-A", "2024-06", "N1", "9") == 2
    assert "thiếu --reason" in capsys.readouterr().err
