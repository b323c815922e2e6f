"""What cannot go now waits alone: everything else goes, and nobody gets a thing twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kpi.delivery import Attached, run
from kpi.delivery.memory import lines_of, states_of
from kpi.home import Home
from tests.delivery.homes import home_with
from tests.delivery.mail_server import WORD, MailServer, mail_server
from tests.delivery.test_ways import EVERYTHING, LATER, NOW, an_item, by_mail, sent

NEXT = NOW + timedelta(minutes=11)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    with mail_server(tmp_path_factory.mktemp("certificates")) as server:
        yield server


@pytest.fixture
def server(running: MailServer, monkeypatch: pytest.MonkeyPatch) -> MailServer:
    for kept in (running.messages, running.receivers, running.answers, running.logins):
        kept.clear()
    monkeypatch.setenv("KPI_SECRET_THU", WORD)
    return running


@pytest.fixture
def home(server: MailServer, tmp_path: Path) -> Home:
    return home_with(tmp_path / "nha", by_mail(server))


def test_a_receiver_that_is_put_off_gets_it_later_and_the_others_not_again(
    home: Home, server: MailServer
) -> None:
    server.answers["c@b.vn"] = "450 greylisted"
    (way,) = sent(home, an_item("s2", "HU-B")).ways
    assert (way.items, way.waiting) == ((), 1)
    assert server.receivers == [("b@b.vn",)]
    server.answers.clear()
    (way,) = sent(home, an_item("s2", "HU-B"), now=NEXT).ways
    assert [item.key for item in way.items] == ["s2"]
    assert server.receivers == [("b@b.vn",), ("c@b.vn",)]
    assert [(line.to, line.later) for line in lines_of(home)] == [
        (("b@b.vn",), ("c@b.vn",)),
        (("c@b.vn",), ()),
    ]
    assert len({m["Message-ID"] for m in server.messages}) == 1
    assert sent(home, an_item("s2", "HU-B"), now=NEXT).ways[0].items == ()


def test_one_that_is_turned_down_beside_one_put_off_is_not_asked_for_again(
    home: Home, server: MailServer
) -> None:
    server.answers |= {"b@b.vn": "550 nobody", "c@b.vn": "450 greylisted"}
    (way,) = sent(home, an_item("s2", "HU-B")).ways
    assert (way.refused, way.waiting) == ((), 1)
    server.answers.clear()
    sent(home, an_item("s2", "HU-B"), now=NEXT)
    assert server.receivers == [("c@b.vn",)]


@pytest.mark.parametrize("answer", ["450 greylisted", "452 4.2.2 mailbox full"])
def test_a_receiver_that_is_put_off_stops_no_other_unit(
    home: Home, server: MailServer, answer: str
) -> None:
    server.answers["a@a.vn"] = answer
    (way,) = sent(home, an_item(), an_item("s2", "HU-B")).ways
    assert [item.key for item in way.items] == ["s2"]
    assert (way.waiting, "hẹn nhận sau" in way.why) == (1, True)
    state = states_of(home)["thu"]
    assert (state.went, state.waiting) == (1, 1)
    server.answers.clear()
    assert [i.key for i in sent(home, an_item(), now=NEXT).ways[0].items] == ["s1"]


def test_a_server_that_puts_off_everything_is_asked_a_few_times_only(
    home: Home, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "PUT_OFF_IN_A_ROW", 3)
    server.answers["data"] = "451 later"
    (way,) = sent(home, *(an_item(f"s{n}") for n in range(9))).ways
    assert (way.items, way.waiting) == ((), 9)
    server.answers["data"] = "554 never"
    assert len(sent(home, *(an_item(f"s{n}") for n in range(9)), now=NEXT).ways[0].refused) == 9


def test_a_message_that_is_too_large_for_the_server_stops_no_other(
    server: MailServer, tmp_path: Path
) -> None:
    home = home_with(tmp_path / "nha", by_mail(server))
    large = tmp_path / "lon.xlsx"
    large.write_bytes(b"x" * 40_000_000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kpi.delivery.smtp.MOST_BYTES", 10**9)  # the server's own bound is lower
        item = an_item(files=(Attached(large, large.name),))
        (way,) = sent(home, item, an_item("s2", "HU-B")).ways
    ((refused, why),) = way.refused
    assert (refused.key, [item.key for item in way.items]) == ("s1", ["s2"])
    assert "folder" in why


def test_a_file_that_cannot_be_read_now_stops_no_other_letter(home: Home, tmp_path: Path) -> None:
    gone = Attached(tmp_path / "dang-mo.xlsx", "dang-mo.xlsx")
    (way,) = sent(home, an_item(files=(gone,)), an_item("s2", "HU-B")).ways
    assert [item.key for item in way.items] == ["s2"]
    assert "dang-mo.xlsx" in way.why
    gone.path.write_bytes(b"PK")
    assert [i.key for i in sent(home, an_item(files=(gone,)), now=LATER).ways[0].items] == ["s1"]


def test_two_letters_of_one_minute_lie_beside_each_other(tmp_path: Path) -> None:
    out = tmp_path / "ra"
    out.mkdir()
    ways = f"- {{id: o, kind: folder, path: {out}, what: {EVERYTHING}}}\n"
    home = home_with(tmp_path / "nha", ways)
    sent(home, an_item(body="Một."), an_item("s2", body="Hai."))
    sent(home, an_item(body="Một."), again=True)
    letters = sorted(p.read_text("utf-8-sig") for p in out.rglob("*.txt"))
    assert [("Hai." in text, "Một." in text) for text in letters] == [(True, False), (False, True)]


def test_a_round_ends_though_the_server_is_slow(
    home: Home, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "ENOUGH_SECONDS", 0.0)
    (way,) = sent(home, an_item(), an_item("s2", "HU-B")).ways
    assert (way.items, way.waiting) == ((), 2)
    assert server.messages == []
    monkeypatch.undo()
    monkeypatch.setenv("KPI_SECRET_THU", WORD)
    assert len(sent(home, an_item(), an_item("s2", "HU-B"), now=NEXT).ways[0].items) == 2


def test_a_server_that_takes_it_and_hangs_up_gets_the_same_message_again(
    home: Home, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = MailServer.handle_DATA

    async def hanging_up(self: MailServer, line: Any, session: object, envelope: Any) -> str:
        said = await taken(self, line, session, envelope)
        line.transport.abort()
        return said

    with monkeypatch.context() as patch:
        patch.setattr(MailServer, "handle_DATA", hanging_up)
        (way,) = sent(home, an_item()).ways
    assert (way.items, way.waiting) == ((), 1)
    assert "ngắt" in way.why
    assert list(lines_of(home)) == []
    sent(home, an_item(), now=NEXT)
    sent(home, an_item(), now=NEXT)
    first, second = (message.as_bytes() for message in server.messages)
    assert first == second
