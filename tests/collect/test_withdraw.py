"""Withdrawing: what is in force afterwards, what earlier days tell, what is refused.

June's figures of two units; every expectation is written out by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from flows import acts
from flows.cli import status_of
from kpi.collect import collect, rebuild
from kpi.home import Home
from kpi.journal import Journal
from kpi.plan.model import Plan
from kpi.receiving.ledger import Ledger
from kpi.verify import check_home
from kpi.warehouse.export import export_frame
from kpi.warehouse.store import open_warehouse

FIRST = datetime(2024, 7, 1, 3)
SECOND = FIRST + timedelta(days=1)
THIRD = FIRST + timedelta(days=2)
FOURTH = FIRST + timedelta(days=3)
WHY = "Đơn vị gửi nhầm tệp"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts are done on the third day."""
    monkeypatch.setattr(acts, "now_utc", lambda: THIRD)


@pytest.fixture
def kpi(home: Home) -> Callable[..., int]:
    return lambda *words: status_of([*words, "--home", str(home.root)])


@pytest.fixture
def twice(home: Home, plan: Plan, send: Callable[..., Any]) -> Home:
    """HU-A sends June (7 classes, 12 of 15), then 8 classes; HU-B sends 5."""
    send("a.csv", "HU-A,2024-06,N1,,,7,,", "HU-A,2024-06,R1,12,15,,,")
    send("huyen-b/b.csv", "HU-B,2024-06,N1,,,5,,")
    collect(home, plan, FIRST)
    send("a2.csv", "HU-A,2024-06,N1,,,8,,")
    collect(home, plan, SECOND)
    return home


def exported(home: Home, what: str, as_of: datetime) -> list[dict[str, Any]]:
    with open_warehouse(home) as warehouse:
        frame = export_frame(warehouse.con, what, "2024-06", as_of, "Asia/Ho_Chi_Minh")
        return frame.rows(named=True)


def in_force(home: Home, as_of: datetime = datetime(2030, 1, 1)) -> dict[tuple[str, str], str]:
    rows = exported(home, "observations", as_of)
    return {(r["unit"], r["indicator"]): r["value"] for r in rows}


def submission(home: Home, file: str) -> str:
    rows = exported(home, "submissions", datetime(2030, 1, 1))
    return next(r["submission"] for r in rows if r["file"] == file)


def is_sound(home: Home, now: datetime = FOURTH) -> None:
    """`kpi verify --deep` finds nothing; a warehouse built again tells the same of every day."""
    days = (FIRST, SECOND, THIRD, FOURTH)
    before = [in_force(home, day) for day in days]
    assert check_home(home, now, deep=True).findings == ()
    rebuild(home, now)
    assert [in_force(home, day) for day in days] == before
    assert check_home(home, now).findings == ()


def test_a_withdrawn_submission_leaves_the_one_before_it_in_force(twice: Home, kpi: Any) -> None:
    assert in_force(twice)["HU-A", "N1"] == "8.0"
    assert kpi("withdraw", submission(twice, "a2.csv"), "--reason", WHY) == 0
    assert in_force(twice) == {
        ("HU-A", "N1"): "7.0",
        ("HU-A", "R1"): "80.0",
        ("HU-B", "N1"): "5.0",
    }
    assert in_force(twice, SECOND)["HU-A", "N1"] == "8.0"
    assert in_force(twice, FIRST)["HU-A", "N1"] == "7.0"
    is_sound(twice)


