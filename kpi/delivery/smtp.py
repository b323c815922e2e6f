"""Things sent by mail: one message each, with its files.

One rule: never without encryption, and never to a server that does not prove its name. A message
keeps its Message-ID when it has to be sent again, so that a receiver knows it for the same.
"""

from __future__ import annotations

import base64
import hashlib
import io
import mimetypes
import smtplib
import socket
import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

from kpi.delivery.headers import READABLE
from kpi.delivery.item import Item
from kpi.delivery.way import SECONDS, Later, Route, TurnedDown, content
from kpi.receiving.sources.credentials import secret_of, variable
from kpi.receiving.sources.remote import Unreachable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

TLS_PORT = 465  # encrypted from the first byte; any other port begins in the clear and turns
MOST_BYTES = 20_000_000  # of the files of one message; few servers take more
ANSWER_SECONDS = 120.0  # a server that looks through a large message takes its time
ANSWER = 2**18  # bytes of one answer; the library's own count ends at a line
LET_IN = 235
FOR_GOOD = 500  # from this answer on a server means never
TOO_LARGE = 552
FULL = b"5.2.2"  # the same answer of a receiver's full mailbox
CLOSING = 421


class _Line(io.RawIOBase):
    """What comes from a server, by a moment: its own limit is for one read alone."""

    until = 0.0

    def __init__(self, line: socket.socket) -> None:
        self._line = line

    def begin(self) -> None:
        self.until = time.monotonic() + ANSWER_SECONDS
        self._line.settimeout(SECONDS)

    def readable(self) -> bool:
        return True

    def readinto(self, room: WriteableBuffer) -> int:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._line.settimeout(min(left, SECONDS))
        return self._line.recv_into(room)


class _Answers:
    """What a server says: so many bytes of it, and for so long, at most for one question."""

    def __init__(self, line: socket.socket) -> None:
        self._line = _Line(line)
        self._file = io.BufferedReader(self._line)
        self.begin()

    def begin(self) -> None:
        """A new question."""
        self.budget = ANSWER
        self._line.begin()

    def readline(self, size: int = -1) -> bytes:
        line = self._file.readline(size)
        self.budget -= len(line)
        if self.budget < 0:
            raise Unreachable("too_much")
        return line

    def close(self) -> None:
        self._file.close()


class _Client(smtplib.SMTP):
    """The library's client, which takes no answer without end."""

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = _Answers(self.sock)
        if self.file is not None:
            self.file.begin()
        return super().getreply()


