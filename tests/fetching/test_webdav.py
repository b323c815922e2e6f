"""A WebDAV server that the test starts, and one that answers as no honest one does."""

from __future__ import annotations

import json
import ssl
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from kpi.home import Home
from kpi.receiving.fetching import look
from tests.fetching.certificates import certificates
from tests.fetching.homes import SECOND, fetched, home_with, in_inbox, lay, outcomes
from tests.fetching.servers import free_port, serving

WORD = "mật khẩu #2"


@dataclass(frozen=True)
class Dav:
    folder: Path
    port: int
    root: Path

    def source(self, **other: str) -> str:
        told = {
            "id": "o-chung", "kind": "webdav", "url": f"https://127.0.0.1:{self.port}/dav",
            "user": "kpi", "ca": str(self.root),
        }  # fmt: skip
        return "- {" + ", ".join(f"{k}: {v}" for k, v in (told | other).items()) + "}\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dav]:
    pytest.importorskip("wsgidav", reason="the package wsgidav is missing (make install-dev)")
    folder, port = tmp_path_factory.mktemp("dav"), free_port()
    root, cert, key = certificates(folder)
    (folder / "shared").mkdir()
    config = {
        "server": "cheroot", "host": "127.0.0.1", "port": port, "verbose": 1,
        "ssl_certificate": str(cert), "ssl_private_key": str(key), "ssl_adapter": "builtin",
        "provider_mapping": {"/dav": str(folder / "shared")},
        "simple_dc": {"user_mapping": {"*": {"kpi": {"password": WORD}}}},
        "http_authenticator": {
            "accept_basic": True, "accept_digest": False, "default_to_digest": False,
        },
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config))
    command = [
        sys.executable, "-c", "from wsgidav.server.server_cli import run; run()",
        "--config", str(folder / "config.json"),
    ]  # fmt: skip
    with serving(command, port, folder / "log"):
        yield Dav(folder / "shared", port, root)


@pytest.fixture
def dav(server: Dav, monkeypatch: pytest.MonkeyPatch) -> Dav:
    monkeypatch.setenv("KPI_SECRET_O_CHUNG", WORD)
    monkeypatch.setattr(look, "SETTLED_SECONDS", 0.2)
    return server


def why(home: Home) -> str:
    [trouble] = fetched(home).troubles
    assert trouble.key == "source_silent"
    return trouble.path


def test_files_come_with_their_folders_as_senders_and_stay(dav: Dav, tmp_path: Path) -> None:
    home = home_with(tmp_path / "nha", dav.source())
    lay(dav.folder / "huyen-b" / "Biểu 100% & #1.csv", "HU-B,2024-06,N1,,,8,,")
    lay(dav.folder / "huyen-c" / "b.csv", "HU-B,2024-05,N1,,,9,,")
    assert outcomes(home) == {
        "o-chung/huyen-b/Biểu 100% & #1.csv": "accepted",
        "o-chung/huyen-c/b.csv": "rejected",
    }
    lay(dav.folder / "huyen-b" / "Biểu 100% & #1.csv", "HU-B,2024-06,N1,,,80,,", at=SECOND)
    assert list(outcomes(home, SECOND)) == ["o-chung/huyen-b/lan-2/Biểu 100% & #1.csv"]
    assert fetched(home, SECOND).files == 0


def test_a_wrong_password_another_root_and_no_folder_are_told(
    dav: Dav, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"https://127.0.0.1:{dav.port}/dav/khong-co"
    assert "url" in why(home_with(tmp_path / "a", dav.source(url=url)))
    other = certificates(lay(tmp_path / "khac" / "x").parent)[0]
    assert "chứng thư" in why(home_with(tmp_path / "b", dav.source(ca=str(other))))
    url = f"https://127.0.0.1:{free_port()}/dav"
    assert "từ chối" in why(home_with(tmp_path / "c", dav.source(url=url)))
    monkeypatch.setenv("KPI_SECRET_O_CHUNG", "sai")
    assert "mật khẩu" in why(home_with(tmp_path / "d", dav.source()))


class Hostile(BaseHTTPRequestHandler):
    """Lists what a test says, and gives contents without end."""

    listed: ClassVar[bytes] = b""
    endless: ClassVar[bool] = False
    asked: ClassVar[list[str]] = []

    def do_PROPFIND(self) -> None:
        self.asked.append(self.path)
        self.send_response(207)
        self.end_headers()
        self.wfile.write(self.listed)
        while self.endless:
            self.wfile.write(b"<d:x/>" * 10_000)

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"x" * 65_536)

    def log_message(self, *_: object) -> None:
        pass


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that has had enough goes away."""


@pytest.fixture
def hostile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[type[Hostile], Home]]:
    monkeypatch.setenv("KPI_SECRET_O_CHUNG", WORD)
    monkeypatch.setattr(look, "SETTLED_SECONDS", 0.05)
    monkeypatch.setattr(Hostile, "asked", [])
    monkeypatch.setattr(Hostile, "endless", False)
    (tmp_path / "goc").mkdir()
    root, cert, key = certificates(tmp_path / "goc")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    server = Quiet(("127.0.0.1", 0), Hostile)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    dav = Dav(tmp_path, server.server_address[1], root)
    yield Hostile, home_with(tmp_path / "nha", dav.source())
    server.shutdown()
    server.server_close()
    thread.join()


def response(href: str, size: int = 5) -> str:
    return (
        f"<d:response><d:href>{href}</d:href><d:propstat><d:prop>"
        f"<d:getcontentlength>{size}</d:getcontentlength></d:prop></d:propstat></d:response>"
    )


def multistatus(*hrefs: str) -> bytes:
    inside = "".join(response(href) for href in hrefs)
    return f'<d:multistatus xmlns:d="DAV:">{inside}</d:multistatus>'.encode()


def test_paths_that_lead_elsewhere_are_not_asked_for(
    hostile: tuple[type[Hostile], Home], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, home = hostile
    hrefs = ("/etc/a.csv", "/dav/../b.csv", "/dav/%2e%2e/c.csv", "/dav/..", "https://x.vn/d.csv")
    monkeypatch.setattr(server, "listed", multistatus("/dav/", *hrefs))
    [one] = fetched(home).sources
    assert (one.files, [t.key for t in one.troubles]) == ((), ["source_left_name"])
    assert {path.rstrip("/") for path in server.asked} == {"/dav"}


def test_a_content_without_end_is_left_and_a_list_without_end_ends_the_look(
    hostile: tuple[type[Hostile], Home], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, home = hostile
    monkeypatch.setattr(server, "listed", multistatus("/dav/a.csv"))
    [one] = fetched(home).sources
    assert (one.files, [t.key for t in one.troubles]) == ((), ["source_left_half_sent"])
    monkeypatch.setattr(server, "endless", True)
    assert "dài bất thường" in why(home)
    assert in_inbox(home) == []


@pytest.mark.parametrize(
    "listed",
    [b"", b"<html>", b"<a/>", b'<!DOCTYPE a [<!ENTITY b "c">]><d:multistatus xmlns:d="DAV:"/>'],
)
def test_what_is_no_list_is_told(
    hostile: tuple[type[Hostile], Home], monkeypatch: pytest.MonkeyPatch, listed: bytes
) -> None:
    server, home = hostile
    monkeypatch.setattr(server, "listed", listed)
    assert "giao thức" in why(home)
    assert in_inbox(home) == []
