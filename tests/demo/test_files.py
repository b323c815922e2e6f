"""What lies in the demo's inbox: marked as illustration, in the past, the same every time."""

from __future__ import annotations

import difflib
import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from demo.plan_copy import demo_plan_text, shipped_text
from demo.sendings import Sending, demo_periods, sendings_of
from demo.write import DemoExists, Writer, write_demo
from kpi.periods import parse_period
from kpi.plan.form_rows import units_that_must_report
from kpi.plan.load import read_plan
from kpi.plan.model import Plan

SOME = {"periods": {"2021", "2024-06", "2024-Q2"}, "units": {"VP", "HU-VL", "HU-CC"}}


def content(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_the_plan_differs_from_the_shipped_one_in_what_marks_it_and_nowhere_else() -> None:
    before, after = shipped_text("indicators.yaml"), demo_plan_text()
    changes = [
        line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"
    ]
    assert [line[:14] for line in changes] == ["-   marking: L", "+   marking: L", "+     Đây là s"]


def test_every_report_of_the_demo_will_say_what_it_is(tmp_path: Path) -> None:
    write_demo(tmp_path / "demo", periods=set())
    plan = read_plan(tmp_path / "demo" / "indicators.yaml").plan
    assert plan is not None
    assert plan.id == "btg-qt-2021-2025"
    assert plan.marking == "Lưu hành nội bộ; số liệu minh họa"
    assert "số liệu minh họa" in (plan.scope_note or "")
    assert "37 trên 78" in (plan.scope_note or "")
    schema = tmp_path / "demo" / "indicators.schema.json"
    assert json.loads(schema.read_text(encoding="utf-8"))


def test_the_same_demo_has_the_same_bytes_in_one_process_and_in_two(tmp_path: Path) -> None:
    first = write_demo(tmp_path / "one", workers=1, **SOME)
    second = write_demo(tmp_path / "two", workers=2, **SOME)
    assert content(tmp_path / "one") == content(tmp_path / "two")
    assert first.files == second.files == len(list((tmp_path / "one").rglob("*.xlsx")))


def test_a_part_of_the_demo_is_a_part_of_the_whole(tmp_path: Path) -> None:
    write_demo(tmp_path / "more", periods={"2024-05", "2024-06"}, units={"VP", "P1"})
    write_demo(tmp_path / "less", periods={"2024-06"}, units={"VP"})
    more, less = content(tmp_path / "more"), content(tmp_path / "less")
    assert less.items() <= more.items()
    assert len(less) < len(more)


def test_every_file_came_at_a_time_in_the_past_that_its_sidecar_names(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    write_demo(home, **SOME)
    files = sorted(home.rglob("*.xlsx"))
    assert files
    for path in files:
        told = path.with_name(f"{path.name}.received").read_text(encoding="utf-8").strip()
        moment = datetime.fromisoformat(told)
        assert moment.utcoffset() == timedelta(hours=7)
        assert moment < datetime(2026, 2, 1, tzinfo=UTC)
        assert path.stat().st_mtime == moment.timestamp()


def test_a_folder_with_a_home_in_it_is_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "indicators.yaml"
    kept.write_text("mine", encoding="utf-8")
    with pytest.raises(DemoExists):
        write_demo(tmp_path)
    assert kept.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [kept]


def test_the_demo_has_a_backfilled_year_and_then_every_reporting_period(plan: Plan) -> None:
    periods = demo_periods(plan)
    assert periods[0] == (parse_period("2021"), True)
    labels = [period.label for period, backfill in periods if not backfill]
    assert len(labels) == len(set(labels)) == 48 + 16 + 8 + 4
    assert labels[0] == "2022-01"
    assert labels[-4:] == ["2025-12", "2025-Q4", "2025-H2", "2025"]


def test_some_are_late_some_missing_some_sent_again(plan: Plan) -> None:
    late = missing = again = mistaken = total = 0
    for period, backfill in demo_periods(plan):
        sent = list(sendings_of(plan, period, backfill=backfill))
        due = plan.calendar.due(period)
        expected = set(units_that_must_report(plan, period, backfill=backfill))
        missing += len(expected - {s.unit for s in sent})
        late += sum(s.received.date() > due for s in sent if not s.again)
        again += sum(s.again for s in sent)
        mistaken += sum(s.text == "mistaken" for s in sent)
        total += len(sent)
    assert 1500 < total < 2500
    assert 0.04 < late / total < 0.15
    assert 0.005 < missing / total < 0.05
    assert 40 < again < mistaken + 60


def test_nothing_comes_before_its_period_has_closed_and_corrections_come_later(
    plan: Plan,
) -> None:
    for period, backfill in demo_periods(plan):
        first: dict[str, datetime] = {}
        for s in sendings_of(plan, period, backfill=backfill):
            assert s.received.date() > plan.calendar.last_day(period)
            if s.again:
                assert s.received > first[s.unit]
            first.setdefault(s.unit, s.received)


def test_ended_districts_may_send_their_last_two_weeks(plan: Plan) -> None:
    july = [s.unit for s in sendings_of(plan, parse_period("2025-07"))]
    august = [s.unit for s in sendings_of(plan, parse_period("2025-08"))]
    assert {"HU-VL", "HU-HL", "TU-DH"} & set(july)
    assert not {u for u in august if plan.unit_by_id[u].kind == "district"}


def test_a_demo_that_was_stopped_half_way_is_no_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_writer: Writer, _sending: Sending) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Writer, "write", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_demo(tmp_path / "demo", workers=1, **SOME)
    assert not (tmp_path / "demo" / "indicators.yaml").exists()
