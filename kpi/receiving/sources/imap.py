"""A mailbox: the files that units attach to their messages.

One rule: a message is moved only after the archive holds its files; one whose address is nobody's,
or that names no one address, stays as it is. The address is what the message says of itself:
whether it is true is for the mail server to look at (SPF, DKIM, DMARC). Where it took in a message
and wrote above it that it is not from whom it says, the message stays too.
"""

from __future__ import annotations

import imaplib
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from kpi.plan.ways import SourceSettings
from kpi.receiving.sources.kinds import Place
from kpi.receiving.sources.mailbox_names import encoded
from kpi.receiving.sources.messages import attachments, one_sender, senders_of
from kpi.receiving.sources.proven import FIELD, is_forged
from kpi.receiving.sources.remote import (
    ANSWER_SECONDS,
    LISTED_AT_MOST,
    Enclosed,
    Left,
    Unreachable,
)
from kpi.receiving.sources.source import LeftForLater, SentFile
from kpi.receiving.sources.trust import trusting

PORT = 993
DONE = "Đã thu nhận"
AT_ONCE = 200  # messages asked about in one command
HEADERS = 2**16  # bytes of the lines of one message that name its sender
LINE = 1_000_000  # bytes; a longer one the library refuses
ANSWER = 2**23  # bytes of an answer besides a message's own
MESSAGE = 46 * 2**20  # bytes; larger ones are told and not asked for
_UID = re.compile(rb"UID (\d+)")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_LINES = f"HEADER.FIELDS (FROM {FIELD.upper()})"
_ASKED = f"(UID RFC822.SIZE INTERNALDATE BODY.PEEK[{_LINES}]<0.{HEADERS}>)"


class _Client(imaplib.IMAP4_SSL):
    """The library's client, which takes no answer without end."""

    largest = HEADERS
    budget = ANSWER

    def read(self, size: int) -> bytes:
        self._spend(size)
        if size > self.largest:
            raise Unreachable("too_much")
        return super().read(size)

    def readline(self) -> bytes:
        line = super().readline()
        self._spend(len(line))
        if not line.endswith(b"\n") and len(line) < LINE:
            raise ConnectionResetError
        return line

    def _spend(self, size: int) -> None:
        self.budget -= size
        if self.budget < 0:
            raise Unreachable("too_much")

    def ask(self, *words: str, largest: int = HEADERS, count: int = 1) -> list[object]:
        """The data that a command of so many messages gives. Raises OSError."""
        self.largest, self.budget = largest, ANSWER + largest * count
        self.untagged_responses.clear()  # the library keeps what nobody asked for
        state, data = self.uid(*words)
        if state != "OK":
            raise Unreachable("not_understood")
        return data


