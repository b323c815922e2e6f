"""A figure that somebody gave by telephone or letter, as a file that came: one line of a table.

One rule: who entered it, when and why stand in the file itself, so no two of them are alike and
each is archived and read like any other.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kpi.receiving.sources.source import Listing, SentFile
from kpi.words import say

NAME = "nhap-tay"
HEADS = ("Đơn vị", "Kỳ", "Mã", "Thực hiện trong kỳ", "Ghi chú")


@dataclass(frozen=True, slots=True)
class ByHand:
    """One figure as a source of one file, the `number`th that was entered in this home."""

    unit: str
    period: str
    indicator: str
    value: str
    note: str
    number: int
    name: str = NAME

    def listing(self, *, wait: bool) -> Listing:  # noqa: ARG002 - nothing here is young
        """The one file."""
        path = f"{NAME}/lan-{self.number}.csv"
        return Listing((SentFile(path, path, len(self.content()), f"{NAME}-{self.number}"),))

    def fetch(self, file: SentFile) -> Iterator[bytes]:  # noqa: ARG002 - there is one
        """Its bytes."""
        yield self.content()

    def content(self) -> bytes:
        """The table as UTF-8."""
        text = io.StringIO()
        lines = csv.writer(text, lineterminator="\n")
        lines.writerow(HEADS)
        lines.writerow((self.unit, self.period, self.indicator, self.value, self.note))
        return text.getvalue().encode()


def note_of(reason: str, who: str, at: str, locale: str) -> str:
    """The note of an entered figure: `Gọi điện (an ghi lúc 9:00 ngày 3/7/2024)`."""
    return say("acts.enter.note", locale, reason=reason, who=who, at=at)


def parted(note: str, locale: str) -> tuple[str, str]:
    """Who entered a figure, and why, from its note; the whole of it is the reason where it is not
    worded as we do."""
    marks = {"reason": "\0", "who": "\1", "at": "\2"}
    shape = re.escape(say("acts.enter.note", locale, **marks))
    for name, mark in marks.items():  # a reason may hold brackets of its own
        shape = shape.replace(mark, f"(?P<{name}>.*{'' if name == 'reason' else '?'})")
    found = re.fullmatch(shape, note, re.DOTALL)
    return (found["who"], found["reason"]) if found else ("", note)
