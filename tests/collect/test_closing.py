"""Closing, opening again, excusing: what is in force, what is expected, what earlier days tell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from flows import acts, closing, entering, status
from flows.cli import status_of
from flows.desk import desk_now
from kpi.assessment import assess
from kpi.collect import collect
from kpi.collect.access import reading
from kpi.home import Home
from kpi.periods import parse_period
from kpi.plan.model import Plan
from kpi.warehouse.store import open_warehouse
from tests.collect.test_withdraw import (
    FIRST,
    FOURTH,
    SECOND,
    THIRD,
    WHY,
    in_force,
    is_sound,
)  # fmt: skip

Kpi = Callable[..., int]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def stands_at(moment: datetime) -> None:
        for room in (acts, closing, entering, status):
            monkeypatch.setattr(room, "now_utc", lambda: moment)

    stands_at(SECOND)
    return stands_at


@pytest.fixture
def kpi(home: Home) -> Kpi:
    return lambda *words: status_of([*words, "--home", str(home.root)])


@pytest.fixture
def june(home: Home, plan: Plan, send: Callable[..., Any], clock: Any) -> Home:  # noqa: ARG001 - sets it
    """HU-A sends June with 7 classes; HU-B sends nothing."""
    send("a.csv", "HU-A,2024-06,N1,,,7,,")
    collect(home, plan, FIRST)
    return home


def test_what_comes_after_closing_is_kept_and_counts_from_the_opening_on(
    june: Home, plan: Plan, send: Any, kpi: Kpi, clock: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kpi("close", "2024-06", "--by", "Nguyễn Văn An") == 0
    assert "Đã chốt số liệu tháng 6/2024: Nguyễn Văn An" in capsys.readouterr().out
    send("a2.csv", "HU-A,2024-06,N1,,,9,,")
    send("a7.csv", "HU-A,2024-07,N1,,,4,,")
    kept, free = collect(june, plan, THIRD).submissions
    assert (kept.kept, kept.cells_in, kept.held, free.kept) == (True, 1, 0, False)
    assert in_force(june) == {("HU-A", "N1"): "7.0"}
    is_sound(june)
    clock(FOURTH)
    assert kpi("status", "2024-06") == 0
    said = capsys.readouterr().out
    assert "Tháng 6/2024 đã chốt: Nguyễn Văn An" in said
    assert "Giữ lại, chưa tính: Huyện ủy A (HU-A), a2.csv, 1 ô" in said
    with reading(june, FOURTH) as warehouse:
        titles = [notice.title for notice in desk_now(june, plan, warehouse, FOURTH).notices]
    assert "Bản nộp giữ lại vì kỳ đã chốt: Huyện ủy A (HU-A), tháng 6/2024" in titles
    assert kpi("reopen", "2024-06", "--reason", WHY) == 0
    assert "1 số liệu giữ lại nay có hiệu lực" in capsys.readouterr().out
    assert in_force(june) == {("HU-A", "N1"): "9.0"}
    assert in_force(june, THIRD) == {("HU-A", "N1"): "7.0"}
    is_sound(june)


def test_a_closed_year_closes_its_months_until_it_is_opened(
    june: Home, plan: Plan, send: Any, kpi: Kpi, clock: Any
) -> None:
    assert kpi("close", "2024-06") == 0
    assert kpi("close", "2024-Q2") == 0
    send("a2.csv", "HU-A,2024-06,N1,,,9,,")
    collect(june, plan, THIRD)
    clock(FOURTH)
    assert kpi("reopen", "2024-06", "--reason", WHY) == 0
    assert in_force(june) == {("HU-A", "N1"): "7.0"}
    assert kpi("reopen", "2024-Q2", "--reason", WHY) == 0
    assert in_force(june) == {("HU-A", "N1"): "9.0"}
    is_sound(june)


def rows(home: Home, plan: Plan, as_of: datetime) -> dict[str, tuple[Any, ...]]:
    """(value, reported, expected, status) of N1 in June, by unit."""
    with (
        open_warehouse(home) as warehouse,
        assess(warehouse.con, plan, [parse_period("2024-06")], as_of=as_of) as found,
    ):
        return {
            r.unit: (r.value, r.units_reported, r.units_expected, r.status)
            for r in found.result_rows()
            if r.indicator == "N1"
        }


def test_an_excused_unit_is_expected_no_more_and_counts_again_once_it_reports(
    june: Home, plan: Plan, send: Any, kpi: Kpi, clock: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rows(june, plan, FIRST)["ALL"][:3] == (7.0, 1, 2)
    assert kpi("excuse", "Huyện ủy B", "2024-06", "--reason", "Bão, mất điện") == 0
    assert rows(june, plan, SECOND)["ALL"][:3] == (7.0, 1, 1)
    assert rows(june, plan, SECOND)["HU-B"] == (None, 0, 0, "not_applicable")
    assert rows(june, plan, FIRST)["ALL"][:3] == (7.0, 1, 2)
    capsys.readouterr()
    assert kpi("status", "2024-06") == 0
    said = capsys.readouterr().out
    assert "Đã gửi: 1/1 đơn vị" in said
    assert "Được miễn báo cáo: Huyện ủy B (HU-B)" in said
    assert "Bão, mất điện" in said
    clock(THIRD)
    send("huyen-b/b.csv", "HU-B,2024-06,N1,,,5,,")
    collect(june, plan, THIRD)
    assert rows(june, plan, THIRD)["ALL"][:3] == (12.0, 2, 2)
    capsys.readouterr()
    assert kpi("status", "2024-06") == 0
    line = next(s for s in capsys.readouterr().out.splitlines() if s.startswith("  HU-B"))
    assert line.endswith(", không tính vào số phải gửi")
    is_sound(june)


def test_who_excuses_a_unit_that_has_reported_is_told_that_its_figures_count(
    june: Home, plan: Plan, kpi: Kpi, capsys: pytest.CaptureFixture[str]
) -> None:
    before = rows(june, plan, FIRST)["ALL"]
    assert kpi("excuse", "HU-A", "2024-06", "--reason", WHY) == 0
    said = capsys.readouterr().out
    assert "Đơn vị đã gửi 1 số liệu của kỳ này; các số liệu ấy vẫn được tính." in said
    assert 'kpi withdraw HU-A 2024-06 --reason "LÝ DO"' in said
    assert rows(june, plan, SECOND)["ALL"][0] == before[0]


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("close", "2031-06"), 1, "nằm ngoài các năm của kế hoạch"),
        (("close", "2024-07"), 1, "chưa kết thúc"),
        (("close", "2024-6"), 2, "không phải kỳ báo cáo"),
        (("reopen", "2024-06", "--reason", WHY), 1, "chưa chốt nên không cần mở lại"),
        (("reopen", "2024-06"), 2, "thiếu --reason"),
        (("excuse", "HU-X", "2024-06", "--reason", WHY), 1, "không có đơn vị “HU-X”"),
        (("excuse", "HU-A", "2031-06", "--reason", WHY), 1, "nằm ngoài các năm"),
        (("excuse", "HU-A", "2024-06", "--reason", " "), 2, "chưa nêu lý do"),
        (("excuse", "HU-A", "2021-2025", "--reason", WHY), 1, "nằm ngoài các năm"),
    ],
)
def test_what_cannot_be_closed_or_excused_is_refused_with_its_repair(
    june: Home, kpi: Kpi, capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...], status: int, told: str,
) -> None:  # fmt: skip
    before = (june.archive / "ledger.jsonl").read_bytes()
    assert kpi(*words) == status
    assert told in capsys.readouterr().err
    assert (june.archive / "ledger.jsonl").read_bytes() == before


@pytest.mark.usefixtures("june")
def test_a_closed_period_is_neither_changed_nor_closed_again(
    kpi: Kpi, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kpi("close", "2024-Q2") == 0
    for words in (
        ("withdraw", "HU-A", "2024-06", "--reason", WHY),
        ("enter", "HU-A", "2024-06", "N1", "9", "--reason", WHY),
        ("excuse", "HU-B", "2024-06", "--reason", WHY),
    ):
        assert kpi(*words) == 1
        assert "mở lại trước: kpi reopen 2024-Q2" in capsys.readouterr().err
    assert kpi("close", "2024-06") == 1
    assert "đã chốt rồi (quý II/2024" in capsys.readouterr().err
    assert kpi("reopen", "2024-06", "--reason", WHY) == 1
    assert "nằm trong quý II/2024 đã chốt" in capsys.readouterr().err