def test_a_units_period_is_withdrawn_with_all_versions_of_its_figures(
    twice: Home, kpi: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kpi("withdraw", "Huyện ủy A", "2024-06", "--reason", WHY) == 0
    assert in_force(twice) == {("HU-B", "N1"): "5.0"}
    assert in_force(twice, SECOND)["HU-A", "N1"] == "8.0"
    said, noted = capsys.readouterr()
    assert "Đã rút 3 số liệu của Huyện ủy A (HU-A), tháng 6/2024" in said
    assert "tính là chưa báo cáo" in said
    assert noted.splitlines()[-1].startswith("Tiếp theo:")
    is_sound(twice)


def test_one_indicator_is_withdrawn_and_the_others_stay(twice: Home, kpi: Any) -> None:
    assert kpi("withdraw", "HU-A", "2024-06", "Số lớp", "--reason", WHY) == 0
    assert in_force(twice) == {("HU-A", "R1"): "80.0", ("HU-B", "N1"): "5.0"}
    is_sound(twice)


def test_what_comes_after_a_withdrawal_counts_as_new(
    twice: Home, plan: Plan, send: Any, kpi: Any
) -> None:
    assert kpi("withdraw", "HU-A", "2024-06", "--reason", WHY) == 0
    send("a3.csv", "HU-A,2024-06,N1,,,9,,")
    [taken] = collect(twice, plan, FOURTH).submissions
    assert (taken.loaded, taken.superseded, taken.unchanged) == (1, 0, 0)
    assert in_force(twice)["HU-A", "N1"] == "9.0"
    assert ("HU-A", "N1") not in in_force(twice, THIRD)
    is_sound(twice)


def test_a_withdrawn_file_that_is_sent_again_counts_again(
    twice: Home, plan: Plan, send: Any, kpi: Any
) -> None:
    assert kpi("withdraw", submission(twice, "a2.csv"), "--reason", WHY) == 0
    send("lai/a2.csv", "HU-A,2024-06,N1,,,8,,")
    [taken] = collect(twice, plan, FOURTH).submissions
    assert (taken.outcome, taken.superseded) == ("accepted", 1)
    assert in_force(twice)["HU-A", "N1"] == "8.0"
    is_sound(twice)


def test_one_withdrawn_figure_that_is_sent_again_in_the_same_file_counts_again(
    twice: Home, plan: Plan, send: Any, kpi: Any
) -> None:
    """The file's other figure is in force and stays what it was; sent a third time, all is."""
    assert kpi("withdraw", "HU-A", "2024-06", "N1", "--reason", WHY) == 0
    rows = ("HU-A,2024-06,N1,,,7,,", "HU-A,2024-06,R1,12,15,,,")
    send("lai/a.csv", *rows)
    [taken] = collect(twice, plan, FOURTH).submissions
    assert (taken.outcome, taken.loaded, taken.unchanged) == ("accepted", 1, 1)
    assert in_force(twice)["HU-A", "N1"] == "7.0"
    send("lan-ba/a.csv", *rows)
    [repeated] = collect(twice, plan, FOURTH + timedelta(hours=1)).submissions
    assert (repeated.outcome, repeated.unchanged) == ("duplicate", 2)
    is_sound(twice, FOURTH + timedelta(hours=2))


def test_a_withdrawn_figure_that_a_file_had_only_confirmed_counts_again_with_it(
    twice: Home, plan: Plan, send: Any, kpi: Any
) -> None:
    said = ("HU-A,2024-06,N1,,,8,,", "HU-A,2024-06,R1,12,15,,,")
    send("a3.csv", *said)
    [confirmed] = collect(twice, plan, THIRD - timedelta(hours=1)).submissions
    assert confirmed.unchanged == 2
    assert kpi("withdraw", "HU-A", "2024-06", "N1", "--reason", WHY) == 0
    send("lai/a3.csv", *said)
    [taken] = collect(twice, plan, FOURTH).submissions
    assert (taken.outcome, taken.loaded, taken.unchanged) == ("accepted", 1, 1)
    is_sound(twice)


def test_one_units_withdrawn_figures_count_again_with_a_file_of_several_units(
    home: Home, plan: Plan, send: Any, kpi: Any
) -> None:
    rows = ("HU-A,2024-06,N1,,,7,,", "HU-B,2024-06,N1,,,5,,")
    send("huyen-b/hai-huyen.csv", *rows)
    collect(home, plan, FIRST)
    assert kpi("withdraw", "HU-A", "2024-06", "--reason", WHY) == 0
    send("huyen-b/lai/hai-huyen.csv", *rows)
    collect(home, plan, FOURTH)
    assert in_force(home) == {("HU-A", "N1"): "7.0", ("HU-B", "N1"): "5.0"}
    is_sound(home)


def test_an_act_is_in_ledger_and_journal_with_its_reason(twice: Home, kpi: Any) -> None:
    kpi("withdraw", "HU-A", "2024-06", "N1", "--reason", f"  {WHY}\n hai lần ")
    [act] = Ledger(twice).acts()
    assert (act.kind, act.unit, act.period, act.indicator) == ("withdraw", "HU-A", "2024-06", "N1")
    assert act.reason == f"{WHY} hai lần"
    entry = Journal(twice).last("withdraw")
    assert entry is not None
    assert (entry.details["act"], entry.details["reason"]) == (act.act, act.reason)


def test_an_act_that_was_cut_short_is_done_by_the_next_command(
    twice: Home, plan: Plan, kpi: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kpi.collect import acting

    def cut(*_: object) -> int:
        raise OSError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(acting, "apply_act", cut)
        assert kpi("withdraw", "HU-A", "2024-06", "--reason", WHY) == 1
    collect(twice, plan, FOURTH)
    assert in_force(twice) == {("HU-B", "N1"): "5.0"}
    is_sound(twice)


def test_another_hand_in_the_warehouse_is_found(twice: Home, kpi: Any) -> None:
    kpi("withdraw", "HU-A", "2024-06", "--reason", WHY)
    with open_warehouse(twice) as warehouse:
        warehouse.con.execute("UPDATE observation SET out_at = NULL WHERE indicator = 'N1'")
    assert {f.kind for f in check_home(twice, FOURTH).findings} == {"acts_changed"}


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("HU-X", "2024-06", "--reason", WHY), 1, "Kế hoạch không có đơn vị “HU-X”"),
        (("HU-A", "2024-13", "--reason", WHY), 2, "không phải kỳ báo cáo"),
        (("HU-A", "2024-06", "X9", "--reason", WHY), 1, "Kế hoạch không có chỉ tiêu “X9”"),
        (("0123456789ab", "--reason", WHY), 1, "Không có bản nộp “0123456789ab”"),
        (("HU-A", "--reason", WHY), 1, "là đơn vị: ghi thêm kỳ"),
        (("HU-A", "2024-05", "--reason", WHY), 1, "Không có số liệu nào đang có hiệu lực để rút"),
        (("HU-A", "2031-05", "--reason", WHY), 1, "Không có số liệu nào đang có hiệu lực để rút"),
        (("HU-A", "2024-06"), 2, "thiếu --reason"),
        (("HU-A", "2024-06", "--reason", " . "), 2, "chưa nêu lý do"),
        (("HU-A", "2024-06", "--reason", "x" * 1001), 2, "dài quá 1000 chữ"),
    ],
)
def test_what_cannot_be_withdrawn_is_refused_with_its_repair(
    twice: Home, kpi: Any, capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...], status: int, told: str,
) -> None:  # fmt: skip
    before = (twice.archive / "ledger.jsonl").read_bytes()
    assert kpi("withdraw", *words) == status
    assert told in capsys.readouterr().err
    assert (twice.archive / "ledger.jsonl").read_bytes() == before


def test_nothing_is_withdrawn_twice(
    twice: Home, kpi: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    name = submission(twice, "a2.csv")
    assert kpi("withdraw", name, "--reason", WHY) == 0
    assert kpi("withdraw", name, "--reason", WHY) == 1
    assert "chưa tiếp nhận được, gửi trùng, hoặc đã rút" in capsys.readouterr().err
