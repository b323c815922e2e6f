"""The parts of a workbook beside its sheets: names, shared strings, styles; parsed safely."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from lxml import etree

from kpi.intake import limits
from kpi.intake.grid import Format, Refused
from kpi.intake.legacy_fonts import Converter, converter_for
from kpi.intake.number_formats import format_of

SharedText = str | tuple[tuple[str, str | None], ...]
Style = tuple[Format, Converter | None]

_NAMES = ("kpi_plan", "kpi_unit", "kpi_period", "kpi_version")
_ONE_CELL = re.compile(r"^(?:'((?:[^']|'')+)'|([^!']+))!\$?([A-Z]{1,3})\$?(\d{1,7})(?::.*)?$")


def parse_xml(data: bytes) -> Any:
    """The root of a part; a document type or entity of any kind is refused."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refused("unsafe_file", "entities")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    root: Any = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise Refused("unsafe_file", "entities")
    return root


def namespace_of(root: Any) -> str:
    """The namespace of a part (two are in use) in front of its tags."""
    tag = str(root.tag)
    return tag[: tag.index("}") + 1] if tag.startswith("{") else ""


@lru_cache(maxsize=2_000)
def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def defined_names(
    root: Any, ns: str, titles: list[str]
) -> Mapping[str, dict[str, tuple[int, int]]]:
    """Names of ours by the sheet that they point at; a lost reference (#REF!) is no name."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for element in root.iterfind(f"{ns}definedNames/{ns}definedName"):
        name = element.get("name", "").lower()
        place = _ONE_CELL.match((element.text or "").strip()) if name in _NAMES else None
        if place is None:
            continue
        title = (place[1] or place[2]).replace("''", "'")
        if title in titles:
            found.setdefault(title, {})[name] = (int(place[4]), column_number(place[3]))
    return found


def shared_strings(data: bytes) -> list[SharedText]:
    root = parse_xml(data)
    ns = namespace_of(root)
    if len(root) > limits.SHARED_STRINGS:
        raise Refused("unsafe_file", "many_cells", most=limits.SHARED_STRINGS)
    text = f"{ns}t"
    return [
        (item[0].text or "") if len(item) == 1 and item[0].tag == text else runs_of(item, ns)
        for item in root
    ]


def runs_of(item: Any, ns: str) -> SharedText:
    """Rich text as runs with the font that each names; phonetic guides are left out."""
    runs: list[tuple[str, str | None]] = []
    for child in item:
        if child.tag == f"{ns}t":
            runs.append((child.text or "", None))
        elif child.tag == f"{ns}r":
            text = child.find(f"{ns}t")
            font = child.find(f"{ns}rPr/{ns}rFont")
            content = text.text if text is not None and text.text else ""
            runs.append((content, None if font is None else font.get("val", "")))
    return tuple(runs)


@lru_cache(maxsize=16)
def styles_of(data: bytes) -> tuple[Style, ...]:
    """What each cell style says: forms of one writer share this part, so it is kept."""
    root = parse_xml(data)
    ns = namespace_of(root)
    codes = {
        int(f.get("numFmtId", "0")): f.get("formatCode", "")
        for f in root.iterfind(f"{ns}numFmts/{ns}numFmt")
    }
    fonts = [
        converter_for(name.get("val", "") if (name := f.find(f"{ns}name")) is not None else "")
        for f in root.iterfind(f"{ns}fonts/{ns}font")
    ]
    found: list[Style] = []
    for xf in root.iterfind(f"{ns}cellXfs/{ns}xf"):
        number, font = int(xf.get("numFmtId", "0")), int(xf.get("fontId", "0"))
        legacy = fonts[font] if 0 <= font < len(fonts) else None
        found.append((format_of(number, codes.get(number)), legacy))
    return tuple(found)
