"""`kpi doctor`: each thing that may be wrong is told with its repair, and nothing is changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from flows.cli import status_of
from flows.dates import now_utc
from flows.doctor import computer, examine
from flows.doctor.case import Answer, Case
from flows.doctor.command import CHECKS, line
from kpi.collect.access import writing
from kpi.home import Home
from kpi.journal import Journal
from kpi.warehouse.store import locked
from kpi.words import LOCALES

from .conftest import HEADER, PLAN, Ran

Kpi = Callable[..., Ran]
Send = Callable[[str, str], Path]
NOW = now_utc()  # of each test, see `at_present`


@pytest.fixture(autouse=True)
def at_present() -> None:
    """Tests wait for each other: the moment of this one, not that of loading the file."""
    global NOW  # noqa: PLW0603 - one moment that a test's lambdas share
    NOW = now_utc()


posix = pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")


def answers(home: Home, now: object = None) -> dict[str, Answer]:
    case = Case(home, now or NOW)  # type: ignore[arg-type]
    return {check.name: answer for check, answer in examine(case)}


def told(home: Home, name: str) -> tuple[str, str]:
    answer = answers(home)[name]
    return answer.state, answer.key


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that has taken in a file; tests take copies."""
    root = tmp_path_factory.mktemp("mau") / "nhà"
    (root / "data" / "inbox").mkdir(parents=True)
    (root / "indicators.yaml").write_text(PLAN, encoding="utf-8")
    file = root / "data" / "inbox" / "a.csv"
    file.write_text(HEADER + "A,2024-01,SP01,,,10,,\n", encoding="utf-8")
    os.utime(file, (1_700_000_000, 1_700_000_000))
    assert status_of(["--home", str(root), "collect"]) == 0
    return root


