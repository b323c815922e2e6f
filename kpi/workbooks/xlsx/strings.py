"""The shared strings of a workbook: plain ones cut out at once, rich ones by the XML parser.

Both ways give the same list; a part that is not wholly of the usual shape goes to the parser.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lxml import etree

from kpi.workbooks import limits
from kpi.workbooks.grid import Refused
from kpi.workbooks.refusals import UNSAFE_FILE
from kpi.workbooks.xlsx.parts import namespace_of, parse_xml, utf8_text
from kpi.workbooks.xlsx.styles import SharedText, runs_of

_PLAIN = re.compile(
    r'<si><t(?: xml:space="preserve")?>([^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]*+)</t>'
)
_ITEM, _ITEM_END = "<si>", "</si>"
_LONGEST_KEPT = 5_000


def shared_strings(data: bytes) -> list[SharedText]:
    """The strings in their order; raises Refused if they are too many."""
    found = _plain_strings(data)
    return _parsed(data) if found is None else found


def _plain_strings(data: bytes) -> list[SharedText] | None:
    text = utf8_text(data)
    if text is None:
        return None
    begin, end = text.find(_ITEM), text.rfind("</sst>")
    if begin < 0 or end < begin or text[end:].rstrip() != "</sst>":
        return None
    namespace = _namespace_around(text[:begin] + text[end:])
    *items, rest = text[begin:end].split(_ITEM_END)
    if namespace is None or rest.strip() or len(items) > limits.SHARED_STRINGS:
        return None
    try:
        return _items(items, namespace)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _items(items: list[str], namespace: str) -> list[SharedText] | None:
    """The strings of items without their ends: plain ones by their shape, others parsed."""
    kept = _plain_kept
    found: list[SharedText] = []
    rich = 0
    for item in items:
        plain = kept.get(item)
        if plain is None:
            shape = _PLAIN.fullmatch(item)
            if shape is None:
                rich += 1
                if rich > _MOST_RICH:
                    return None  # one parser for all costs less than one for each
                read = _rich_kept if len(item) < _LONGEST_KEPT else _rich
                found += read(item + _ITEM_END, namespace)
                continue
            plain = shape[1]
            if len(item) < _LONGEST_KEPT:
                if len(kept) > _MOST_KEPT:
                    kept.clear()
                kept[item] = plain
        found.append(plain)
    if len(found) > limits.SHARED_STRINGS:
        raise Refused(UNSAFE_FILE, "many_cells", most=limits.SHARED_STRINGS)
    return found


_plain_kept: dict[str, str] = {}
_MOST_KEPT = 20_000
_MOST_RICH = 1_000


@lru_cache(maxsize=100)
def _namespace_around(text: str) -> str | None:
    """The namespace of a plain list without its items; None if it is no such list."""
    try:
        root = parse_xml(text.encode("utf-8"))
    except (etree.XMLSyntaxError, ValueError):
        return None
    plain = root.prefix is None and len(root) == 0 and not (root.text or "").strip()
    if not plain or root.getroottree().docinfo.encoding not in (None, "UTF-8", "utf-8"):
        return None
    return namespace_of(root)[1:-1]


def _rich(between: str, namespace: str) -> tuple[SharedText, ...]:
    """Items that hold more than plain text, by themselves; ValueError or XMLSyntaxError if they
    are none, or need what stands around them."""
    if not between.startswith(_ITEM):
        raise ValueError(between[:20])
    root = parse_xml(f'<sst xmlns="{namespace}">{between}</sst>'.encode())
    return tuple(_texts(root))


_rich_kept = lru_cache(maxsize=2_000)(_rich)


def _parsed(data: bytes) -> list[SharedText]:
    root = parse_xml(data)
    if len(root) > limits.SHARED_STRINGS:
        raise Refused(UNSAFE_FILE, "many_cells", most=limits.SHARED_STRINGS)
    return _texts(root)


def _texts(root: Any) -> list[SharedText]:
    ns = namespace_of(root)
    text = f"{ns}t"
    return [
        (item[0].text or "") if len(item) == 1 and item[0].tag == text else runs_of(item, ns)
        for item in root
    ]
