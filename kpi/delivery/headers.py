"""How the lines above a message are written.

One rule: a receiver reads every word as it was said. The standard library loses the space between
two words where it breaks a line of letters beyond ASCII; its older way of breaking does not.
"""

from __future__ import annotations

from email.header import Header
from email.policy import EmailPolicy

LINE_END = "\r\n"


class _Readable(EmailPolicy):
    """The library's policy for sending, but for subjects."""

    def fold(self, name: str, value: str) -> str:
        return _subject(name, value) or super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        return _subject(name, value).encode("ascii") or super().fold_binary(name, value)


def _subject(name: str, value: str) -> str:
    """The line of a subject; empty for any other."""
    if name.lower() != "subject":
        return ""
    written = Header(str(value), header_name=name).encode(linesep=LINE_END)
    return f"{name}: {written}{LINE_END}"


READABLE = _Readable(linesep=LINE_END)
