"""A comment behind a value with the mark of another notation: `count // how`.

One rule: in a text it may belong there, which is asked; elsewhere it is told and left out.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kpi.plan.context import Context, report
from kpi.plan.findings import Book
from kpi.plan.yaml_tree import Entry, Scalar

_OWN = re.compile(r"(?P<mark>//+|/\*+)\s*(?P<words>.*?)\s*(?:\*/)?")


def is_remark(entry: Entry, book: Book) -> bool:
    """Whether an unknown key is a comment of its own, cut by a colon in it; then it is told."""
    key, value = entry.key, entry.value
    rest = f": {value.text}" if isinstance(value, Scalar) else ":"
    found = None if key.quoted else _OWN.fullmatch(key.text + rest)
    if found:
        book.report("comment_mark", key.place, written=found["mark"], repair=f"# {found['words']}")
    return found is not None


_BEHIND = re.compile(r"\s+(?P<mark>//+|/\*+)\s*(?P<words>.*?)\s*(?:\*/)?", re.DOTALL)


def without_remark(node: Scalar, *, text: bool, context: Context, book: Book) -> Scalar:
    """The scalar without such a comment, which is told; a text keeps it."""
    at = min((n for mark in (" //", " /*") if (n := node.text.find(mark)) > 0), default=-1)
    found = _BEHIND.fullmatch(node.text, at) if at > 0 and not node.quoted else None
    if found is None:
        return node
    value = node.text[:at].rstrip()
    repair = f"{context.written(value)}  # {found['words']}".rstrip(" #")
    rule = "comment_in_text" if text else "comment_mark"
    report(book, rule, node.place, context, written=found["mark"], repair=repair)
    return node if text else replace(node, text=value)
