"""A mail server that the test starts: it takes mail over TLS from who logs in, and keeps it."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as POLICY
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from tests.fetching.certificates import certificates
from tests.fetching.servers import free_port

USER, WORD = "kpi@b.vn", "mật-khẩu-của-thử nghiệm"


@dataclass
class MailServer:
    """`answers` are given to RCPT (by address) and DATA (`data`) in place of a yes, as long as they
    stand there; `logins` are the names that were let in."""

    port: int
    root: Path
    messages: list[EmailMessage] = field(default_factory=list)
    receivers: list[tuple[str, ...]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    logins: list[str] = field(default_factory=list)

    def subjects(self) -> list[str]:
        return [str(message["Subject"]) for message in self.messages]

    # what aiosmtpd calls
    async def handle_RCPT(
        self, _server: object, _session: object, envelope: Any, address: str, _options: object
    ) -> str:
        if answer := self.answers.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:
        if answer := self.answers.get("data"):
            return answer
        found = message_from_bytes(envelope.content, policy=POLICY)
        assert isinstance(found, EmailMessage)
        self.messages.append(found)
        self.receivers.append(tuple(envelope.rcpt_tos))
        return "250 OK"

    def let_in(
        self, _server: object, _session: object, _envelope: object, _how: str, given: object
    ) -> AuthResult:
        assert isinstance(given, LoginPassword)
        known = given.login == USER.encode() and given.password == WORD.encode()
        if known:
            self.logins.append(USER)
        return AuthResult(success=known, handled=False)


@contextmanager
def mail_server(folder: Path) -> Iterator[MailServer]:
    """Until the block ends; `folder` is for its certificate."""
    root, certificate, key = certificates(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = MailServer(free_port(), root)
    controller = Controller(
        server, hostname="127.0.0.1", port=server.port, tls_context=context, require_starttls=True,
        auth_require_tls=True, auth_required=True, authenticator=server.let_in,
    )  # fmt: skip
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
