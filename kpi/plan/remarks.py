"""A comment behind a value with the mark of another notation: `count // how`.

One rule: in a text it may belong there, which is asked; elsewhere it is told and left out.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kpi.plan.context import Context, report
from kpi.plan.findings import Book
from kpi.plan.yaml_tree import Scalar

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
