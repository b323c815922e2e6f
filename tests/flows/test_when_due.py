"""`kpi run --when-due`: at once where nothing is owed or new; whatever is in doubt is looked at."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import kpi as program
from flows import when_due
from flows.attention import last_run
from flows.due_note import leave_note, look, quiet_until, take_note_away
from flows.month import run_month
from flows.plan_check import plan_of
from kpi.home import Home
from kpi.receiving import sources
from kpi.receiving.sources.source import Listing, SentFile

from .clock import Clock
from .conftest import HEADER, PLAN, Ran

Kpi = Callable[..., Ran]
Send = Callable[[str, str], Path]

ROWS = "A,2024-05,VB01,30,100,,,\nA,2024-05,SP01,,,10,,\n"
FILES = {"thang-5.csv": ROWS, "don-vi/b.csv": "B,2024-05,SP01,,,20,,\n"}
NOON = datetime(2024, 6, 3, 5)  # May closed on 31/5 and is due on 7/6


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch, NOON)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose last run, at NOON, left nothing undone."""
    home = tmp_path_factory.mktemp("once")
    for name, text in FILES.items():
        target = home / "data" / "inbox" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(HEADER + text, encoding="utf-8")
        os.utime(target, (1e9, 1e9))
    (home / "indicators.yaml").write_text(PLAN, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        Clock(patch, NOON)
        assert run_month(Home(home), only_when_due=True).exit_status == 0
    assert (home / "data" / "due.json").is_file()
    return home


@pytest.fixture
def ran(once: Path, home: Path, clock: Clock) -> Home:
    """A copy of that home, with a note for where it lies now."""
    shutil.copytree(once, home, dirs_exist_ok=True)
    copy = Home(home)
    take_note_away(copy)
    leave_note(copy, plan_of(copy), look(copy), clock.now, datetime(2024, 6, 7, 17))
    return copy


def quiet(home: Home, clock: Clock) -> bool:
    return bool(quiet_until(home, clock.aware))


def test_after_a_run_that_left_nothing_undone_there_is_nothing_to_do(
    ran: Home, clock: Clock
) -> None:
    take_note_away(ran)
    assert not quiet(ran, clock)
    assert run_month(ran, only_when_due=True).reports == ()
    assert quiet(ran, clock)
    clock.now += timedelta(hours=1)
    assert quiet(ran, clock)


def test_without_a_note_of_a_run_everything_is_looked_at(home: Path, clock: Clock) -> None:
    assert not quiet(Home(home), clock)


def test_the_hour_after_the_due_day_is_not_quiet(ran: Home, clock: Clock) -> None:
    clock.now = datetime(2024, 6, 7, 16, 59)  # 23:59 of the due day in Hà Nội
    assert quiet(ran, clock)
    clock.now = datetime(2024, 6, 7, 17)
    assert not quiet(ran, clock)
    done = run_month(ran, only_when_due=True)
    assert [p.parent.name for p in done.reports] == ["2024-05"]
    assert quiet(ran, clock)


def test_no_note_is_believed_for_longer_than_a_week(ran: Home, clock: Clock) -> None:
    note = json.loads(ran.due.read_text("utf-8"))
    ran.due.write_text(json.dumps({**note, "until": "2034-01-01T00:00:00+00:00"}), "utf-8")
    clock.now = NOON + timedelta(days=7) - timedelta(seconds=1)
    assert quiet(ran, clock)
    clock.now = NOON + timedelta(days=7)
    assert not quiet(ran, clock)


def test_a_clock_before_the_note_is_looked_at(ran: Home, clock: Clock) -> None:
    clock.now = NOON - timedelta(seconds=1)
    assert not quiet(ran, clock)


def a_new_file(home: Home) -> None:
    target = home.inbox / "moi" / "c.csv"
    target.parent.mkdir()
    target.write_text("x", encoding="utf-8")
    os.utime(target, (1e9, 1e9))


def a_file_that_grew(home: Home) -> None:
    target = home.inbox / "thang-5.csv"
    about = target.stat()
    target.write_text(target.read_text("utf-8") + "C,2024-05,SP01,,,5,,\n", encoding="utf-8")
    os.utime(target, ns=(about.st_atime_ns, about.st_mtime_ns))


def a_file_changed_in_place(home: Home) -> None:
    target = home.inbox / "thang-5.csv"
    about = target.stat()
    target.write_text(target.read_text("utf-8").replace("30,100", "40,100"), encoding="utf-8")
    os.utime(target, ns=(about.st_atime_ns + 1, about.st_mtime_ns + 1))


def a_file_in_place_of_another(home: Home) -> None:
    target = home.inbox / "thang-5.csv"
    about = target.stat()
    other = home.inbox / "khac"
    other.write_text(target.read_text("utf-8").replace("30,100", "40,100"), encoding="utf-8")
    os.utime(other, ns=(about.st_atime_ns, about.st_mtime_ns))
    other.replace(target)


def a_file_under_another_name(home: Home) -> None:
    (home.inbox / "thang-5.csv").rename(home.inbox / "thang-nam.csv")


def a_file_that_went(home: Home) -> None:
    (home.inbox / "thang-5.csv").unlink()


def a_time_of_receipt(home: Home) -> None:
    (home.inbox / "thang-5.csv.received").write_text("2024-06-01T08:00:00", encoding="utf-8")


def another_plan(home: Home) -> None:
    home.plan.write_bytes(home.plan.read_bytes() + b"\n")


def no_plan(home: Home) -> None:
    home.plan.unlink()


def a_report_that_went(home: Home) -> None:
    (home.reports("2024-04") / "report.xlsx").unlink()


@pytest.mark.parametrize(
    "change",
    [
        a_new_file,
        a_file_that_grew,
        a_file_changed_in_place,
        a_file_in_place_of_another,
        a_file_under_another_name,
        a_file_that_went,
        a_time_of_receipt,
        another_plan,
        no_plan,
        a_report_that_went,
    ],
)
def test_whatever_changed_since_is_looked_at(
    ran: Home, clock: Clock, change: Callable[[Home], None]
) -> None:
    assert quiet(ran, clock)
    change(ran)
    assert not quiet(ran, clock)


def test_another_version_of_the_program_is_looked_at(
    ran: Home, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "__version__", "9.9.9")
    assert not quiet(ran, clock)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        "[" * 4000,
        "{}",
        '{"written": 1, "until": 2, "inbox": 3, "version": 4, "plan": 5, "reports": 6}',
        "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    ],
)
def test_a_note_that_is_broken_is_no_note(ran: Home, clock: Clock, written: str) -> None:
    ran.due.write_text(written, encoding="utf-8")
    assert not quiet(ran, clock)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("until", "mai"),
        ("until", "2034-01-01T00:00:00"),
        ("until", None),
        ("written", "9999-12-31T23:59:59-23:59"),
        ("written", 1717390800),
        ("inbox", None),
        ("locale", "../../vi"),
        ("locale", ["vi"]),
        ("plan", ""),
        ("reports", {}),
        ("version", None),
    ],
)
def test_a_note_that_was_tampered_with_is_no_note(
    ran: Home, clock: Clock, key: str, value: object
) -> None:
    note = json.loads(ran.due.read_text("utf-8"))
    ran.due.write_text(json.dumps({**note, key: value}), encoding="utf-8")
    assert not quiet(ran, clock)