class _EncryptedClient(_Client, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


@contextmanager
def opened(route: Route) -> Iterator[Mail]:
    """A connection under the plan's name. Raises Unreachable, OSError."""
    server = _connected(route)
    try:
        _log_in(server, route)
        yield Mail(server, route)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()


def _connected(route: Route) -> smtplib.SMTP:
    settings, context = route.settings, _trusting(route)
    port = settings.port or TLS_PORT
    try:
        if port == TLS_PORT:
            return _EncryptedClient(settings.host, port, timeout=SECONDS, context=context)
        server = _Client(settings.host, port, timeout=SECONDS)
        server.starttls(context=context)
    except smtplib.SMTPNotSupportedError:
        raise Unreachable("tls") from None
    except smtplib.SMTPException as error:
        raise _unlike(error) from None
    return server


def _trusting(route: Route) -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if route.settings.ca:
        path = route.home.root / route.settings.ca
        try:
            context.load_verify_locations(path)
        except (OSError, ssl.SSLError):
            raise Unreachable("ca", path=path) from None
    return context


def _log_in(server: smtplib.SMTP, route: Route) -> None:
    settings = route.settings
    if not settings.user:
        return
    try:
        secret = secret_of(route.plan, settings)
    except Unreachable as lacking:
        if lacking.key != "no_secret":
            raise
        name = variable(settings.id)
        raise Unreachable("no_secret_out", way=settings.id, variable=name) from None
    try:
        if f"{settings.user}{secret}".isascii():
            server.login(settings.user, secret)
        else:
            _log_in_plain(server, settings.user, secret)
    except smtplib.SMTPAuthenticationError:
        raise Unreachable("login_out", way=settings.id) from None
    except smtplib.SMTPException as error:
        raise _unlike(error) from None


def _log_in_plain(server: smtplib.SMTP, user: str, secret: str) -> None:
    """By RFC 4616, whose words are UTF-8; the library's own way knows ASCII alone."""
    server.ehlo_or_helo_if_needed()
    words = base64.b64encode(f"\0{user}\0{secret}".encode()).decode()
    code, answer = server.docmd("AUTH", f"PLAIN {words}")
    if code != LET_IN:
        raise smtplib.SMTPAuthenticationError(code, answer)


class Mail:
    """An open connection."""

    def __init__(self, server: smtplib.SMTP, route: Route) -> None:
        self._server, self._route = server, route

    def give(self, item: Item, to: Sequence[str]) -> Sequence[str]:
        """Sends one message; who was turned down for good. Raises TurnedDown, Later, OSError."""
        settings = self._route.settings
        sent = message(item, settings.id, settings.sender, to)
        try:
            told = self._server.send_message(sent, settings.sender, list(to))
        except smtplib.SMTPRecipientsRefused as error:
            self._next()
            told = error.recipients
        except smtplib.SMTPResponseException as error:
            self._next()
            raise _of_one(error, item, to) or _unlike(error) from None
        except smtplib.SMTPException as error:
            raise _unlike(error) from None
        return _turned_down(to, {address: code for address, (code, _) in told.items()})

    def _next(self) -> None:
        """Ready for another message after one that was not taken."""
        with suppress(smtplib.SMTPException):
            self._server.rset()


def message(item: Item, way: str, sender: str, to: Sequence[str]) -> EmailMessage:
    """The message. Raises TurnedDown if its files are more than a message may carry, Later if one
    cannot be read now."""
    made = EmailMessage(policy=READABLE)
    made["From"], made["To"] = sender, ", ".join(to)
    made["Subject"] = " ".join(item.subject.split())
    made["Date"] = format_datetime(item.at.replace(microsecond=0, tzinfo=UTC))
    mark = hashlib.sha256("\0".join((way, item.what, item.key)).encode()).hexdigest()[:40]
    made["Message-ID"] = f"<{mark}@{sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"  # no office's reply of absence comes back
    made.set_content(item.body)
    size = _size(item)
    if size > MOST_BYTES:
        raise TurnedDown("too_large", mb=size // 1_000_000, most=MOST_BYTES // 1_000_000)
    for file in item.files:
        kind, _, sub = (mimetypes.guess_type(file.name)[0] or "application/octet-stream").partition(
            "/"
        )
        made.add_attachment(content(file), maintype=kind, subtype=sub, filename=file.name)
    return made


def _turned_down(to: Sequence[str], answers: Mapping[str, int]) -> tuple[str, ...]:
    """Who was turned down for good, by the answers that are no yes; the others have the message.
    Raises Later if some are put off, TurnedDown if nobody has it."""
    never = tuple(t for t in to if answers.get(t, 0) >= FOR_GOOD)
    later = [t for t in to if t in answers and t not in never]
    if later:
        had = [t for t in to if t not in answers]
        raise Later("later", had=had, refused=never, to=", ".join(later))
    if len(never) == len(to):
        raise TurnedDown("nobody", to=", ".join(to))
    return never


def _of_one(
    error: smtplib.SMTPResponseException, item: Item, to: Sequence[str]
) -> Unreachable | None:
    """What an answer means for one message; None if it speaks of who sends, whatever he sends."""
    code, by_sender = error.smtp_code, isinstance(error, smtplib.SMTPSenderRefused)
    said = error.smtp_error if isinstance(error.smtp_error, bytes) else b""
    if code == TOO_LARGE and FULL not in said:
        return TurnedDown("too_large_there", mb=_size(item) // 1_000_000)
    if code < FOR_GOOD:
        return None if code == CLOSING else Later("later", to=", ".join(to))
    return None if by_sender else TurnedDown("turned_down", status=code)


def _size(item: Item) -> int:
    """Bytes of its files."""
    return sum(map(len, map(content, item.files)))


def _unlike(error: smtplib.SMTPException) -> OSError:
    """What another answer than the one expected means."""
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return ConnectionResetError("disconnected")
    status = getattr(error, "smtp_code", None)
    return Unreachable("status", status=status) if status else Unreachable("not_understood")
