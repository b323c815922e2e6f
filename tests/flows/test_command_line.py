"""The command line as a clerk meets it."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from .conftest import HEADER, Ran

Kpi = Callable[..., Ran]
Send = Callable[[str, str], Path]

JANUARY = (
    HEADER
    + "A,2024-01,VB01,30,100,,,\nA,2024-01,SP01,,,10,,\n"
    + "B,2024-01,VB01,3,4,,,\nB,2024-01,SP01,,,20,,\n"
)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_sound_plan_is_said_to_be_sound(kpi: Kpi) -> None:
    ran = kpi("check")
    assert ran.status == 0
    assert "2 chỉ tiêu" in ran.out


def test_a_plan_with_errors_stops_every_command_with_place_and_repair(kpi: Kpi, home: Path) -> None:
    plan = home / "indicators.yaml"
    plan.write_text(plan.read_text("utf-8").replace("measure: count", "mesure: count"), "utf-8")
    checked = kpi("check")
    assert checked.status == 1
    assert "indicators.yaml:28:5" in checked.out
    assert "measure" in checked.out
    stopped = kpi("collect")
    assert stopped.status == 1
    assert "indicators.yaml:28:5" in stopped.err


def test_a_home_without_a_plan_says_where_it_looked(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "flows.cli", "--home", str(tmp_path), "status", "2024-01"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 1
    assert str(tmp_path / "indicators.yaml") in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reprot", "2024-01"], "report"),
        (["report"], "thiếu KỲ"),
        (["explain", "HC01"], "thiếu KỲ"),
        (["compare", "2024-06", "--between", "2024-07-03"], "cần 2 giá trị"),
        (["report", "2024-13"], "2024-Q2"),
        (["report", "2024-01", "--as-of", "hôm qua"], "hôm qua"),
        (["export", "results"], "2024-06"),
        (["export", "observations", "--format", "parquet"], "--out"),
        (["schedule", "--at", "25:00"], "25:00"),
    ],
)
def test_wrong_use_is_explained_and_exits_with_2(kpi: Kpi, arguments: list[str], said: str) -> None:
    ran = kpi(*arguments)
    assert ran.status == 2
    assert said in ran.err
    assert not ran.out


def test_the_home_may_stand_after_the_command_and_wins_there(home: Path, tmp_path: Path) -> None:
    from flows.cli import status_of

    assert status_of(["--home", str(tmp_path / "nowhere"), "check", "--home", str(home)]) == 0


def test_collect_status_export_and_a_second_collect(kpi: Kpi, send: Send) -> None:
    send("thang-1.csv", JANUARY)
    collected = kpi("collect")
    assert collected.status == 0, collected
    assert "status 2024-01, hoặc lập báo cáo" in collected.err.splitlines()[-1]
    status = kpi("status", "2024-01")
    assert "2/3" in status.out
    results = {
        (r["unit"], r["indicator"]): r for r in rows(kpi("export", "results", "2024-01").out)
    }
    whole = results["ALL", "VB01"]
    assert (whole["numerator"], whole["denominator"]) == ("33.0", "104.0")
    assert float(whole["value"]) == pytest.approx(100 * 33 / 104)
    assert whole["provisional"] == "true"
    before = kpi("export", "observations").out
    again = kpi("collect")
    assert again.status == 0
    assert kpi("export", "observations").out == before
    assert len(rows(kpi("export", "submissions").out)) == 2


def test_a_rejected_file_makes_collect_exit_with_1_and_takes_the_others(
    kpi: Kpi, send: Send
) -> None:
    send("thang-1.csv", JANUARY)
    send("hong.xlsx", "đây không phải bảng tính")
    collected = kpi("collect")
    assert collected.status == 1
    outcomes = {r["file"]: r["outcome"] for r in rows(kpi("export", "submissions").out)}
    assert outcomes["hong.xlsx"] == "rejected"
    assert outcomes["thang-1.csv"].startswith("accepted")


def test_an_export_to_a_file_says_nothing_on_the_screen(
    kpi: Kpi, send: Send, tmp_path: Path
) -> None:
    send("thang-1.csv", JANUARY)
    kpi("collect")
    for form in ("csv", "json", "parquet"):
        target = tmp_path / f"out.{form}"
        ran = kpi("export", "observations", "--format", form, "--out", str(target))
        assert (ran.status, ran.out) == (0, "")
        assert target.stat().st_size > 0


def test_reminders_name_the_units_that_have_not_sent(kpi: Kpi, send: Send, home: Path) -> None:
    send("thang-1.csv", JANUARY)
    kpi("collect")
    assert kpi("remind", "2024-01").status == 0
    text = (home / "data" / "outbox" / "2024-01" / "2024-01_nhac-gui.txt").read_text("utf-8-sig")
    assert "Đơn vị C" in text
    assert "Đơn vị A" not in text


def test_read_shows_what_would_change_and_stores_nothing(
    kpi: Kpi, send: Send, tmp_path: Path
) -> None:
    send("thang-1.csv", JANUARY)
    kpi("collect")
    before = kpi("export", "observations").out
    trial = tmp_path / "sua.csv"
    text = HEADER + "A,2024-01,VB01,40,100,,,\nA,2024-01,SP01,,,10,,\nA,2024-01,XX99,,,1,,\n"
    trial.write_text(text, encoding="utf-8")
    ran = kpi("read", str(trial))
    assert ran.status == 0  # everything was shown, also the answer that would be held
    assert "40/100 (thay cho 30/100)" in ran.out
    assert "10 (như đã có: 10)" in ran.out
    assert "XX99" in ran.out
    assert kpi("export", "observations").out == before
    assert kpi("read", str(tmp_path / "khong-co.csv")).status == 1


def test_a_copy_of_a_file_that_could_not_be_taken_says_so(kpi: Kpi, send: Send) -> None:
    send("hong.xlsx", "đây không phải bảng tính")
    kpi("collect")
    send("hong-lai.xlsx", "đây không phải bảng tính")
    again = kpi("collect")
    assert "Báo cáo này đã nhận trước đó: hong-lai.xlsx" in again.out
    assert "kết quả lần trước: Chưa tiếp nhận được" in again.out


def test_a_damaged_warehouse_is_named_with_its_repair_and_rebuilt(
    kpi: Kpi, send: Send, home: Path
) -> None:
    send("thang-1.csv", JANUARY)
    kpi("collect")
    before = kpi("export", "observations").out
    warehouse = home / "data" / "kpi.duckdb"
    whole = warehouse.read_bytes()
    for damaged in (b"\x00garbage" * 1000, whole[:20_000] + b"\xff" * 30_000 + whole[50_000:]):
        warehouse.write_bytes(damaged)
        ran = kpi("status", "2024-01")
        assert ran.status == 1
        assert "kpi rebuild" in ran.err
        assert kpi("rebuild").status == 0
        assert kpi("export", "observations").out == before


def test_a_second_writer_is_told_to_wait(kpi: Kpi, home: Path) -> None:
    from filelock import FileLock

    kpi("status", "2024-01")
    with FileLock(str(home / "data" / "kpi.lock")):
        ran = kpi("collect")
    assert ran.status == 1
    assert "đang" in ran.err
    assert "Có sự cố" not in ran.err


def test_the_status_of_an_earlier_day_is_that_of_the_plan_then_in_force(
    kpi: Kpi, send: Send, home: Path
) -> None:
    send("thang-1.csv", JANUARY)
    send("thang-1.csv.received", "2024-02-03T09:00")
    assert kpi("collect").status == 0
    asked = ("status", "2024-01", "--as-of", "2024-02-10")
    before = kpi(*asked).out
    assert "2/3" in before
    plan = home / "indicators.yaml"
    edited = plan.read_text("utf-8").replace("name: Đơn vị A,", "name: Đơn vị mang tên mới,")
    edited = edited.replace("area: Vùng hai}", "area: Vùng hai, to: 2023-12-31}")
    plan.write_text(edited, "utf-8")
    assert kpi(*asked).out == before
    assert kpi("collect").status == 0  # remembers the edited plan
    assert kpi(*asked).out == before
    for later in (kpi("status", "2024-01"), kpi("status", "2024-01", "--as-of", "2199-01-01")):
        assert "2/2" in later.out
        assert "Đơn vị mang tên mới" in later.out


def test_a_report_of_a_year_outside_of_the_plan_says_so(
    kpi: Kpi, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = SimpleNamespace(report="report.xlsx")
    monkeypatch.setattr("flows.report.render_report", lambda *_, **__: made)
    for period in ("2030-06", "2023-12", "2020-2023"):
        ran = kpi("report", period)
        assert ran.status == 0
        assert "nằm ngoài các năm của kế hoạch (2024 - 2025)" in ran.err
    for period in ("2025-06", "2024", "2021-2025"):
        assert "nằm ngoài" not in kpi("report", period).err


def test_a_decision_to_come_and_a_cut_in_per_cent_are_pointed_out(kpi: Kpi, home: Path) -> None:
    plan = home / "indicators.yaml"
    text = plan.read_text("utf-8").replace(
        "    targets: {2024: 120,",
        "    target_revisions: [{year: 2025, value: 9, decided: 2199-01-01, decision: Số 1}]\n"
        "    targets: {2024: 120,",
    )
    head = "  years: [2024, 2025]\n"
    text = text.replace(head, f"{head}  locale: en\n  assessment: {{on_track: 95}}\n")
    plan.write_text(text, "utf-8")
    ran = kpi("check")
    assert ran.status == 0
    assert "decided on 2199-01-01, a day to come" in ran.out
    assert "Perhaps “0.95” is meant." in ran.out
    assert "Places to look at: 2 (they stop nothing)." in ran.out
