"""The shared strings of a workbook: plain ones cut out at once, rich ones by the XML parser.

Both ways give the same list; a part that is not wholly of the usual shape goes to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree

from kpi.intake import limits
from kpi.intake.grid import Refused
from kpi.intake.ooxml_parts import SharedText, namespace_of, parse_xml, runs_of

_LONGEST = 4 * 2**20
_PLAIN = re.compile(
    r'<si><t(?: xml:space="preserve")?>([^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]*+)</t></si>'
)
_ITEM = "<si>"
_LONGEST_KEPT = 5_000


def shared_strings(data: bytes) -> list[SharedText]:
    """The strings in their order; raises Refused if they are too many."""
    found = _plain_strings(data)
    return _parsed(data) if found is None else found


def _plain_strings(data: bytes) -> list[SharedText] | None:
    if len(data) > _LONGEST:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    begin, end = text.find(_ITEM), text.rfind("</sst>")
    if begin < 0 or end < begin or text[end:].rstrip() != "</sst>":
        return None
    namespace = _namespace_around(text[:begin] + text[end:])
    parts = _PLAIN.split(text[begin:end])
    if namespace is None or len(parts) // 2 > limits.SHARED_STRINGS:
        return None
    try:
        found = list(_mixed(parts, namespace))
    except (etree.XMLSyntaxError, ValueError):
        return None
    if len(found) > limits.SHARED_STRINGS:
        raise Refused("unsafe_file", "many_cells", most=limits.SHARED_STRINGS)
    return found


def _mixed(parts: list[str], namespace: str) -> Iterator[SharedText]:
    """Plain texts (every second part), and what stands between them read as rich ones."""
    plain, taken = parts[1::2], 0
    for number, between in enumerate(parts[::2]):
        if between:
            yield from plain[taken:number]
            taken = number
            read = _rich_kept if len(between) < _LONGEST_KEPT else _rich
            yield from read(between, namespace)
    yield from plain[taken:]


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
        raise Refused("unsafe_file", "many_cells", most=limits.SHARED_STRINGS)
    return _texts(root)


def _texts(root: Any) -> list[SharedText]:
    ns = namespace_of(root)
    text = f"{ns}t"
    return [
        (item[0].text or "") if len(item) == 1 and item[0].tag == text else runs_of(item, ns)
        for item in root
    ]
