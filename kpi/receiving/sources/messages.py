"""What a message holds and who it says sent it.

One rule: a message may say anything; it names one sender or none, and what it holds is taken by
the last part of its name.
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

from kpi.plan.model import Plan

ATTACHMENTS = 50  # of one message
PARTS = 500
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
        told = email.message_from_bytes(headers).get_all("From", [])
        found = getaddresses([str(line) for line in told])
    except (ValueError, IndexError, HeaderParseError):
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
            message = email.message_from_binary_file(file)
        return _laid_out(message, copy.parent)
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError, MemoryError):
        return [], True  # a message made to break its reader


def _laid_out(message: Message, folder: Path) -> tuple[list[Attached], bool]:
    found: list[Attached] = []
    for number, part in enumerate(message.walk()):
        if number >= PARTS or len(found) >= ATTACHMENTS:
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
