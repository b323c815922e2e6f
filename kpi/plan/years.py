"""The year that was probably meant by a key or a number that is none, or lies far away.

One rule: it lies in the plan's time, and no second year of that time is as likely.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from kpi.plan.yaml_tree import Mapping, Node, Scalar, Sequence

_WRITTEN = re.compile(r"(?:năm|nam|year|n\.?)?\s*[-.:_]?\s*(?P<year>\d{3,5})\.?", re.IGNORECASE)
_SANE = range(1950, 2100)
_ABOUT = 9  # years around the one that is sane, if the plan's other one is a slip
Span = tuple[int, int]


def plan_years(root: Node) -> Span | None:
    """The first year that a baseline may have and the plan's last one, as far as written."""
    written = _under(_under(root, "plan"), "years")
    items = written.items if isinstance(written, Sequence) else []
    texts = [item.text for item in items if isinstance(item, Scalar)]
    years = [int(t) for t in texts if t.isdecimal() and len(t) == 4 and int(t) in _SANE]
    if not years:
        return None
    if len(years) == 1:
        return years[0] - _ABOUT, years[0] + _ABOUT
    return min(years) - 1, max(years)


def _under(node: Node | None, key: str) -> Node | None:
    entries = node.entries if isinstance(node, Mapping) else []
    return next((entry.value for entry in entries if entry.key.text == key), None)


def year_meant(text: str, span: Span | None, taken: Collection[str] = ()) -> str | None:
    """The year of the span that the text is one slip away from, two figures in the wrong order
    before any other; `taken` are written already."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    written = found["year"]
    if written != text.strip() and len(written) == 4 and int(written) in _SANE:
        return written
    free = [str(y) for y in range(span[0], span[1] + 1)] if span else []
    free = [y for y in free if y not in taken]
    swapped = [y for y in free if y in _swapped(written)]
    near = swapped or [y for y in free if _one_apart(y, written)]
    return near[0] if len(near) == 1 else None


def _swapped(text: str) -> set[str]:
    return {text[:n] + text[n + 1] + text[n] + text[n + 2 :] for n in range(len(text) - 1)}


def _one_apart(one: str, other: str) -> bool:
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    cut = (long[:n] + long[n + 1 :] for n in range(len(long)))
    return len(long) - len(short) == 1 and short in cut
