"""The office of the simulated year: its servers, which unit sends by which of them, and its plan.

A third of the units lay files into a shared folder, a third onto an SFTP server, the rest attach
them to messages; answers, reminders, reports and failures go out by mail.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from itertools import count
from pathlib import Path

from demo.plan_copy import demo_plan_text
from tests.delivery import mail_server
from tests.fetching import dovecot, openssh

WAYS = ("chung", "sftp", "thu")
LEADERS, FAILURES_TO = "lanh-dao@tinh.vn", "van-thu@tinh.vn"
UNIT = re.compile(r"^  - id: (\S+)\n(?:    .*\n|\n)*?    kind: \w+\n", re.MULTILINE)


def address(unit: str) -> str:
    return f"{unit.lower()}@dv.vn"


def way_of(unit: str) -> str:
    return WAYS[sum(unit.encode()) % len(WAYS)]


@dataclass
class Office:
    """The servers, and what runs of them now: whatever is in `gone` does not answer."""

    folder: Path
    sftp: openssh.Ssh
    box: dovecot.Dovecot
    smtp: mail_server.MailServer
    maildir: Path
    gone: set[str] = field(default_factory=set)
    _up: dict[str, ExitStack] = field(default_factory=dict)
    _letters: count[int] = field(default_factory=lambda: count(1))

    @property
    def share(self) -> Path:
        return self.folder / "chung"

    def ports(self) -> dict[int, str]:
        """The ports of the servers that the plan names."""
        return {self.sftp.port: "sftp", self.box.port: "imap", self.smtp.port: "smtp"}

    def secrets(self) -> dict[str, str]:
        """What stands in the environment, by variable."""
        return {
            "KPI_SECRET_SFTP": self.sftp.secret,
            "KPI_SECRET_THU": dovecot.WORD,
            "KPI_SECRET_GUI": mail_server.WORD,
        }

    def stand(self, gone: Collection[str] = ()) -> None:
        """Lets all servers run but those."""
        for name in ("chung", "sftp", "thu", "gui"):
            if (name in gone) and name in self._up:
                self._up.pop(name).close()
            elif name not in gone and name not in self._up:
                self._up[name] = ExitStack()
                self._up[name].enter_context(self._running(name))
        self.gone = set(gone)

    def _running(self, name: str) -> AbstractContextManager[None]:
        if name == "sftp":
            return openssh.up(self.sftp)
        if name == "thu":
            return dovecot.up(self.box)
        return mail_server.up(self.smtp) if name == "gui" else self._connected()

    @contextmanager
    def _connected(self) -> Iterator[None]:
        """The share, connected until the block ends."""
        away = self.folder / "chung-khong-ket-noi"
        if away.exists():
            away.rename(self.share)
        try:
            yield
        finally:
            self.share.rename(away)

    def give(self, unit: str, name: str, content: bytes, at: datetime) -> None:
        """What a unit sends, its own way, at a moment (UTC); its server runs."""
        moment = at.replace(tzinfo=UTC).timestamp()
        if way_of(unit) == "thu":
            self.mail(address(unit), name, content, at)
            return
        top = self.share if way_of(unit) == "chung" else self.sftp.folder / "nhan"
        path = top / unit / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (moment, moment))

    def mail(self, sender: str, name: str, content: bytes, at: datetime) -> None:
        """A message in the mailbox, as the mail server lays it there."""
        message = EmailMessage()
        message["From"], message["Subject"] = sender, "Báo cáo"
        message.set_content("Kính gửi Ban")
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
        moment = at.replace(tzinfo=UTC).timestamp()
        path = self.maildir / "new" / f"{int(moment)}.{next(self._letters)}.thu"
        path.write_bytes(message.as_bytes())
        os.utime(path, (moment, moment))
        dovecot.own(self.maildir)

    def plan(self) -> str:
        """The demo's plan with its units' ways, and the office's sources and deliveries."""
        text, count_of = UNIT.subn(lambda m: m[0] + _ways_of(m[1]), demo_plan_text())
        if count_of < 19:
            raise ValueError("the shipped plan's units are written another way now")
        text = text.replace("\nplan:\n", f"\nplan:\n  failures_to: {FAILURES_TO}\n", 1)
        return f"{text}\nsources:\n{self._sources()}\ndelivery:\n{self._delivery()}\n"

    def _sources(self) -> str:
        sftp, box = self.sftp, self.box
        told = sftp.source(id="sftp", path=str(sftp.folder / "nhan"))
        return (
            f"- {{id: chung, kind: share, path: {self.share}}}\n{told}"
            f"- {{id: thu, kind: imap, host: 127.0.0.1, port: {box.port},"
            f" user: {self.maildir.name}, ca: {box.root}}}\n"
        )

    def _delivery(self) -> str:
        smtp, user = self.smtp, mail_server.USER
        return (
            f"- {{id: gui, kind: smtp, host: 127.0.0.1, port: {smtp.port}, user: {user},"
            f" sender: {user}, ca: {smtp.root}, recipients: [{LEADERS}],"
            " what: [feedback, reminders, reports, failures]}\n"
        )


def _ways_of(unit: str) -> str:
    sender = address(unit) if way_of(unit) == "thu" else f"{way_of(unit)}/{unit}"
    return f"    senders: [{sender}]\n    recipients: [{address(unit)}]\n"


@contextmanager
def an_office(folder: Path) -> Iterator[Office]:
    """All servers, until the block ends."""
    for name in ("chung", "ssh", "smtp"):
        (folder / name).mkdir()
    sftp = openssh.prepared(folder / "ssh")
    (folder / "ssh" / "nhan").mkdir()
    smtp = mail_server.prepared(folder / "smtp")
    (folder / "chung").rename(folder / "chung-khong-ket-noi")
    with dovecot.prepared() as box:
        office = Office(folder, sftp, box, smtp, box.account(dovecot.ACCOUNTS[0]))
        office.stand()
        try:
            yield office
        finally:
            office.stand(("chung", "sftp", "thu", "gui"))
