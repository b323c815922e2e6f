"""The parts of a workbook beside its sheets: the list of sheets, names, relations; parsed safely.

Forms of one writer share these parts word for word, so what they say is kept by their bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

from kpi.workbooks.grid import Refused
from kpi.workbooks.refusals import UNSAFE_FILE

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REL_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TRUE = ("1", "true")
_LONGEST_TEXT = 4 * 2**20
_NAMES = ("kpi_plan", "kpi_unit", "kpi_period", "kpi_version")
_ONE_CELL = re.compile(r"^(?:'((?:[^']|'')+)'|([^!']+))!\$?([A-Z]{1,3})\$?(\d{1,7})(?::.*)?$")


def utf8_text(data: bytes) -> str | None:
    """A part as text, to be cut up without a parser; None if it is too long for that or no UTF-8:
    the parser knows other encodings, and has limits of its own."""
    if len(data) > _LONGEST_TEXT:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def parse_xml(data: bytes) -> Any:
    """The root of a part; a document type or entity of any kind is refused."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refused(UNSAFE_FILE, "entities")
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
        raise Refused(UNSAFE_FILE, "entities")
    return root


def namespace_of(root: Any) -> str:
    """The namespace of a part (two are in use) in front of its tags."""
    tag = str(root.tag)
    return tag[: tag.index("}") + 1] if tag.startswith("{") else ""


def place_of_cell(reference: str) -> tuple[int, int] | None:
    """(row, column) of a reference such as H12; None for anything else."""
    found = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", reference.upper())
    return (int(found[2]), column_number(found[1])) if found else None


@lru_cache(maxsize=20_000)
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


class Listed(NamedTuple):
    """One sheet as the workbook lists it."""

    title: str
    relation: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """What the workbook's own part says. `never_computed`: the program that wrote the file left
    all computing to the one that opens it next, so its cached values may be made up.
    `as_displayed`: what is computed is rounded to what is shown."""

    sheets: tuple[Listed, ...]
    names: Mapping[str, Mapping[str, tuple[int, int]]]
    since_1904: bool
    never_computed: bool
    as_displayed: bool


@lru_cache(maxsize=32)
def contents_of(data: bytes) -> Contents:
    root = parse_xml(data)
    ns = namespace_of(root)
    properties, computing = root.find(f"{ns}workbookPr"), root.find(f"{ns}calcPr")
    listed = tuple(
        Listed(
            s.get("name", ""),
            s.get(_REL) or s.get(_REL_STRICT) or "",
            s.get("state", "visible") != "visible",
        )
        for s in root.findall(f"{ns}sheets/{ns}sheet")
    )
    return Contents(
        listed,
        defined_names(root, ns, [s.title for s in listed]),
        properties is not None and properties.get("date1904") in _TRUE,
        computing is not None and computing.get("fullCalcOnLoad") in _TRUE,
        computing is not None and computing.get("fullPrecision") in ("0", "false"),
    )


class Relation(NamedTuple):
    """What a part points at: `kind` is the last word of the relation's type."""

    id: str
    kind: str
    target: str


@lru_cache(maxsize=64)
def relations_of(data: bytes, folder: str) -> tuple[Relation, ...]:
    """The relations of a part that lies in `folder`, to parts inside the file."""
    return tuple(
        Relation(
            r.get("Id", ""), r.get("Type", "").rpartition("/")[2],
            _resolved(r.get("Target", ""), folder),
        )
        for r in parse_xml(data)
        if r.get("TargetMode") != "External"
    )  # fmt: skip


def _resolved(target: str, folder: str) -> str:
    parts: list[str] = []
    for part in ([] if target.startswith("/") else folder.split("/")) + target.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
