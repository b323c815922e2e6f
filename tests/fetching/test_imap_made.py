"""A mail server that answers as no honest one does: literals without end, words nobody asked for, a
line that goes dead."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from kpi.home import Home
from kpi.receiving.sources import imap
from tests.fetching.certificates import certificates
from tests.fetching.homes import fetched, home_with, in_inbox

LITERAL = b"* 1 FETCH (X {60000}\r\n" + b"x" * 60_000 + b")\r\n"
HEADERS = b"From: vanthu@b.vn\r\n\r\n"
ONE = b"* 1 FETCH (UID 1 RFC822.SIZE 9 BODY[] {%d}\r\n%s)\r\n" % (len(HEADERS), HEADERS)
TOO_MUCH = 80 * 2**20  # then the test's server has enough
Answer = Callable[[str, Callable[[bytes], None]], None]


class Served:
    """One connection, answered by `answer` where it is not as any server's; counts what it sent."""

    def __init__(self, answer: Answer) -> None:
        self.answer, self.sent = answer, 0

    def serve(self, line: socket.socket, context: ssl.SSLContext) -> None:
        taken, _ = line.accept()
        with suppress(OSError, ValueError), context.wrap_socket(taken, server_side=True) as client:
            self.client = client
            self.say(b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n")
            asked = client.makefile("rb")
            while line_asked := asked.readline().decode():
                tag, _, command = line_asked.strip().partition(" ")
                if command.startswith("AUTHENTICATE"):
                    self.say(b"+ \r\n")
                    asked.readline()
                elif command.startswith("CAPABILITY"):
                    self.say(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n")
                elif command.startswith("SELECT"):
                    self.say(b"* OK [UIDVALIDITY 7] there\r\n")
                else:
                    self.answer(command, self.say)
                self.say(f"{tag} OK done\r\n".encode())

    def say(self, words: bytes) -> None:
        self.sent += len(words)
        if self.sent > TOO_MUCH:
            self.hang_up()
        self.client.sendall(words)

    def hang_up(self) -> None:
        self.client.shutdown(socket.SHUT_RDWR)
        raise ConnectionAbortedError


@contextmanager
def served(folder: Path, answer: Answer) -> Iterator[tuple[Served, Home]]:
    root, certificate, key = certificates(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    one = Served(answer)
    with socket.create_server(("127.0.0.1", 0)) as line:
        thread = threading.Thread(target=one.serve, args=(line, context), daemon=True)
        thread.start()
        port = line.getsockname()[1]
        about = f"port: {port}, user: kpi, ca: {root}"
        yield (
            one,
            home_with(folder / "nha", f"- {{id: thu, kind: imap, host: 127.0.0.1, {about}}}\n"),
        )
        thread.join(20)


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPI_SECRET_THU", "bi-mat")


@pytest.mark.parametrize("at", ["UID SEARCH", "UID FETCH 1 (UID", "UID FETCH 1 (BODY"])
def test_contents_without_end_are_given_up(tmp_path: Path, at: str) -> None:
    def answer(command: str, say: Callable[[bytes], None]) -> None:
        while command.startswith(at):
            say(LITERAL)
        say(b"* SEARCH 1\r\n" if "SEARCH" in command else ONE)

    with served(tmp_path, answer) as (server, home):
        [trouble] = fetched(home).troubles
    assert "dài bất thường" in trouble.path
    assert server.sent < TOO_MUCH
    assert in_inbox(home) == []


def test_what_nobody_asked_for_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[int] = []
    ask = imap._Client.ask

    def asked(client: imap._Client, *words: str, **how: int) -> list[object]:
        found = ask(client, *words, **how)
        kept.append(sum(len(told) for told in client.untagged_responses.values()))
        return found

    def answer(command: str, say: Callable[[bytes], None]) -> None:
        say(b"* JUNK x\r\n" * 100)
        say(b"* SEARCH 1\r\n" if "SEARCH" in command else ONE)

    monkeypatch.setattr(imap._Client, "ask", asked)
    with served(tmp_path, answer) as (_, home):
        fetched(home)
    assert len(kept) == 3
    assert max(kept) <= 100


def test_a_line_that_goes_dead_is_told_as_that(tmp_path: Path) -> None:
    def answer(command: str, say: Callable[[bytes], None]) -> None:
        say(b"* SEARCH 1\r\n" if "SEARCH" in command else ONE[:20])
        if "FETCH" in command:
            server.hang_up()

    with served(tmp_path, answer) as (server, home):
        [trouble] = fetched(home).troubles
    assert "kết nối bị ngắt" in trouble.path