class Mailbox(Left):
    """One mailbox. `allowed`: the addresses that messages are fetched of; None: any."""

    def __init__(
        self, client: _Client, validity: str, settings: SourceSettings, allowed: set[str] | None
    ) -> None:
        super().__init__()
        self._client, self._validity, self._allowed = client, validity, allowed
        self._done, self._host = settings.done or DONE, settings.host
        self._has_done = False

    def listing(self) -> Iterator[SentFile]:
        """The messages, each named by its sender's address. Raises OSError."""
        self.left = {}
        [found] = self._client.ask("SEARCH", "UNDELETED")[:1] or [b""]
        uids = found.split() if isinstance(found, bytes) else []
        if len(uids) > LISTED_AT_MOST:
            raise Unreachable("too_many", count=LISTED_AT_MOST)
        for start in range(0, len(uids), AT_ONCE):
            some = b",".join(uids[start : start + AT_ONCE]).decode("ascii", "replace")
            yield from self._asked_for(some)

    def fetch(self, file: SentFile) -> Iterator[bytes]:
        """The message as it came."""
        data = self._client.ask("FETCH", _uid(file), "(BODY.PEEK[])", largest=MESSAGE)
        whole = next((d[1] for d in data if isinstance(d, tuple) and len(d) == 2), None)
        if not isinstance(whole, bytes):
            raise LeftForLater("moved or deleted meanwhile")
        yield whole

    def unpack(self, file: SentFile, copy: Path) -> list[Enclosed]:
        """Its attachments, below the sender's address."""
        found, failed = attachments(copy)
        if failed:
            self.leave("message", file.name)
        address = file.name.split("/")[0]
        return [Enclosed(f"{address}/{one.name}", one.content) for one in found]

    def set_aside(self, file: SentFile) -> None:
        """Moves a message to the mailbox of done ones. Raises OSError."""
        client, uid, done = self._client, _uid(file), encoded(self._done)
        if not self._has_done:
            client.create(done)  # there already: it says no, and that is as good
            self._has_done = True
        if "MOVE" in client.capabilities:
            client.ask("MOVE", uid, done)
            return
        client.ask("COPY", uid, done)
        client.ask("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
        if "UIDPLUS" in client.capabilities:
            client.ask("EXPUNGE", uid)

    def _asked_for(self, uids: str) -> Iterator[SentFile]:
        for told, headers in _pairs(self._client.ask("FETCH", uids, _ASKED, count=AT_ONCE)):
            uid, size = _UID.search(told), _SIZE.search(told)
            if not (uid and size):
                continue
            number = uid[1].decode()
            address = one_sender(headers)
            if address is None:
                self.leave("from", f"UID {number}")
            elif is_forged(headers, self._host):
                self.leave("forged", address)
            elif self._allowed is not None and address not in self._allowed:
                self.leave("sender", address)
            else:
                at = f"{self._validity}.{number}"
                yield SentFile(f"{address}/{number}.eml", at, int(size[1]), at, _came_at(told))


def _pairs(data: list[object]) -> Iterator[tuple[bytes, bytes]]:
    """What is said of each message, also behind its header lines, and these."""
    for number, one in enumerate(data):
        if not (isinstance(one, tuple) and len(one) == 2):
            continue
        behind = data[number + 1] if number + 1 < len(data) else b""
        told, headers = (part if isinstance(part, bytes) else b"" for part in one)
        yield told + b" " + (behind if isinstance(behind, bytes) else b""), headers


def _came_at(told: bytes) -> datetime | None:
    """When the server took the message; what the message says of its day is its sender's."""
    try:
        found = imaplib.Internaldate2tuple(told)
        return datetime.fromtimestamp(time.mktime(found), UTC) if found else None
    except (ValueError, OverflowError, KeyError):
        return None


def _uid(file: SentFile) -> str:
    return file.at.rpartition(".")[2]


@contextmanager
def opened(place: Place) -> Iterator[Mailbox]:
    """The mailbox, selected. Raises OSError."""
    settings = place.settings
    context = trusting(place)
    try:
        client = _Client(
            settings.host, settings.port or PORT, ssl_context=context, timeout=ANSWER_SECONDS
        )
        try:
            _log_in(client, place)
            validity = _select(client, settings.path or "INBOX")
            yield Mailbox(client, validity, settings, senders_of(place.plan))
        finally:
            with suppress(imaplib.IMAP4.error, OSError):
                client.logout()
            with suppress(OSError):
                client.shutdown()  # a line that went dead is not closed by the word of parting
    except imaplib.IMAP4.error:
        raise Unreachable("not_understood") from None


def _log_in(client: _Client, place: Place) -> None:
    """By PLAIN, which takes any letter, inside of TLS."""
    login = place.login
    answer = f"\0{login.user}\0{login.secret}".encode()
    try:
        if "AUTH=PLAIN" in client.capabilities:
            client.authenticate("PLAIN", lambda _: answer)
        else:
            client.login(login.user, login.secret)
        client.capabilities = _capabilities(client)  # a server tells more to whom it knows
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, UnicodeEncodeError):
        raise Unreachable("login", source=place.settings.id) from None


def _capabilities(client: _Client) -> tuple[str, ...]:
    _, data = client.capability()
    return tuple(b" ".join(d for d in data if isinstance(d, bytes)).decode("ascii").upper().split())


def _select(client: _Client, name: str) -> str:
    """Selects a mailbox; gives what tells its messages' numbers from those of another."""
    state, _ = client.select(encoded(name))
    if state != "OK":
        raise Unreachable("no_place")
    _, validity = client.response("UIDVALIDITY")
    told = validity[0] if validity else None
    return told.decode("ascii", "replace") if isinstance(told, bytes) else ""
