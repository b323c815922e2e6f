"""A Dovecot that the test starts: attachments come, messages go once they are archived."""

from __future__ import annotations

import io
import os
import socket
import ssl
import threading
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from kpi.home import Home
from kpi.receiving.fetching import fetch, finish
from kpi.receiving.fetching import look as looking
from kpi.receiving.sources import trust
from kpi.receiving.sources.imap import Mailbox
from kpi.receiving.sources.source import SentFile
from tests.fetching.dovecot import ACCOUNTS, WORD, Dovecot, dovecot, own
from tests.fetching.homes import (
    FIRST,
    SECOND,
    SEVEN,
    fetched,
    home_with,
    in_inbox,
    outcomes,
    plan_in,
    sheet,
    told_received,
)

DONE = ".&ARAA4w- thu nh&Hq0-n"  # as the server's own files call "Đã thu nhận"
CAME = datetime(2024, 6, 30, 7, 15)
STRICT = (
    {"id": "HU-A", "name": "Huyện ủy A", "kind": "district", "senders": ["vanthu@a.vn"]},
    {"id": "HU-B", "name": "Huyện ủy B", "kind": "district", "senders": ["vanthu@b.vn"]},
)
Send = Callable[..., Path]
NEXT = iter(ACCOUNTS)


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as one:
        yield one


@pytest.fixture
def maildir(server: Dovecot) -> Path:
    return server.account(next(NEXT))


