"""A sample of the kills, without the engine; `python -m tests.kills` does as many as wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.home import Home
from tests.kills.__main__ import kills, prepare
from tests.kills.attack import KINDS, Case, compare, copied
from tests.kills.homes import PERIOD, SECRETS
from tests.kills.state import sha256_of, state_of


def test_what_is_killed_is_made_good_by_the_next_run(tmp_path: Path) -> None:
    cases = kills(tmp_path, ("collect", "report", "rebuild"), 6, "sample", patience=600)
    assert [case.found for case in cases] == [{kind: [] for kind in KINDS}] * 6
    assert all(case.killed for case in cases)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home in which nothing was killed."""
    return prepare(tmp_path_factory.mktemp("whole"), ("report",))["report"][1].made


def test_whatever_a_kill_could_leave_would_be_seen(whole: Home, tmp_path: Path) -> None:
    case = Case(0, "collect", whole.root, state_of(whole), 0.0, False, False, False)
    home = copied(whole.root, tmp_path)
    compare(case, home, tmp_path / "tmp")
    assert case.found == {kind: [] for kind in KINDS}
    feedback = next(p for p in (home.data / "outbox").rglob("*") if p.is_file())
    feedback.rename(feedback.with_name("another.xlsx"))
    report = home.reports(PERIOD) / "report.xlsx"
    report.write_bytes(report.read_bytes()[:5000])
    for number, place in zip(SECRETS, (home.archive / "x", tmp_path / "tmp" / "y"), strict=True):
        place.write_text(number, encoding="utf-8")
    (home.archive / ".kpi-abc").touch()
    compare(case, home, tmp_path / "tmp")
    counts = {kind: len(found) for kind, found in case.found.items()}
    assert counts == {
        "losses": 1, "doubles": 1, "empty reports": 1, "secrets": 2, "leftovers": 2,
        "processes": 0, "failures": 0,
    }  # fmt: skip


def test_figures_that_are_lost_or_doubled_would_be_seen(whole: Home, tmp_path: Path) -> None:
    other = state_of(whole)
    row = next(row for row in other.rows if row[0] == "observations")
    other.rows[row] += 1
    other.rows["observations", "X"] += 1
    case = Case(0, "collect", whole.root, other, 0.0, False, False, False)
    compare(case, copied(whole.root, tmp_path), tmp_path / "tmp")
    assert len(case.found["losses"]) == 2
    other.rows[row] -= 2
    case = Case(0, "collect", whole.root, other, 0.0, False, False, False)
    compare(case, Home(tmp_path / "home"), tmp_path / "tmp")
    assert (len(case.found["losses"]), len(case.found["doubles"])) == (1, 1)


def test_the_inbox_has_what_makes_a_run_go_wrong(whole: Home) -> None:
    outcomes = {row[7] for row in state_of(whole).rows if row[0] == "submissions"}
    assert {"accepted", "accepted_in_part", "rejected", "duplicate"} <= outcomes
    secret = sha256_of(whole.inbox / "C" / "mat.csv")
    assert not list(whole.archive.rglob(f"{secret}*"))
