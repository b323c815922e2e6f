"""`kpi run --when-due` beside other things: sources, edits while it works, a kill, another run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flows import when_due
from flows.attention import last_run
from flows.month import run_month
from kpi.home import Home
from kpi.receiving import sources
from kpi.receiving.sources.source import Listing, SentFile
from tests.flows.due import NOON, ROWS, a_new_file, another_plan, quiet

from .clock import Clock
from .conftest import HEADER, Ran

Kpi = Callable[..., Ran]

Send = Callable[[str, str], Path]


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
