"""The styles of a sender's workbook: what we add stands behind his own, nothing of his moves.

A painted cell keeps everything of its style but the fill; equal styles are made once.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

from reports.feedback import order
from reports.feedback.package import NotUnderstoodError, namespace_of, parsed, serialized

PART: Final = "xl/styles.xml"
_MOST_STYLES = 64_000  # Excel's limit
_EMPTY = (
    '<styleSheet xmlns="{ns}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/>'
    '<right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf '
    'numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf '
    'numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1">'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_NUMBER = r"-?\d{1,9}(?:\.\d{1,20})?(?:[eE]-?\d{1,2})?"
_FILL_VALUES = {
    "patternType": "solid|none|gray125|gray0625|(?:dark|medium|light)Gray|"
    "(?:dark|light)(?:Horizontal|Vertical|Down|Up|Grid|Trellis)",
    "rgb": "[0-9A-Fa-f]{8}",
    "theme": r"\d|1[01]",
    "indexed": r"[0-5]?\d|6[0-5]",
    "auto": "[01]|true|false",
    "type": "linear|path",
    "tint": r"-?(?:0(?:\.\d{1,20})?|1|\d(?:\.\d{1,20})?[eE]-\d{1,2})",
    **dict.fromkeys(("degree", "position", "left", "right", "top", "bottom"), _NUMBER),
}

Fill = list[Any]
"""A fill as plain lists: [tag, attributes, children]; empty for none."""


class Styles:
    """The part `styles.xml`, parsed; where there is none, one with the least that it must have."""

    def __init__(self, data: bytes | None, ns: str) -> None:
        self.root = parsed(_EMPTY.format(ns=ns[1:-1]).encode() if data is None else data)
        self.ns = namespace_of(self.root)
        self.changed = data is None
        self._tables: dict[str, Any] = {}
        self._painted: dict[tuple[int, str], int] = {}
        self._known: dict[str, dict[bytes, int]] = {}
        self._xfs = self._table("cellXfs")

    def painted(self, style: int, argb: str) -> int:
        """The style that is like another but filled with a colour."""
        found = self._painted.get((style, argb))
        if found is None:
            fill = solid(argb)
            found = self._painted[style, argb] = self.filled(style, fill)
        return found

    def filled(self, style: int, fill: Fill) -> int:
        """The style that is like another but has this fill."""
        xf = copy.deepcopy(self._xf(style))
        xf.tail = None
        number = self.add("fills", self._element(["fill", {}, [fill]])) if fill else 0
        xf.set("fillId", str(number))
        if fill:
            xf.set("applyFill", "1")
        else:
            xf.attrib.pop("applyFill", None)
        return self.add("cellXfs", xf)

    def font_of(self, style: int) -> Any:
        """The element of a style's font."""
        fonts = self._table("fonts")
        number = _int(self._xf(style).get("fontId"))
        return fonts[number if number < len(fonts) else 0]

    def without_marks(self, style: int) -> int:
        """The style that is like another, its characters neither raised, lowered nor struck out."""
        font = copy.deepcopy(self.font_of(style))
        font.tail = None
        for name in ("strike", "vertAlign"):
            for found in font.findall(f"{self.ns}{name}"):
                font.remove(found)
        xf = copy.deepcopy(self._xf(style))
        xf.tail = None
        xf.set("fontId", str(self.add("fonts", font)))
        xf.set("applyFont", "1")
        return self.add("cellXfs", xf)

    def fill_of(self, style: int) -> Fill:
        """The fill of a style, such that it can be written down and given back."""
        number = _int(self._xf(style).get("fillId"))
        fills = self._table("fills")
        if not 0 < number < len(fills):
            return []
        children = list(fills[number])
        return _listed(children[0]) if len(children) == 1 else []

    def colour_of(self, style: int) -> str:
        """The colour of a plain fill, as AARRGGBB; empty for any other."""
        fill = self.fill_of(style)
        if not fill or fill[1].get("patternType") != "solid":
            return ""
        colours = [child[1].get("rgb", "") for child in fill[2] if child[0] == "fgColor"]
        return str(colours[0]).upper() if colours else ""

    def is_unlocked(self, style: int) -> bool:
        protection = self._xf(style).find(f"{self.ns}protection")
        return protection is not None and protection.get("locked") in ("0", "false")

    def look(self, font: str, *, fill: str = "", border: str = "", align: str = "") -> int:
        """A cell style of our own from the insides of its parts, as XML without namespaces."""
        ids = {
            "numFmtId": 0,
            "fontId": self.add("fonts", self._xml(f"<font>{font}</font>")),
            "fillId": self.add("fills", self._xml(f"<fill>{fill}</fill>")) if fill else 0,
            "borderId": self.add("borders", self._xml(f"<border>{border}</border>"))
            if border
            else 0,
        }
        given = " ".join(f'{name}="{value}"' for name, value in ids.items())
        applied = "applyFont='1' applyFill='1' applyBorder='1' applyAlignment='1'"
        return self.add("cellXfs", self._xml(f"<xf {given} xfId='0' {applied}>{align}</xf>"))

    def add(self, table: str, element: Any) -> int:
        """The number of an element in a table: of an equal one if there is one."""
        parent = self._table(table)
        known = self._known.get(table)
        if known is None:
            known = self._known[table] = {}
            for number, given in enumerate(parent):
                known.setdefault(_said(given), number)
        said = _said(element)
        found = known.get(said)
        if found is None:
            found = known[said] = len(parent)
            if found >= _MOST_STYLES:
                raise NotUnderstoodError("too many styles")
            parent.append(element)
            parent.set("count", str(len(parent)))
            self.changed = True
        return found

    def data(self) -> bytes:
        return serialized(self.root)

    def _xf(self, style: int) -> Any:
        return self._xfs[style if 0 <= style < len(self._xfs) else 0]

    def _table(self, name: str) -> Any:
        if name not in self._tables:
            self._tables[name] = self._checked_table(name)
        return self._tables[name]

    def _checked_table(self, name: str) -> Any:
        found = self.root.find(f"{self.ns}{name}")
        if found is None or not len(found):
            raise NotUnderstoodError(f"styles without {name}")
        if any(not isinstance(child.tag, str) for child in found):
            raise NotUnderstoodError("comments among styles")
        return found

    def _xml(self, text: str) -> Any:
        opened = re.sub(r"^<(\w+)", rf'<\1 xmlns="{self.ns[1:-1]}"', text)
        return etree.fromstring(opened)

    def _element(self, listed: Fill) -> Any:
        return _built(listed, self.ns)


