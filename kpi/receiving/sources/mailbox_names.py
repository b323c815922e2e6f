"""Names of mailboxes as IMAP writes them (RFC 3501, 5.1.3): ASCII, other letters in a UTF-7 of its
own."""

from __future__ import annotations

import base64
import re

_RUN = re.compile(r"[^\x20-\x7e]+|&")


def encoded(name: str) -> str:
    """A name in quotes, as a command takes it."""
    plain = _RUN.sub(_as_utf7, name)
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _as_utf7(run: re.Match[str]) -> str:
    if run[0] == "&":
        return "&-"
    packed = base64.b64encode(run[0].encode("utf-16-be")).decode("ascii")
    return "&" + packed.rstrip("=").replace("/", ",") + "-"
