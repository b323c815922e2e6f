"""What a message holds and who it says sent it.

One rule: a message may say anything; it names one sender or none, what it holds is taken by the
last part of its name, and one that is made to hold up its reader is not read.
"""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses
from pathlib import Path
from typing import Any, BinaryIO

from kpi.plan.model import Plan

ATTACHMENTS = 50  # of one message
PARTS = 500
NESTED = 30  # of parts in parts: the library asks of each line whether it ends any of them
LINES = 2_000_000  # the library holds each on its own; the largest message has a third of that
HEADERS = 2_000  # lines above one part
HEADER = 2**16  # letters of one of them
OF_CONTENT = 2**13  # of one that says what a part is: the library takes it apart by copying
SENDER = 2_000  # letters of the line that names the sender
BROKEN = (
    ValueError, LookupError, AttributeError, TypeError, RecursionError, MemoryError,
    HeaderParseError,
)  # fmt: skip
BLOCK = 2**20
_SHOWN = ("text/plain", "text/html")  # what a mail program shows as the message's own text
_ADDRESS = re.compile(r"[a-z0-9][a-z0-9._%+'=-]*@[a-z0-9][a-z0-9.-]*[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Attached:
    """One attachment: its own name, and where its content lies."""

    name: str
    content: Path


def senders_of(plan: Plan) -> set[str] | None:
    """The addresses that may send for some unit; None where a unit takes files from anybody."""
    if not all(unit.senders for unit in plan.units):
        return None
    own = (s.rpartition("/")[2].casefold() for unit in plan.units for s in unit.senders)
    return {address for address in own if "@" in address}


def one_sender(headers: bytes) -> str | None:
    """The one address that the lines name; None if they name none, several, or no plain one."""
    try:
        told = [str(line) for line in email.message_from_bytes(headers).get_all("From", [])]
        found = getaddresses(told) if sum(map(len, told)) <= SENDER else []
    except BROKEN:
        return None
    if len(told) != 1 or len(found) != 1:
        return None
    address = found[0][1].casefold()
    return address if _ADDRESS.fullmatch(address) else None


def attachments(copy: Path) -> tuple[list[Attached], bool]:
    """The files attached to the message in `copy`, laid beside it, and whether some of what it
    holds could not be taken out."""
    try:
        with copy.open("rb") as file:
            if _has_too_many_lines(file):
                return [], True
            message = email.message_from_binary_file(file, _Part)
        return _laid_out(message, copy.parent)
    except BROKEN:
        return [], True  # a message made to break its reader


class _Part(Message):
    """A message or a part of one, which the library fills while it reads: what no mail program
    writes is a ValueError, before it takes the library hours."""

    nested = 0
    parts = 1  # of the whole message, at its top
    top: _Part | None = None

    def attach(self, payload: Any) -> None:
        top = payload.top = self.top or self
        top.parts += 1
        payload.nested = self.nested + 1
        if payload.nested > NESTED or top.parts > PARTS:
            raise ValueError("parts without end")
        super().attach(payload)

    def set_raw(self, name: str, value: str) -> None:
        most = OF_CONTENT if name.lower().startswith("content-") else HEADER
        if len(value) > most or len(self) >= HEADERS:
            raise ValueError("headers without end")
        super().set_raw(name, value)


def _has_too_many_lines(file: BinaryIO) -> bool:
    """Whether a file has more lines than are read, whatever ends them; it is read from its start
    afterwards."""
    ends = {b"\n": 0, b"\r": 0}
    while block := file.read(BLOCK):
        for end in ends:
            ends[end] += block.count(end)
    file.seek(0)
    return max(ends.values()) > LINES


def _laid_out(message: Message, folder: Path) -> tuple[list[Attached], bool]:
    found: list[Attached] = []
    for number, part in enumerate(message.walk()):
        if len(found) >= ATTACHMENTS:
            return found, True
        name = _name_of(part)
        if not name or part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            target = folder / f"attached-{number}"
            target.write_bytes(content)
            found.append(Attached(name, target))
    return found, False


def _name_of(part: Message) -> str:
    """The own name of an attachment; empty for the text of the message and the pictures in it."""
    told = part.get_filename()
    inside = part.get_content_disposition() != "attachment"
    shown = part.get_content_maintype() == "image" or part.get_content_type() in _SHOWN
    if not told or (inside and shown):
        return ""
    try:
        name = str(make_header(decode_header(told)))
    except (HeaderParseError, ValueError, LookupError):
        name = told
    return name.replace("\\", "/").rpartition("/")[2]
