"""Errors of the places that files are looked for in.

One rule: a source's id begins the names of its files, so it is one plain name of its own, no
address and none that the program gives files itself.
"""

from __future__ import annotations

import re

from kpi.plan.findings import Book
from kpi.plan.likely import fold
from kpi.plan.records import Record

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_TAKEN = frozenset({"inbox", "nhap-tay"})  # the inbox itself, and figures entered by hand


def check_sources(top: Record, book: Book) -> None:
    """Reports ids that are unfit, taken or doubled."""
    first: dict[str, Record] = {}
    for source in top.records("sources"):
        name = source.text("id")
        if name is None:
            continue
        if not _PLAIN.fullmatch(name) or fold(name) in _TAKEN:
            book.report("source_id", source.at("id"), where=source.where, id=name)
        before = first.setdefault(fold(name), source)
        if before is not source:
            line = before.at("id").line
            book.report("source_twice", source.at("id"), where=source.where, id=name, line=line)