@pytest.fixture
def home(server: Dovecot, maildir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("KPI_SECRET_THU", WORD)
    return home_with(tmp_path / "nha", source(server, maildir), STRICT)


def source(server: Dovecot, maildir: Path, **other: str) -> str:
    told = {
        "id": "thu", "kind": "imap", "host": "127.0.0.1", "port": str(server.port),
        "user": maildir.name, "ca": str(server.root),
    }  # fmt: skip
    return "- {" + ", ".join(f"{k}: {v}" for k, v in (told | other).items()) + "}\n"


@pytest.fixture
def send(maildir: Path) -> Send:
    """Lays a message into the mailbox, as the mail server does, at CAME."""
    count = iter(range(100_000))

    def one(sender: str, *rows: str, name: str = "bieu.csv", raw: bytes | None = None) -> Path:
        number = next(count)
        message = EmailMessage()
        message["From"] = sender
        message["Date"] = "Mon, 01 Jan 2001 00:00:00 +0000"  # whatever the sender's clock says
        message["Subject"] = "Báo cáo"
        message.set_content("Kính gửi Ban")
        message.add_attachment(sheet(*rows), maintype="text", subtype="csv", filename=name)
        path = maildir / "new" / f"{1_719_700_000 + number}.{number}.thu"
        path.write_bytes(raw if raw is not None else message.as_bytes())
        moment = CAME.replace(tzinfo=UTC).timestamp()
        os.utime(path, (moment, moment))
        own(maildir)
        return path

    return one


def messages(folder: Path) -> int:
    return sum(1 for part in ("new", "cur") for _ in (folder / part).glob("*"))


def told(home: Home, now: datetime = FIRST) -> list[str]:
    return [t.key.removeprefix("source_") for t in fetched(home, now).troubles]


def test_attachments_come_under_their_sender_and_messages_go_when_they_are_archived(
    home: Home, send: Send, maildir: Path
) -> None:
    send("Văn thư B <VanThu@B.vn>", "HU-B,2024-06,N1,,,8,,", name="Biểu tháng 6.csv")
    got = fetched(home)
    assert got.sources[0].files == ("thu/vanthu@b.vn/Biểu tháng 6.csv",)
    assert told_received(home, "thu/vanthu@b.vn/Biểu tháng 6.csv") == CAME
    finish(home, plan_in(home), got)
    assert (messages(maildir), (maildir / DONE).exists()) == (1, False)
    assert outcomes(home) == {"thu/vanthu@b.vn/Biểu tháng 6.csv": "accepted"}
    assert (messages(maildir), messages(maildir / DONE)) == (0, 1)
    assert outcomes(home, SECOND) == {}


def test_a_message_from_anothers_address_is_refused_by_the_check(home: Home, send: Send) -> None:
    send("vanthu@a.vn", "HU-B,2024-06,N1,,,8,,")
    assert outcomes(home) == {"thu/vanthu@a.vn/bieu.csv": "rejected"}


@pytest.mark.parametrize(
    ("sender", "reason"),
    [
        ("la@khac.vn", "left_sender"),
        ("vanthu@a.vn, vanthu@b.vn", "left_from"),
        ("../../vanthu@b.vn", "left_from"),
        ("vanthu", "left_from"),
    ],
)
def test_a_message_of_nobody_stays_and_is_told(
    home: Home, send: Send, maildir: Path, sender: str, reason: str
) -> None:
    text = f"From: {sender}\r\nSubject: x\r\n\r\nx\r\n"
    send("", raw=text.encode())
    assert told(home) == [reason]
    assert (in_inbox(home), messages(maildir)) == ([], 1)


def of_b(line: str) -> bytes:
    """A message of the unit B with a file, above it a line by the mail server."""
    message = EmailMessage()
    message["From"] = "vanthu@b.vn"
    message.add_attachment(
        sheet("HU-B,2024-06,N1,,,8,,"), maintype="text", subtype="csv", filename="b.csv"
    )
    return f"Authentication-Results: {line}\r\n".encode() + message.as_bytes()


@pytest.mark.parametrize(
    ("line", "is_left"),
    [
        ("127.0.0.1; dmarc=fail (p=none) header.from=b.vn", True),
        ("127.0.0.1 1; spf=fail smtp.mailfrom=x.vn; dkim=none", True),
        ("127.0.0.1; spf=fail smtp.mailfrom=list.vn; dmarc=pass header.from=b.vn", False),
        ("127.0.0.1; spf=softfail; dmarc=none", False),
        ("127.0.0.1 (dmarc=fail); dmarc=pass", False),
        ("mx.khac.vn; dmarc=fail", False),
        ("", False),
    ],
)
def test_a_message_that_the_plan_s_mail_server_calls_forged_is_left_and_told(
    home: Home, send: Send, maildir: Path, line: str, is_left: bool
) -> None:
    send("", raw=of_b(line))
    assert told(home) == ["left_forged"] * is_left
    assert in_inbox(home) == [] if is_left else ["thu/vanthu@b.vn/b.csv"]
    assert messages(maildir) == 1


def test_lines_without_end_above_a_message_cost_that_message_alone(home: Home, send: Send) -> None:
    send("", raw=b"From: " + b"a" * 200_000 + b"@a.vn\r\n\r\nx\r\n")
    send("", raw=of_b("x; " * 100_000))
    send("vanthu@b.vn", "HU-B,2024-06,N1,,,8,,")
    assert fetched(home).sources[0].files == ("thu/vanthu@b.vn/bieu.csv",)


def test_an_address_that_the_plan_learns_later_has_its_message_at_its_own_time(
    home: Home, send: Send
) -> None:
    send("phongb@b.vn", "HU-B,2024-06,N1,,,8,,")
    assert told(home) == ["left_sender"]
    text = home.plan.read_text("utf-8")
    home.plan.write_text(text.replace("vanthu@b.vn", "phongb@b.vn"), "utf-8")
    assert outcomes(home, SECOND) == {"thu/phongb@b.vn/bieu.csv": "accepted"}
    assert told_received(home, "thu/phongb@b.vn/bieu.csv") == CAME


def test_two_messages_with_one_name_are_two_files_and_the_later_one_counts(
    home: Home, send: Send
) -> None:
    send("vanthu@b.vn", "HU-B,2024-06,N1,,,8,,")
    send("vanthu@b.vn", "HU-B,2024-06,N1,,,9,,")
    assert outcomes(home) == {
        "thu/vanthu@b.vn/bieu.csv": "accepted",
        "thu/vanthu@b.vn/lan-2/bieu.csv": "accepted",
    }


@pytest.mark.parametrize(
    "name", ["../../../etc/a.csv", "..\\..\\a.csv", "/etc/a.csv", "C:\\a.csv", "a.csv"]
)
def test_a_name_that_leads_out_of_the_folder_leads_nowhere(
    home: Home, send: Send, name: str
) -> None:
    send("vanthu@a.vn", SEVEN, name=name)
    assert fetched(home).sources[0].files == ("thu/vanthu@a.vn/a.csv",)


def test_a_sidecar_that_somebody_attaches_is_no_sidecar(home: Home, send: Send) -> None:
    send("vanthu@a.vn", "2020-01-01T00:00:00", name="bieu.csv.received")
    assert fetched(home).sources[0].files == ()
    assert in_inbox(home) == []


def packed(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


def test_archives_in_each_other_are_an_outcome_and_cost_no_neighbour(
    home: Home, send: Send, maildir: Path
) -> None:
    content = sheet("HU-A,2024-06,N1,,,7,,")
    for _ in range(30):
        content = packed("a.zip", content)
    message = EmailMessage()
    message["From"] = "vanthu@a.vn"
    message.add_attachment(content, maintype="application", subtype="zip", filename="nhieu.zip")
    send("", raw=message.as_bytes())
    send("vanthu@b.vn", "HU-B,2024-06,N1,,,8,,")
    found = outcomes(home)
    assert found.pop("thu/vanthu@b.vn/bieu.csv") == "accepted"
    assert [(path.split("/")[2], what) for path, what in found.items()] == [
        ("nhieu.zip", "rejected")
    ]
    assert messages(maildir) == 0  # both are in the archive


def test_ten_thousand_messages_of_strangers_hide_none_of_a_unit(
    home: Home, send: Send, maildir: Path
) -> None:
    raw = b"From: la@khac.vn\r\nSubject: x\r\n\r\nx\r\n"
    for number in range(10_000):
        (maildir / "new" / f"1719600000.{number}.la").write_bytes(raw)
    send("vanthu@b.vn", "HU-B,2024-06,N1,,,8,,")
    tracemalloc.start()
    [one] = fetched(home).sources
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert one.files == ("thu/vanthu@b.vn/bieu.csv",)
    assert [(t.key, t.path) for t in one.troubles] == [("source_left_sender", "la@khac.vn (+9999)")]
    assert peak < 50 * 2**20


def test_a_message_that_goes_while_it_is_looked_at_is_left_and_the_others_come(
    home: Home, send: Send, maildir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send("vanthu@a.vn", SEVEN)
    send("vanthu@b.vn", "HU-B,2024-06,N1,,,8,,")
    listed = Mailbox.listing

    def and_one_goes(mailbox: Mailbox) -> Iterator[SentFile]:
        found = list(listed(mailbox))
        next(p for part in ("new", "cur") for p in sorted((maildir / part).iterdir())).unlink()
        yield from found

    monkeypatch.setattr(Mailbox, "listing", and_one_goes)
    [one] = fetched(home).sources
    assert one.files == ("thu/vanthu@b.vn/bieu.csv",)


def test_a_message_that_is_broken_is_told_and_the_others_come(home: Home, send: Send) -> None:
    nested = "From: vanthu@a.vn\r\n" + "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(3_000)
    )
    send("", raw=nested.encode())
    send("vanthu@b.vn", "HU-B,2024-06,N1,,,8,,")
    [one] = fetched(home).sources
    assert one.files == ("thu/vanthu@b.vn/bieu.csv",)
    assert [t.key for t in one.troubles] in ([], ["source_left_message"])


def test_a_run_that_was_killed_before_it_wrote_down_fetches_nothing_twice(
    home: Home, send: Send, maildir: Path
) -> None:
    send("vanthu@b.vn", "HU-B,2024-06,N1,,,8,,")
    fetched(home)
    home.fetched.unlink()
    assert outcomes(home) == {"thu/vanthu@b.vn/bieu.csv": "accepted"}
    assert in_inbox(home) == ["thu/vanthu@b.vn/bieu.csv"]
    assert messages(maildir) == 0


def test_what_is_too_much_for_one_look_comes_with_the_next(
    home: Home, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "MOST_FILES", 2)
    for number in range(5):
        send("vanthu@a.vn", f"HU-A,2024-0{number + 1},N1,,,7,,", name=f"{number}.csv")
    counts = []
    for _ in range(4):
        [one] = fetched(home).sources
        counts.append((len(one.files), one.more))
    assert counts == [(2, 3), (2, 1), (1, 0), (0, 0)]


def test_a_wrong_password_an_unknown_root_and_no_mailbox_are_told(
    server: Dovecot, maildir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def why(name: str, **other: str) -> str:
        one = home_with(tmp_path / name, source(server, maildir, **other))
        return fetch(one, plan_in(one), FIRST).troubles[0].path

    monkeypatch.setenv("KPI_SECRET_THU", WORD)
    assert "path" in why("hop", path="Khong-co")
    other = server.root.with_name("server.pem")
    assert "chứng thư" in why("goc", ca=str(other))
    monkeypatch.setenv("KPI_SECRET_THU", "sai")
    assert "mật khẩu" in why("sai")


def test_a_server_that_answers_without_end_is_given_up(
    server: Dovecot, maildir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPI_SECRET_THU", WORD)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server.folder / "server.pem", server.folder / "server.key")
    with socket.create_server(("127.0.0.1", 0)) as line:
        endless = threading.Thread(target=_say_without_end, args=(line, context), daemon=True)
        endless.start()
        port = str(line.getsockname()[1])
        home = home_with(tmp_path / "nha", source(server, maildir, port=port))
        [trouble] = fetched(home).troubles
        endless.join(20)
    assert "dài bất thường" in trouble.path


def _say_without_end(line: socket.socket, context: ssl.SSLContext) -> None:
    taken, _ = line.accept()
    with suppress(OSError), context.wrap_socket(taken, server_side=True) as client:
        client.sendall(b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n")
        while True:
            client.sendall(b"* OK still thinking\r\n" * 1_000)


def test_a_server_that_gives_a_byte_now_and_then_is_given_up(
    server: Dovecot, maildir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KPI_SECRET_THU", WORD)
    monkeypatch.setattr(trust, "CONNECTED_SECONDS", 1.0)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server.folder / "server.pem", server.folder / "server.key")
    with socket.create_server(("127.0.0.1", 0)) as line:
        dripping = threading.Thread(target=_drip, args=(line, context), daemon=True)
        dripping.start()
        port = str(line.getsockname()[1])
        home = home_with(tmp_path / "nha", source(server, maildir, port=port))
        [trouble] = fetched(home).troubles
        dripping.join(20)
    assert "không trả lời" in trouble.path
    assert not dripping.is_alive()


def _drip(line: socket.socket, context: ssl.SSLContext) -> None:
    taken, _ = line.accept()
    with suppress(OSError), context.wrap_socket(taken, server_side=True) as client:
        while True:
            client.sendall(b"*")
            time.sleep(0.05)
