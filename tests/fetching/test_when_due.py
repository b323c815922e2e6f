"""`kpi run --when-due` where the plan names sources and ways of delivery: nothing due and nothing
new there starts no engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import flows.due_note
import flows.engine
import flows.month
from flows.month import run_month
from flows.when_due import run_when_due
from kpi.home import Home
from tests.fetching.homes import SEVEN, home_with, in_inbox, lay

CALLED = 77  # the exit status of a run that was begun
QUIET = "Chưa có việc phải làm"


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that is begun says so and does nothing; no report is owed."""
    monkeypatch.setattr(flows.engine, "run_monthly", lambda *_, **__: CALLED)
    monkeypatch.setattr(flows.month, "due_without_report", lambda *_: ())  # they take a minute
    monkeypatch.setattr(flows.due_note, "STILL_MOVING", 0.0)  # what was fetched just now is at rest


@pytest.fixture
def share(tmp_path: Path) -> Path:
    return lay(tmp_path / "o" / "a.csv", SEVEN).parent


@pytest.fixture
def home(tmp_path: Path, share: Path) -> Home:
    """After a run that took in what lay at the source."""
    return after_a_run(home_with(tmp_path / "nha", f"- {{id: o, kind: share, path: {share}}}\n"))


def after_a_run(home: Home) -> Home:
    run_month(home, only_when_due=True)
    return home


def test_nothing_due_and_nothing_new_starts_nothing(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert in_inbox(home) == ["o/a.csv"]
    capsys.readouterr()
    assert run_when_due(home) == 0
    assert QUIET in capsys.readouterr().out


def test_a_new_file_at_a_source_is_a_reason_to_run(home: Home, share: Path) -> None:
    lay(share / "b.csv", "HU-B,2024-06,N1,,,8,,")
    assert run_when_due(home) == CALLED
    assert in_inbox(home) == ["o/a.csv"]  # a run fetches it


def test_a_source_that_gives_no_answer_is_a_reason_to_run(home: Home, share: Path) -> None:
    share.rename(share.with_name("khac"))
    assert run_when_due(home) == CALLED


def with_ways(home: Home, ways: str) -> Home:
    home.plan.write_text(f"{home.plan.read_text('utf-8')}delivery:\n{ways}", "utf-8")
    return after_a_run(home)


def test_a_day_on_which_units_may_be_reminded_has_a_run(home: Home, tmp_path: Path) -> None:
    (tmp_path / "ra").mkdir()
    with_ways(home, f"- {{id: r, kind: folder, path: {tmp_path / 'ra'}, what: [reminders]}}\n")
    note = json.loads(home.due.read_text("utf-8"))
    written, until = note["written"], note["until"]
    assert until.endswith("T17:00:00+00:00")  # midnight in Hà Nội
    assert written < until


def test_what_waits_for_a_way_is_a_reason_to_run(home: Home, tmp_path: Path) -> None:
    with_ways(home, f"- {{id: r, kind: folder, path: {tmp_path / 'mat'}, what: [feedback]}}\n")
    assert run_when_due(home) == 0  # nothing of before the way was named goes out
    lay(tmp_path / "o" / "b.csv", "HU-B,2024-06,N1,,,8,,")
    after_a_run(home)
    assert run_when_due(home) == CALLED
