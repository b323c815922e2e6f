"""Things go out by mail through a server of the tests' own, and into folders; each once."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default as POLICY
from pathlib import Path

import pytest

from kpi.delivery import Attached, Delivered, Item, deliver, smtp
from kpi.delivery.memory import lines_of, states_of
from kpi.delivery.smtp import message
from kpi.home import Home
from kpi.journal import Journal
from tests.delivery.homes import home_with
from tests.delivery.mail_server import USER, WORD, MailServer, mail_server
from tests.fetching.homes import plan_in

NOW = datetime(2024, 7, 1, 3)
LATER = NOW + timedelta(minutes=5)
EVERYTHING = "[feedback, reminders, unit_pages, reports]"


def an_item(key: str = "s1", unit: str = "HU-A", at: datetime = NOW, **more: object) -> Item:
    given = {"period": "2024-06", "subject": "Huyện ủy A: kết quả", "body": "Đã tiếp nhận.", **more}
    return Item("feedback", key, at, unit=unit, **given)  # type: ignore[arg-type]  # by name


def sent(home: Home, *items: Item, now: datetime = NOW, **how: object) -> Delivered:
    return deliver(home, plan_in(home), items, now, **how)  # type: ignore[arg-type]  # by name


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


def by_mail(server: MailServer, more: str = "recipients: [lanh-dao@t.vn]") -> str:
    return (
        f"- {{id: thu, kind: smtp, host: 127.0.0.1, port: {server.port}, user: {USER},"
        f" sender: {USER}, ca: {server.root}, what: {EVERYTHING}, {more}}}\n"
    )


def test_a_thing_goes_by_mail_to_the_unit_s_own_addresses(
    home: Home, server: MailServer, tmp_path: Path
) -> None:
    workbook = tmp_path / "2024-06_Huyện ủy B_can-sua.xlsx"
    workbook.write_bytes(b"PK")
    item = an_item("s2", "HU-B", files=(Attached(workbook, workbook.name),))
    (way,) = sent(home, item).ways
    assert (way.items, way.why) == ((item,), "")
    assert server.receivers == [("b@b.vn", "c@b.vn")]
    (message,) = server.messages
    assert message["From"] == USER
    assert message["Subject"] == "Huyện ủy A: kết quả"
    assert message.get_body(("plain",)).get_content().strip() == "Đã tiếp nhận."  # type: ignore[union-attr]  # there is one
    (file,) = message.iter_attachments()
    assert (file.get_filename(), file.get_content()) == (workbook.name, b"PK")


@pytest.mark.parametrize(
    "subject",
    [
        "Văn phòng Ban: kết quả tiếp nhận số liệu tháng 2/2024",  # broken between two long words
        "Ban Xây dựng Đảng, Đảng ủy đặc khu Cồn Cỏ: kết quả tiếp nhận số liệu tháng 2/2024",
        "Plain words, more of them than one line of a message takes, and some more after these",
    ],
)
def test_a_subject_is_read_as_it_was_written(subject: str) -> None:
    item = Item("feedback", "s1", NOW, subject, "Đã tiếp nhận.")
    raw = message(item, "thu", USER, ("a@a.vn",)).as_bytes()
    assert str(message_from_bytes(raw, policy=POLICY)["Subject"]) == subject
    assert max(map(len, raw.split(b"\r\n"))) < 78


def test_the_same_thing_goes_once_and_the_next_one_too(home: Home, server: MailServer) -> None:
    sent(home, an_item())
    (way,) = sent(home, an_item(), an_item("s2"), now=LATER).ways
    assert [item.key for item in way.items] == ["s2"]
    assert len(server.messages) == 2
    assert [line.key for line in lines_of(home)] == ["s1", "s2"]


def test_asked_for_it_goes_again_with_the_same_message_id(home: Home, server: MailServer) -> None:
    sent(home, an_item())
    sent(home, an_item(), now=LATER, again=True)
    first, second = server.messages
    assert first["Message-ID"] == second["Message-ID"]


def test_told_only_nothing_goes_and_nothing_is_remembered(home: Home, server: MailServer) -> None:
    (way,) = sent(home, an_item(), only_told=True).ways
    assert [item.key for item in way.items] == ["s1"]
    assert server.messages == []
    assert not home.delivered.exists()
    assert not home.way_states.exists()


def test_what_came_to_be_before_the_way_was_first_used_is_left(
    home: Home, server: MailServer
) -> None:
    sent(home, now=NOW)
    (way,) = sent(home, an_item(at=NOW - timedelta(days=1)), an_item("s2"), now=LATER).ways
    assert [item.key for item in way.items] == ["s2"]
    assert len(server.messages) == 1


def test_reports_go_to_the_way_s_own_receivers(home: Home, server: MailServer) -> None:
    sent(home, Item("reports", "2024-06 x", NOW, "Báo cáo", "Kính gửi"))
    assert server.receivers == [("lanh-dao@t.vn",)]


def test_a_unit_without_an_address_is_named_and_stops_nothing(
    home: Home, server: MailServer
) -> None:
    (way,) = sent(home, an_item("s9", "HU-C"), an_item()).ways
    assert way.without_address == ("HU-C",)
    assert server.receivers == [("a@a.vn",)]


def test_an_address_that_is_turned_down_for_good_is_told_and_not_tried_again(
    home: Home, server: MailServer
) -> None:
    server.answers["a@a.vn"] = "550 no such user"
    (way,) = sent(home, an_item(), an_item("s2", "HU-B")).ways
    assert [(item.key, "a@a.vn" in why) for item, why in way.refused] == [("s1", True)]
    assert server.receivers == [("b@b.vn", "c@b.vn")]
    server.answers.clear()
    assert sent(home, an_item(), now=LATER).ways[0].items == ()


def test_one_of_two_addresses_that_is_turned_down_is_written_down(
    home: Home, server: MailServer
) -> None:
    server.answers["c@b.vn"] = "550 no such user"
    sent(home, an_item("s2", "HU-B"))
    (line,) = lines_of(home)
    assert (line.to, line.refused) == (("b@b.vn",), ("c@b.vn",))


@pytest.mark.parametrize("at", ["a@a.vn", "data"])
def test_a_server_that_says_later_is_tried_later(home: Home, server: MailServer, at: str) -> None:
    server.answers[at] = "451 later"
    (way,) = sent(home, an_item()).ways
    assert (way.items, way.refused, way.waiting) == ((), (), 1)
    assert way.why
    server.answers.clear()
    assert sent(home, an_item(), now=LATER, when_due=True).ways == ()  # its pause lasts
    (way,) = sent(home, an_item(), now=NOW + timedelta(minutes=11), when_due=True).ways
    assert [item.key for item in way.items] == ["s1"]
    assert states_of(home)["thu"].failed is None


def test_pauses_grow_up_to_four_hours(tmp_path: Path, server: MailServer) -> None:
    home = home_with(tmp_path / "nha", by_mail(server).replace(f"{server.port}", "1"))
    now, pauses = NOW, []
    for _ in range(7):
        sent(home, an_item(), now=now)
        again = states_of(home)["thu"].again
        assert again is not None
        pauses.append(int((again - now).total_seconds() // 60))
        now = again
    assert pauses == [10, 20, 40, 80, 160, 240, 240]


@pytest.mark.parametrize("answer", [b"220-wait\r\n", b"220 " + b"x" * 1_000])
def test_a_server_that_answers_without_end_is_given_up(
    tmp_path: Path, server: MailServer, answer: bytes
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as line:
        endless = threading.Thread(target=_say_without_end, args=(line, answer), daemon=True)
        endless.start()
        port = line.getsockname()[1]
        home = home_with(tmp_path / "nha", by_mail(server).replace(f"{server.port}", f"{port}"))
        (way,) = sent(home, an_item()).ways
        endless.join(20)
    assert (way.items, way.waiting) == ((), 1)
    assert "Sẽ tự thử lại" in way.why
    assert not endless.is_alive()


def test_a_server_that_gives_a_byte_now_and_then_is_given_up(
    tmp_path: Path, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "ANSWER_SECONDS", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as line:
        dripping = threading.Thread(target=_drip, args=(line,), daemon=True)
        dripping.start()
        port = line.getsockname()[1]
        home = home_with(tmp_path / "nha", by_mail(server).replace(f"{server.port}", f"{port}"))
        (way,) = sent(home, an_item()).ways
        dripping.join(20)
    assert (way.items, way.waiting) == ((), 1)
    assert not dripping.is_alive()


def _drip(line: socket.socket) -> None:
    taken, _ = line.accept()
    with suppress(OSError), taken:
        while True:
            taken.sendall(b"2")
            time.sleep(0.05)


def _say_without_end(line: socket.socket, answer: bytes) -> None:
    taken, _ = line.accept()
    with suppress(OSError), taken:
        while True:
            taken.sendall(answer * 1_000)


def test_a_wrong_password_is_told_and_shown_nowhere(
    home: Home, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPI_SECRET_THU", "sai-khong-lo-ra")
    (way,) = sent(home, an_item()).ways
    assert "kpi send thu --set-password" in way.why
    assert server.messages == []
    kept = b"".join(p.read_bytes() for p in home.root.rglob("*") if p.is_file())
    assert b"sai-khong-lo-ra" not in kept


def test_a_server_that_does_not_prove_its_name_gets_nothing(
    tmp_path: Path, server: MailServer
) -> None:
    ways = by_mail(server).replace(f"ca: {server.root}, ", "")
    home = home_with(tmp_path / "nha", ways)
    (way,) = sent(home, an_item()).ways
    assert "chứng thư" in way.why
    assert (server.logins, server.messages) == ([], [])


def test_what_went_out_is_in_the_journal_without_a_secret(home: Home, server: MailServer) -> None:
    sent(home, an_item())
    (entry,) = [e for e in Journal(home).entries() if e.what == "send"]
    assert entry.details["items"] == [{"what": "feedback", "key": "s1"}]
    assert WORD.encode() not in home.journal.read_bytes()
    assert server.logins == [USER]


def test_a_folder_gets_the_letter_and_its_files_below_the_unit(tmp_path: Path) -> None:
    out, workbook = tmp_path / "ra", tmp_path / "x.xlsx"
    out.mkdir()
    workbook.write_bytes(b"PK")
    home = home_with(
        tmp_path / "nha", f"- {{id: o, kind: folder, path: {out}, what: {EVERYTHING}}}\n"
    )
    sent(home, an_item("s9", "HU-C", files=(Attached(workbook, "2024-06_C_can-sua.xlsx"),)))
    found = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    letter = "2024-07-01_10h00_tra-loi.txt"
    assert set(found) == {f"HU-C/2024-06/{letter}", "HU-C/2024-06/2024-06_C_can-sua.xlsx"}
    assert "Đã tiếp nhận." in found[f"HU-C/2024-06/{letter}"].decode("utf-8-sig")


def test_a_folder_that_is_gone_is_told_and_not_made(tmp_path: Path) -> None:
    out = tmp_path / "chua-ket-noi"
    ways = f"- {{id: o, kind: folder, path: {out}, what: [feedback]}}\n"
    home = home_with(tmp_path / "nha", ways)
    (way,) = sent(home, an_item()).ways
    assert str(out) in way.why
    assert not out.exists()


def test_a_way_that_fails_does_not_stop_the_next(tmp_path: Path) -> None:
    out = tmp_path / "ra"
    out.mkdir()
    ways = "".join(
        f"- {{id: {name}, kind: folder, path: {path}, what: [feedback]}}\n"
        for name, path in (("mat", tmp_path / "mat"), ("o", out))
    )
    home = home_with(tmp_path / "nha", ways)
    first, second = sent(home, an_item()).ways
    assert first.why
    assert [item.key for item in second.items] == ["s1"]