@pytest.fixture
def place(collected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr("flows.schedule.install.installed", lambda _: "Task Scheduler: kpi")
    shutil.copytree(collected, tmp_path / "nhà")
    return Home(tmp_path / "nhà")


def test_a_sound_home_has_nothing_to_mend_and_is_not_changed(place: Home) -> None:
    Journal(place).add("backup", NOW, file="E:/b.zip")

    def tree() -> dict[str, tuple[int, int, int]]:
        paths = [place.root, *place.root.rglob("*")]
        seen = {p: p.lstat() for p in paths}
        return {str(p): (s.st_mode, s.st_size, s.st_mtime_ns) for p, s in seen.items()}

    before = tree()
    found = answers(place)
    assert {name: a for name, a in found.items() if a.state != "good"} == {}
    assert set(found) == {check.name for check in CHECKS}
    assert tree() == before


def test_the_command_says_a_line_a_check_with_sign_word_and_repair(
    kpi: Kpi, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.schedule.install.installed", lambda _: "")
    ran = kpi("doctor")
    assert ran.status == 0
    assert len(ran.out.splitlines()) == len(CHECKS) + 1
    assert "✓ đạt: Kế hoạch: đọc được" in ran.out
    assert "! nên xem: Lịch chạy: chưa đặt lịch" in ran.out
    (home / "indicators.yaml").rename(home / "indicators.yml")
    ran = kpi("doctor")
    assert ran.status == 1
    assert "× phải sửa: Kế hoạch: không thấy" in ran.out
    assert "! nên xem: Tệp kế hoạch khác: indicators.yml" in ran.out


def test_every_answer_has_its_sentence(place: Home) -> None:
    for name, answer in answers(place).items():
        for locale in LOCALES:
            assert line(name, answer, locale)


@pytest.mark.parametrize(
    ("spoil", "name", "answer"),
    [
        (lambda h: h.plan.unlink(), "plan", ("bad", "missing")),
        (lambda h: h.plan.write_text("plan: {}\n"), "plan", ("bad", "errors")),
        (lambda h: (h.root / "indicators.yaml.txt").touch(), "plan_names", ("odd", "others")),
        (lambda h: (h.root / "Indicators.xlsx").touch(), "plan_names", ("odd", "others")),
        (lambda h: shutil.rmtree(h.root), "writable", ("bad", "missing")),
        (lambda h: (h.data / ".kpi-999999999-x").touch(), "leftovers", ("odd", "left")),
        (lambda h: h.warehouse.unlink(), "warehouse", ("odd", "missing")),
        (
            lambda h: (h.archive / "ledger.jsonl").unlink(),
            "warehouse",
            ("bad", "refused"),
        ),
        (
            lambda h: (h.warehouse.write_bytes(b"x" * 9999), shutil.rmtree(h.published)),
            "warehouse",
            ("bad", "refused"),
        ),
        (
            lambda h: Journal(h).add("verify", NOW, findings=2),
            "verified",
            ("bad", "found"),
        ),
        (lambda h: Journal(h).add("verify", NOW, findings=0), "verified", ("good", "good")),
        (lambda _: None, "backup", ("odd", "never")),
        (
            lambda h: Journal(h).add("backup", NOW - timedelta(days=31), file="b.zip"),
            "backup",
            ("odd", "old"),
        ),
        (
            lambda h: Journal(h).add("run_failed", NOW, failures=[{"sentence": "Hỏng."}]),
            "runs",
            ("bad", "attention"),
        ),
        (
            lambda h: Journal(h).add("run_done", NOW - timedelta(days=9)),
            "runs",
            ("odd", "quiet"),
        ),
        (lambda h: Journal(h).add("run_done", NOW), "runs", ("good", "good")),
        (
            lambda h: Journal(h).add("run_done", NOW + timedelta(days=400)),
            "clock",
            ("bad", "behind"),
        ),
    ],
)
def test_what_is_not_sound_is_told(
    place: Home, spoil: Callable[[Home], object], name: str, answer: tuple[str, str]
) -> None:
    spoil(place)
    assert told(place, name) == answer


def test_a_warehouse_that_lacks_a_run_is_told(place: Home) -> None:
    old = place.warehouse.read_bytes()
    shutil.rmtree(place.published)
    with (place.archive / "ledger.jsonl").open("a") as ledger:
        ledger.write('{"kind": "batch", "run": "r", "now": "2024-07-01T00:00:00", "plan_sha256": ')
        ledger.write('"x", "arrivals": []}\n')
    assert told(place, "warehouse") == ("odd", "behind")
    assert place.warehouse.read_bytes() == old


def test_who_is_at_work_is_seen_and_one_that_hangs_is_told(place: Home) -> None:
    with locked(place):
        assert told(place, "lock") == ("good", "at_work")
    assert told(place, "lock") == ("good", "free")
    Journal(place).add("run_started", NOW - timedelta(hours=3))
    with writing(place, NOW):
        assert told(place, "lock") == ("bad", "hung")
        assert told(place, "warehouse")[0] == "good"
    assert told(place, "lock") == ("good", "free")


@posix
def test_private_files_that_others_can_read_are_named(place: Home) -> None:
    place.journal.chmod(0o644)
    place.archive.chmod(0o755)
    answer = answers(place)["rights"]
    assert (answer.state, answer.key) == ("bad", "open")
    assert answer.values["names"] == "data/archive data/journal.jsonl"


def test_a_report_that_is_open_elsewhere_is_named(place: Home) -> None:
    folder = place.reports("2024-01")
    folder.mkdir(parents=True)
    (folder / "report.xlsx").touch()
    assert told(place, "outputs") == ("good", "good")
    (folder / "~$report.xlsx").touch()
    answer = answers(place)["outputs"]
    assert (answer.state, answer.key) == ("bad", "held")
    assert "~$report.xlsx" in str(answer.values["names"])


def test_a_folder_that_cannot_be_written_is_named(
    place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "flows.doctor.place.os.access", lambda path, mode: path != place.archive or not mode
    )
    answer = answers(place)["writable"]
    assert (answer.state, answer.values["path"]) == ("bad", place.archive)


def test_a_disk_that_fills_up_is_told(place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(place.root)
    for free, answer in ((1, ("bad", "full")), (900, ("odd", "tight")), (9000, ("good", "free"))):
        there = usage._replace(free=free * 2**20)
        monkeypatch.setattr("flows.doctor.computer.shutil.disk_usage", lambda _, t=there: t)
        assert told(place, "disk") == answer


def test_libraries_out_of_bounds_and_missing_are_named(
    place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["duckdb<1", "click>=8", "khong-co-thu-vien>=1", "thu-dev; extra == 'dev'"]
    monkeypatch.setattr(computer, "requires", lambda _: lines)
    answer = answers(place)["libraries"]
    assert (answer.state, answer.key) == ("bad", "wrong")
    said = str(answer.values["libraries"])
    assert said.startswith("duckdb<1 (")
    assert "khong-co-thu-vien>=1 (-)" in said
    assert "click" not in said
    assert "thu-dev" not in said


def test_a_python_out_of_bounds_is_told(place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.doctor.computer.platform.python_version", lambda: "3.10.2")
    assert told(place, "python") == ("bad", "out_of_bounds")


def test_a_missing_font_is_told(place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computer, "FONT", ("khong_co_goi_nay", "files", "x.ttf"))
    assert told(place, "fonts") == ("bad", "missing")


def test_a_schedule_that_fell_silent_is_told(place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.schedule.install.installed", lambda _: "")
    assert told(place, "entry") == ("odd", "none")
    said = '{"started": "%s", "heartbeat": "%s", "pid": 1, "at": "07:00", "next": {}, %s}'
    for ago, error, answer in (
        (timedelta(), "", ("good", "alive")),
        (timedelta(), "server_again", ("odd", "trouble")),
        (timedelta(hours=2), "", ("bad", "silent")),
    ):
        at = f"{(NOW - ago).isoformat()}+00:00"
        (place.data / "schedule.json").write_text(said % (at, at, f'"last_error": "{error}"'))
        assert told(place, "entry") == answer
    monkeypatch.setattr("flows.schedule.install.installed", lambda _: "crontab: kpi")
    assert told(place, "entry") == ("good", "installed")


def test_a_synchronised_folder_is_told(place: Home, tmp_path: Path) -> None:
    moved = tmp_path / "OneDrive - Tỉnh ủy"
    place.root.rename(moved)
    assert told(Home(moved), "path") == ("odd", "synchronised")


def test_a_check_that_fails_is_told_and_the_others_are_made(place: Home) -> None:
    with (place.archive / "ledger.jsonl").open("a") as ledger:
        ledger.write('{"kind": "batch"}\n')
    found = answers(place)
    assert (found["warehouse"].state, found["warehouse"].key) == ("bad", "failed")
    assert found["plan"].state == "good"
    assert "KeyError" in line("warehouse", found["warehouse"], "vi")
