"""Breaks of a line that word processors write within a text, and that an editor may not show.

One rule: they are told, and read as the blank that they stand for; no place moves.
"""

from __future__ import annotations

import re

from kpi.plan.characters import LINE_BREAKS, named
from kpi.plan.findings import Book, Place

_BREAKS = re.compile(f"[{re.escape(LINE_BREAKS)}]")
_AROUND = re.compile(rf"\s*[{re.escape(LINE_BREAKS)}]\s*")


def without_breaks(text: str, book: Book) -> str:
    """The text with a blank for each of them; those within comments are not told."""
    if not _BREAKS.search(text):
        return text
    for number, line in enumerate(re.split("\r\n|\n|\r", text), start=1):
        found = _BREAKS.search(line)
        if found and not line.lstrip().startswith("#"):
            at = found.start() + 1
            repair = _AROUND.sub(" ", line).strip()
            book.report(
                "line_break", Place(number, at), at=at, character=named(found[0]), repair=repair
            )
    return _BREAKS.sub(" ", text)