def solid(argb: str) -> Fill:
    """A plain fill of one colour."""
    colours = [["fgColor", {"rgb": argb}, []], ["bgColor", {"indexed": "64"}, []]]
    return ["patternFill", {"patternType": "solid"}, colours]


def _said(element: Any) -> bytes:
    said: bytes = etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
    return said


def _built(listed: Fill, ns: str) -> Any:
    tag, attributes, children = listed
    unnamed: Any = {None: ns[1:-1]}  # the stubs know no namespace without a prefix
    element = etree.Element(f"{ns}{tag}", attributes, nsmap=unnamed)
    for child in children:
        element.append(_built(child, ns))
    return element


def _listed(element: Any) -> Fill:
    return [order.local(element), dict(element.attrib), [_listed(child) for child in element]]


def checked_fill(given: object) -> Fill | None:
    """A fill that came back from outside, if it says nothing but what a fill may say."""
    if given == []:
        return []
    return _checked(given, ("patternFill", "gradientFill"))


def _checked(given: object, allowed: tuple[str, ...]) -> Fill | None:
    if not isinstance(given, list) or len(given) != 3:
        return None
    tag, attributes, children = given
    if tag not in allowed or not _are_lists(children) or not isinstance(attributes, Mapping):
        return None
    for name, value in attributes.items():
        pattern = _FILL_VALUES.get(name)
        if pattern is None or not isinstance(value, str) or not re.fullmatch(pattern, value):
            return None
    if not _in_order(tag, [child[0] for child in children]):
        return None
    inside = [_checked(child, (child[0],)) for child in children]
    return None if None in inside else [tag, dict(attributes), inside]


def _are_lists(children: object) -> bool:
    return isinstance(children, list) and all(
        isinstance(child, list) and child and isinstance(child[0], str) for child in children
    )


def _in_order(tag: str, inside: list[str]) -> bool:
    if tag == "patternFill":
        return inside in ([], ["fgColor"], ["bgColor"], ["fgColor", "bgColor"])
    if tag == "gradientFill":
        return 2 <= len(inside) <= 10 and set(inside) == {"stop"}
    return inside == (["color"] if tag == "stop" else [])


def _int(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else 0
