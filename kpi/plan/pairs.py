"""Two numbers that stand in one text where the plan wants a list of two: `2021–2025`.

One rule: the numbers offered are the planner's own, and only where no third way to read them is.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, get_args, get_origin

from kpi.plan.characters import DASHES
from kpi.plan.kinds import unwrapped
from kpi.plan.yaml_tree import Node, Scalar, Sequence

_NUMBER = r"\d+(?:\.\d+)?"
_BETWEEN = rf"[-{re.escape(DASHES)}~]|đến(?:\s+năm)?|tới|to|\.{{2,}}|…|[/;,，、&]|và"
_PAIR = re.compile(
    rf"(?:[^\W\d_]|\s)*(?P<first>{_NUMBER})\s*(?P<sign>{_BETWEEN})\s*(?P<last>{_NUMBER})",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:19|20|21)\d\d")


def as_pair(node: Node, kind: Any) -> tuple[str, str, str] | None:
    """What parts the two numbers, and each as it is written in a list; None if it is no pair."""
    base, _ = unwrapped(kind)
    text = (_only_text(node) or "").strip().strip("\"'“”()")
    if get_origin(base) is not tuple or len(get_args(base)) != 2:
        return None
    found = _PAIR.fullmatch(text)
    if not found:
        return None
    first, last = found["first"], found["last"]
    whole = unwrapped(get_args(base)[0])[0] is int
    if whole and not (_YEARS.fullmatch(first) and _YEARS.fullmatch(last)):
        return None
    if not whole and re.fullmatch(r"\d+,\d+", text):
        return None  # a decimal comma as likely as two numbers
    return found["sign"], first, last


def _only_text(node: Node) -> str | None:
    if isinstance(node, Sequence):
        return _only_text(node.items[0]) if len(node.items) == 1 else None
    return node.text if isinstance(node, Scalar) else None


def decimals_in(node: Sequence, wanted: int | None) -> tuple[str, ...]:
    """The numbers of a list that decimal commas cut in two, with dots, if they are as many as are
    wanted then: `[30,5, 60,5]`; a comma with a blank behind it, or a semicolon, parts them."""
    items = [item for item in node.items if isinstance(item, Scalar) and not item.quoted]
    if not wanted or not items or len(items) != len(node.items) or len(items) <= wanted:
        return ()
    written = items[0].text
    for before, item in pairwise(items):
        glued = item.place.column == before.place.column + len(before.text) + 1
        glued = glued and item.place.line == before.place.line
        written += ("," if glued else ", ") + item.text
    parts = [part.strip() for part in re.split(r",\s+|;", written)]
    fit = len(parts) == wanted and all(re.fullmatch(r"-?\d+(?:[.,]\d+)?", p) for p in parts)
    return tuple(part.replace(",", ".") for part in parts) if fit else ()