def test_the_note_is_for_its_owner_alone(ran: Home) -> None:
    if os.name == "posix":
        assert ran.due.stat().st_mode & 0o077 == 0


def test_a_file_written_just_before_a_run_leads_to_another_look(ran: Home, clock: Clock) -> None:
    fresh = ran.inbox / "con-dang-ghi.csv"
    fresh.write_text(HEADER + "C,2024-05,SP01,,,7,,\n", encoding="utf-8")
    run_month(ran, only_when_due=True)
    assert not quiet(ran, clock)  # it may be written to once more within the same tick
    os.utime(fresh, (1e9, 1e9))
    run_month(ran, only_when_due=True)
    assert quiet(ran, clock)


def test_a_file_that_another_program_holds_leads_to_another_look(
    ran: Home, clock: Clock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kpi.receiving.sources import inbox
    from kpi.receiving.sources.source import LeftForLater

    really = inbox.blocks
    held = ran.inbox / "dang-mo.csv"
    held.write_text(HEADER + "C,2024-05,SP01,,,7,,\n", encoding="utf-8")
    os.utime(held, (1e9, 1e9))

    def refuses(path: Path) -> Iterator[bytes]:
        if path.name == held.name:
            raise LeftForLater(path)
        return really(path)

    monkeypatch.setattr(inbox, "blocks", refuses)
    run_month(ran, only_when_due=True)
    assert "dang-mo.csv" in capsys.readouterr().err
    assert not quiet(ran, clock)
    monkeypatch.setattr(inbox, "blocks", really)
    run_month(ran, only_when_due=True)
    assert quiet(ran, clock)


class Silent:
    """A source that nobody reaches."""

    name = "chia-se"

    def listing(self, *, wait: bool) -> Listing:
        raise OSError(f"no route, waiting or not: {wait}")

    def fetch(self, file: SentFile) -> Iterator[bytes]:
        raise AssertionError(file)


def test_a_source_that_nobody_reaches_fails_the_run_and_no_note_is_left(
    ran: Home, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "SOURCES", (*sources.SOURCES, lambda *_: Silent()))
    assert run_month(ran, only_when_due=True).exit_status == 1
    [failure] = last_run(ran).failures
    assert (failure.kind, failure.what) == ("source", "chia-se")
    assert not quiet(ran, clock)


def test_a_file_that_comes_while_a_run_is_at_work_is_seen_by_the_next(
    ran: Home, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import month

    really = month.collecting

    def comes(*given: object, **named: object) -> object:
        done = really(*given, **named)  # type: ignore[arg-type]
        a_new_file(ran)
        return done

    monkeypatch.setattr(month, "collecting", comes)
    run_month(ran, only_when_due=True)
    assert not quiet(ran, clock)


def test_a_plan_edited_while_a_run_is_at_work_is_seen_by_the_next(
    ran: Home, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import month

    really = month.collecting

    def edits(*given: object, **named: object) -> object:
        another_plan(ran)
        return really(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(month, "collecting", edits)
    run_month(ran, only_when_due=True)
    assert not quiet(ran, clock)


def test_a_run_that_is_killed_leaves_no_note(
    ran: Home, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import month

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(month, "collecting", killed)
    with pytest.raises(KeyboardInterrupt):
        run_month(ran, only_when_due=True)
    assert not quiet(ran, clock)


def test_a_late_file_is_taken_in_though_no_report_is_owed(ran: Home, send: Send) -> None:
    send("muon.csv", HEADER + "A,2024-03,SP01,,,3,,\n")
    done = run_month(ran, only_when_due=True)
    assert done.reports == ()
    from kpi.collect.access import reading

    with reading(ran, NOON) as warehouse:
        taken = warehouse.con.execute("SELECT count(*) FROM submission WHERE period = '2024-03'")
        assert taken.fetchall() == [(1,)]


@pytest.mark.usefixtures("ran")
def test_the_command_is_quiet_at_once_and_the_status_tells_when_it_looked(
    kpi: Kpi, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    clock.now = NOON + timedelta(hours=2)

    class Fixed(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # noqa: ARG003 - its signature
            return clock.aware

    monkeypatch.setattr(when_due, "datetime", Fixed)
    done = kpi("run", "--when-due")
    assert done.status == 0
    assert done.out == "Chưa có việc phải làm: không có tệp mới, không có báo cáo đến hạn.\n"
    assert not done.err
    told = kpi("status", "2024-05").out
    assert "Lần chạy gần nhất: 12:00 3/6/2024, đã xong." in told
    assert "Lịch xem gần nhất: 14:00 3/6/2024, chưa có việc phải làm." in told
    assert "Việc cần người xử lý: không có." in told


def test_a_period_beside_when_due_is_wrong_use(kpi: Kpi) -> None:
    done = kpi("run", "2024-05", "--when-due")
    assert done.status == 2
    assert "--when-due" in done.err


def test_a_home_that_another_run_holds_is_left_to_it(
    ran: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from kpi.warehouse import store

    monkeypatch.setattr(store, "LOCK_SECONDS", 0.2)
    before = ran.journal.read_bytes()
    with store.locked(ran):
        done = run_month(ran, only_when_due=True)
    assert done.exit_status == 0
    assert done.reports == ()
    assert "Một lần chạy khác đang làm việc" in capsys.readouterr().err
    assert ran.journal.read_bytes() == before


ANSWER = """
import sys
from flows.cli import status_of
status = status_of(["--home", sys.argv[1], *sys.argv[2:]])
print(" ".join(sorted(sys.modules)))
raise SystemExit(status)
"""


def test_the_quick_way_loads_nothing_that_the_version_does_not_but_the_standard_library(
    home: Path, send: Send
) -> None:
    send("thang-5.csv", HEADER + ROWS)
    really = Home(home)
    done = run_month(really, only_when_due=True)  # by the real clock
    assert done.exit_status == 0
    assert really.due.exists()

    def loaded(*arguments: str) -> set[str]:
        ran = subprocess.run(
            [sys.executable, "-c", ANSWER, str(home), *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        return {name.split(".")[0] for name in ran.stdout.splitlines()[-1].split()}

    more = loaded("run", "--when-due") - loaded("--version")
    assert more <= set(sys.stdlib_module_names)
