"""A plan's text as it is written: keys and values, without defaults.

One rule: only the plan's own reader says what a text means.
"""

from __future__ import annotations

from kpi.plan.findings import Book
from kpi.plan.kinds import key_names
from kpi.plan.reader import read_document
from kpi.plan.records import plain
from kpi.plan.yaml_tree import Unreadable, read_tree
from kpi.planning.leaves import Entry


def written_document(text: str) -> Entry:
    """What a plan's text holds; what cannot be read is absent."""
    book = Book("indicators.yaml")
    try:
        top = read_document(
            read_tree(text.encode("utf-8", "surrogatepass"), book, key_names()), book
        )
    except Unreadable:
        return {}
    found = plain(top)
    return found if isinstance(found, dict) else {}
