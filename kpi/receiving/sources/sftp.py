"""A folder of a server that is reached by SSH.

One rule: no word is said to a server whose key is not the plan's. Over SFTP a file's time is what
its sender's program set, so it counts only after the last look that did not see the file.
"""

from __future__ import annotations

import io
import posixpath
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Timer
from typing import Any

import paramiko
from paramiko.sftp import CMD_CLOSE, CMD_OPENDIR, CMD_READDIR, SFTPError

from kpi.plan.ways import SourceSettings
from kpi.receiving.sources.kinds import Place
from kpi.receiving.sources.remote import (
    ANSWER_SECONDS,
    BLOCK,
    CONNECTED_SECONDS,
    DEEPEST,
    LISTED_AT_MOST,
    Login,
    PlainFiles,
    Unreachable,
)
from kpi.receiving.sources.source import LeftForLater, SentFile

PORT = 22
_KEYS = (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey)


class _Client(paramiko.SFTPClient):
    """The library's client, for which one name that is no text hides a whole folder."""

    def inside(self, folder: str) -> Iterator[tuple[bytes, paramiko.SFTPAttributes]]:
        """The names in a folder as the server has them, each with what it says of the file."""
        client: Any = self  # the words of the protocol, which the library's stubs leave out
        attributes: Any = paramiko.SFTPAttributes
        _, begun = client._request(CMD_OPENDIR, folder)
        handle = begun.get_binary()
        try:
            while True:
                _, answer = client._request(CMD_READDIR, handle)
                for _ in range(answer.get_int()):
                    name, _ = answer.get_binary(), answer.get_binary()
                    yield name, attributes._from_msg(answer)
        except EOFError:
            client._request(CMD_CLOSE, handle)


class Server(PlainFiles):
    """The folder `top` and all below it."""

    def __init__(self, client: _Client, top: str) -> None:
        super().__init__()
        self._client, self._top = client, top

    def listing(self) -> Iterator[SentFile]:
        """Every plain file; links are not followed. Raises OSError."""
        self.left = {}
        folders, seen = [("", 0)], 0
        while folders:
            folder, depth = folders.pop()
            for told, about in self._inside(folder):
                seen += 1
                if seen > LISTED_AT_MOST:
                    raise Unreachable("too_many", count=LISTED_AT_MOST)
                name = _name(told)
                if not name:
                    if told not in (b".", b".."):
                        self.leave("name", posixpath.join(folder, _shown(told)))
                    continue
                path, mode = posixpath.join(folder, name), about.st_mode or 0
                if stat.S_ISDIR(mode) and depth < DEEPEST:
                    folders.append((path, depth + 1))
                elif stat.S_ISREG(mode):
                    yield _file(path, about)

    def fetch(self, file: SentFile) -> Iterator[bytes]:
        """The bytes of a file that stayed as it was."""
        path = self._path(file.at)
        try:
            with self._client.open(path, "rb") as opened:
                while block := opened.read(BLOCK):
                    yield block
            after = self._client.lstat(path)
        except (TimeoutError, ConnectionError, EOFError):
            raise
        except OSError as error:
            raise LeftForLater(type(error).__name__) from None
        if _stamp(after) != file.stamp:
            raise LeftForLater("still being written")

    def _inside(self, folder: str) -> Iterator[tuple[bytes, paramiko.SFTPAttributes]]:
        try:
            yield from self._client.inside(self._path(folder))
        except (PermissionError, FileNotFoundError):
            if not folder:
                raise
            self.leave("closed", folder)

    def _path(self, below: str) -> str:
        return posixpath.join(self._top, below) if below else self._top


def _name(told: bytes) -> str:
    """A name as the server tells it; empty if it is none, or leads elsewhere."""
    if told in (b"", b".", b"..") or b"/" in told or b"\0" in told:
        return ""
    try:
        return told.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _shown(told: bytes) -> str:
    return told.decode("utf-8", "backslashreplace")


def _file(path: str, about: paramiko.SFTPAttributes) -> SentFile:
    size, changed = about.st_size or 0, about.st_mtime
    came_at = datetime.fromtimestamp(changed, UTC) if changed else None
    return SentFile(path, path, size, _stamp(about), came_at)


def _stamp(about: paramiko.SFTPAttributes) -> str:
    return f"{about.st_size}:{about.st_mtime}"


@contextmanager
def opened(place: Place) -> Iterator[Server]:
    """A connection to the server that has the plan's key. Raises OSError."""
    settings = place.settings
    address = (settings.host, settings.port or PORT)
    with socket.create_connection(address, timeout=ANSWER_SECONDS) as line:
        transport = paramiko.Transport(line)
        transport.banner_timeout = transport.auth_timeout = ANSWER_SECONDS
        hung_up = Timer(CONNECTED_SECONDS, transport.close)
        hung_up.daemon = True
        hung_up.start()
        try:
            client = _client(transport, settings, place.login)
            yield Server(client, settings.path or ".")
        except paramiko.AuthenticationException:
            raise Unreachable("login", source=settings.id) from None
        except (paramiko.SSHException, SFTPError, EOFError):
            raise Unreachable("not_understood") from None
        finally:
            hung_up.cancel()
            transport.close()


def _client(transport: paramiko.Transport, settings: SourceSettings, login: Login) -> _Client:
    transport.start_client(timeout=ANSWER_SECONDS)
    seen = transport.get_remote_server_key().fingerprint.rstrip("=")
    if seen != settings.host_key.rstrip("="):
        raise Unreachable("host_key", seen=seen)
    if login.secret.startswith("-----BEGIN"):
        transport.auth_publickey(login.user, _key(login.secret))
    else:
        transport.auth_password(login.user, login.secret)
    client = _Client.from_transport(transport)
    if client is None:
        raise Unreachable("not_understood")
    channel = client.get_channel()
    if channel is not None:
        channel.settimeout(ANSWER_SECONDS)
    return client


def _key(text: str) -> paramiko.PKey:
    """A private key that stands in the keyring or the environment in place of a password."""
    for kind in _KEYS:
        try:
            return kind.from_private_key(io.StringIO(text))
        except (paramiko.SSHException, ValueError):
            continue
    raise paramiko.AuthenticationException
