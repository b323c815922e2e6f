"""`kpi fetch` and what the other commands say of the plan's sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from flows.attention import attention
from flows.cli import status_of
from flows.desk import desk_now
from flows.doctor import examine
from flows.doctor.case import Case
from flows.month import run_month
from flows.pulling import pulled
from kpi.home import Home
from kpi.moments import now_utc
from tests.fetching.homes import SEVEN, home_with, in_inbox, lay, plan_in

SOURCES = """- {id: o-chung, kind: share, path: %s}
- {id: thu, kind: imap, host: 127.0.0.1, port: 1, user: kpi}
"""


class InMemory(KeyringBackend):
    """The system's keyring, as the tests have one."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def kept() -> Iterator[dict[tuple[str, str], str]]:
    before, backend = keyring.get_keyring(), InMemory()
    keyring.set_keyring(backend)
    yield backend.kept
    keyring.set_keyring(before)


@pytest.fixture
def home(tmp_path: Path, kept: dict[tuple[str, str], str]) -> Home:  # noqa: ARG001 - no real keyring
    lay(tmp_path / "o" / "a.csv", SEVEN)
    return home_with(tmp_path / "nha", SOURCES % (tmp_path / "o"))


def run(home: Home, *words: str) -> int:
    return status_of(["--home", str(home.root), *words])


def test_a_look_tells_what_is_new_and_a_fetch_brings_it(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, "fetch", "o-chung", "--dry-run") == 0
    assert "a.csv (1 KB)" in capsys.readouterr().out
    assert in_inbox(home) == []
    assert run(home, "fetch", "O-CHUNG") == 0
    assert "o-chung/a.csv" in capsys.readouterr().out
    assert run(home, "fetch", "o-chung") == 0
    assert "không có tệp mới" in capsys.readouterr().out


def test_a_source_that_gives_no_answer_is_told_everywhere_and_stops_nothing(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, "collect") == 1
    said = capsys.readouterr()
    assert "o-chung/a.csv" in said.out
    assert "kpi fetch thu --set-password" in said.err
    assert run(home, "status", "2024-06") == 0
    status = capsys.readouterr().out
    assert "Nguồn o-chung: xem lần cuối" in status
    assert "Nguồn thu: chưa xem được lần nào" in status
    assert "Không xem được nguồn thu" in status
    assert "Sẽ tự thử lại sau" in status
    [notice] = desk_now(home, plan_in(home), None, now_utc()).notices
    assert notice.title == "Có nguồn tệp chưa xem được"
    page = home.desk.read_text("utf-8")
    assert "Nguồn tệp o-chung, lần xem gần nhất" in page
    assert "lấy về 1 tệp" in page


def test_an_unknown_source_is_told_with_those_there_are(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, "fetch", "hop-thu") == 1
    assert "o-chung, thu" in capsys.readouterr().err


def test_a_password_goes_to_the_keyring_alone_and_out_of_it_again(
    home: Home,
    kept: dict[tuple[str, str], str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("click.prompt", lambda *_, **options: "bí mật" * options["hide_input"])
    assert run(home, "fetch", "thu", "--set-password") == 0
    assert kept == {("kpi thu", "thu"): "bí mật"}
    assert run(home, "fetch", "thu") == 1  # nobody listens there
    assert "cổng" in capsys.readouterr().err
    lying = "".join(p.read_text("utf-8", "replace") for p in home.data.rglob("*") if p.is_file())
    assert "bí mật" not in lying
    assert run(home, "fetch", "thu", "--forget-password") == 0
    assert kept == {}
    assert run(home, "fetch", "o-chung", "--set-password") == 1


def test_doctor_tries_each_source_and_says_what_to_mend(home: Home) -> None:
    answer = {c.name: a for c, a in examine(Case(home, now_utc()))}["sources"]
    assert answer.state == "bad"
    first, second = str(answer.values["lines"]).split("\n")[1:]
    assert first.strip() == "o-chung: kết nối được."
    assert "--set-password" in second
    assert in_inbox(home) == []


def test_a_source_that_the_plan_has_no_more_needs_nobody(home: Home) -> None:
    run(home, "fetch")
    assert home.source_states.exists()
    text = home.plan.read_text("utf-8")
    home.plan.write_text(text[: text.index("sources:")], "utf-8")
    with pulled(home, plan_in(home), now_utc()) as fetched:
        assert fetched.sources == ()
    assert not home.source_states.exists()


def test_a_months_run_fetches_first_and_tells_a_silent_source_once(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    done = run_month(home, "2024-06")
    assert done.exit_status == 1
    assert [path.name for path in done.reports] == ["report.xlsx"]
    assert in_inbox(home) == ["o-chung/a.csv"]
    found = attention(home, now_utc())
    assert [one.kind for one in found] == ["fetch"]
    run(home, "status", "2024-06")
    assert capsys.readouterr().out.count("Không xem được nguồn thu") == 1


def test_a_run_on_its_own_waits_before_it_asks_a_silent_source_again(home: Home) -> None:
    with pulled(home, plan_in(home), now_utc(), when_due=True) as first:
        assert [one.source for one in first.sources] == ["o-chung", "thu"]
    with pulled(home, plan_in(home), now_utc(), when_due=True) as second:
        assert [one.source for one in second.sources] == ["o-chung"]
    with pulled(home, plan_in(home), now_utc()) as asked:
        assert [one.source for one in asked.sources] == ["o-chung", "thu"]
